// Skip logic on the phone: which questions the answers so far lead to.
// participation/surveys/journey.py says the same on the server; tests hold the two to each other.
//
// Answers are a plain object, question name to answer: a string (one choice, or words), a list of strings
// (several choices, a ranking in order) or a number. A skipped question has no entry.
// Questions are a list of {name, type, show_if?}, as `journey.phone_rules` writes it.

const DECLINED = "prefer_not_to_say";
// Zeros of the digits that keyboards here produce; typed.py has the same list.
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xff10];
const own = (object, key) => (Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined);
const picks = (answer) => (Array.isArray(answer) ? answer : typeof answer === "string" ? [answer] : []);
const declined = (answer) => answer === DECLINED || (Array.isArray(answer) && answer.length === 1 && answer[0] === DECLINED);

/** Whether a condition is met by the answers given so far. */
export function holds(condition, answers) {
  if (condition.all) return condition.all.every((part) => holds(part, answers));
  if (condition.any) return condition.any.some((part) => holds(part, answers));
  if (condition.not) return !holds(condition.not, answers);
  const answer = own(answers, condition.question);
  const picked = picks(answer);
  if (condition.is !== undefined) return picked.includes(condition.is);
  if (condition.is_any_of) return picked.some((value) => condition.is_any_of.includes(value));
  if (condition.is_none_of) return !picked.some((value) => condition.is_none_of.includes(value));
  if (condition.answered !== undefined) return condition.answered === (answer !== undefined && !declined(answer));
  if (condition.at_least === undefined || declined(answer)) return false;
  if (Array.isArray(answer)) return answer.length >= condition.at_least;
  return typeof answer === "number" && answer >= condition.at_least;
}

/** The names of the questions to show, in order; a hidden question has no answer for later conditions. */
export function visible(questions, answers) {
  const heard = Object.create(null);
  return questions
    .filter(({ name, show_if }) => {
      if (show_if && !holds(show_if, heard)) return false;
      const answer = own(answers, name);
      if (answer !== undefined) heard[name] = answer;
      return true;
    })
    .map(({ name }) => name);
}

/** The answers in a form's fields (name and value pairs, as `new FormData(form)` gives them), for `visible`. */
export function answersIn(questions, fields) {
  const sent = new Map();
  for (const [name, value] of fields) {
    if (typeof value !== "string" || !clean(value)) continue;
    if (!sent.has(name)) sent.set(name, []);
    if (!sent.get(name).includes(value)) sent.get(name).push(value);
  }
  const answers = Object.create(null);
  for (const { name, type } of questions) {
    const answer = read(name, type, sent);
    if (answer !== undefined) answers[name] = answer;
  }
  return answers;
}

function read(name, type, sent) {
  const values = sent.get(name);
  if (type === "rank") return values?.includes(DECLINED) ? [DECLINED] : ranked(name, sent);
  if (!values) return undefined;
  if (type === "many") return values;
  if (type === "number") return values.includes(DECLINED) ? DECLINED : wholeNumber(values[0]);
  const text = clean(values.join("\n"));
  return SEEN.test(text) ? text : undefined;
}

function ranked(name, sent) {
  const places = [];
  for (const [field, values] of sent) {
    const place = field.startsWith(`${name}.`) ? wholeNumber(values[0]) : undefined;
    if (place !== undefined) places.push([place, field.slice(name.length + 1)]);
  }
  return places.length ? places.sort((one, other) => one[0] - other[0]).map(([, option]) => option) : undefined;
}

// typed.py drops the same signs, and takes the same ones for blanks.
const UNKEPT = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\p{Cs}\p{NChar}\u202a-\u202e\u2066-\u2069]/gu;
const ENDS = /^((?!\ufeff)[\s\x85])+|((?!\ufeff)[\s\x85])+$/g;
const SEEN = /[^\p{Cc}\p{Cf}\p{Z}]/u;
const clean = (text) => text.replace(UNKEPT, "").replace(ENDS, "");

function wholeNumber(typed) {
  const plain = [...clean(typed)].map(digit).join("").replace("\u2212", "-").replaceAll("\uff0c", ",");
  if (!/^-?(\d{1,3}([,\u066c \t]\d{3})+|\d{1,12})$/.test(plain)) return undefined;
  return Number(plain.replace(/[,\u066c \t]/g, ""));
}

function digit(char) {
  const code = char.codePointAt(0);
  const zero = ZEROS.find((one) => code >= one && code < one + 10);
  return zero === undefined ? char : String(code - zero);
}
