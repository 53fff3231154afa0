// Choices that exclude each other, and what is wrong before Next.
import { copies, fill, filled, wordsOf } from "./words.js";

/** How many letters and spaces the server will count. */
export const length = (text) => [...text.trim()].length;
/** The controls of a question that are ticked. */
export const ticked = (question) => [...question.querySelectorAll("input:checked")];
const textBox = (question) => question.querySelector("input[type=text], textarea");
const wordsOfOption = (input) => copies(input.closest("label").querySelector("span"));

/** Say something about what was just done, above the bar and aloud; `values` are for its {places}. */
export function note(question, text, values = {}) {
  question.closest("form").querySelector("[data-status]").replaceChildren(...filled(text, values));
}

/** Every question of a form: its exclusive options. */
export function choices(form) {
  const words = wordsOf(form);
  for (const question of form.querySelectorAll("[data-question]")) {
    question.addEventListener("change", ({ target }) => exclude(question, target, words));
    question.addEventListener("input", ({ target }) => {
      if (target.type === "text" && target.value) untick(question, words);
    });
  }
}

function exclude(question, input, words) {
  if (input.type !== "checkbox") return;
  if (!input.checked) return note(question, "");
  if (!("exclusive" in input.dataset)) return untick(question, words);
  const others = ticked(question).filter((other) => other !== input);
  const box = textBox(question);
  const out = others.length || box?.value || question.querySelector("[aria-pressed=true]");
  for (const other of others) other.checked = false;
  if (box) box.value = "";
  question.dispatchEvent(new Event("emptied"));
  note(question, out ? words.only : "", { option: wordsOfOption(input) });
}

/** Something else was picked: an exclusive option that was ticked is out. */
export function untick(question, words) {
  const lone = question.querySelector("[data-exclusive]:checked");
  if (!lone) return note(question, "");
  note(question, words.not_only, { option: wordsOfOption(lone) });
  lone.checked = false;
}

/** What is wrong with a question's answer, in words; "" if nothing is. */
export function mistakeIn(question, number, words) {
  const box = textBox(question);
  const most = question.dataset.most;
  const picked = ticked(question).length;
  if (question.dataset.kind === "many" && most && picked > most) return fill(words.too_many, { most, n: picked });
  if (!box || !box.value.trim()) return "";
  if (question.dataset.kind !== "number") {
    const n = length(box.value);
    return n > box.dataset.most ? fill(words.too_long, { most: box.dataset.most, n }) : "";
  }
  const right = number >= +box.dataset.least && number <= +box.dataset.most;
  return right ? "" : fill(words.number, box.dataset);
}

/** Show a question's mistake above its controls, or take it away. */
export function showMistake(question, text, words) {
  const id = `q-${question.dataset.question}-mistake`;
  document.getElementById(id)?.remove();
  const described = question.querySelector("[aria-describedby]");
  const ids = described.getAttribute("aria-describedby").split(" ").filter((one) => one !== id);
  question.classList.toggle("app-question--mistake", Boolean(text));
  if (text) {
    const line = document.createElement("p");
    const start = document.createElement("span");
    line.className = "app-mistake";
    line.id = id;
    start.className = "app-hidden";
    start.textContent = `${words.error} `;
    line.append(start, text);
    document.getElementById(`q-${question.dataset.question}-hint`).after(line);
    ids.unshift(id);
  }
  described.setAttribute("aria-describedby", ids.join(" "));
  textBox(question)?.setAttribute("aria-invalid", Boolean(text));
}
