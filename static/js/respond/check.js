// "Check your answers": each question that was asked, what was answered, and a way to change it.
import { ticked } from "./choices.js";
import { copies } from "./words.js";

/** What somebody answered to a question, in the words they saw, as pieces of a page; none if they skipped it. */
function answered(question) {
  const box = question.querySelector("input[type=text], textarea");
  if (box?.value.trim()) {
    const unit = box.parentElement.querySelector("[id$=-unit]");
    return [box.value.trim(), ...(unit ? [" ", ...copies(unit)] : [])];
  }
  const ranked = [...question.querySelectorAll("select")].filter((list) => list.value);
  if (ranked.length) {
    const placed = ranked.sort((one, other) => one.value - other.value);
    return lines(placed.map((list) => [`${list.selectedOptions[0].textContent}: `, ...copies(list.labels[0])]));
  }
  return lines(ticked(question).map((input) => copies(input.closest("label").querySelector("span"))));
}

const lines = (answers) => answers.flatMap((answer, index) => (index ? ["\n", ...answer] : answer));

function make(tag, ...parts) {
  const element = document.createElement(tag);
  element.append(...parts);
  return element;
}

/** Fill the list; `change` is called with the question whose button was pressed. */
export function fillCheck(list, questions, words, change) {
  list.replaceChildren(
    ...questions.map((question) => {
      const heading = question.querySelector("[data-heading]");
      const asked = () => copies(heading.querySelector("label") ?? heading).filter((part) => part.localName !== "img");
      const given = answered(question);
      const answer = make("dd", ...(given.length ? given : [words.skipped]));
      answer.toggleAttribute("data-skipped", !given.length);
      const about = make("span", " ", ...asked());
      about.className = "app-hidden";
      const button = make("button", words.change, about);
      button.type = "button";
      button.className = "app-button--text";
      button.addEventListener("click", () => change(question));
      return make("div", make("dt", ...asked()), answer, make("dd", button));
    }),
  );
}
