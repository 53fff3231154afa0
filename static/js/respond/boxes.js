// An answer that can be taken back, and the letters that are left.
import { length, note, ticked } from "./choices.js";
import { fill, OWN_WORDS, wordsOf } from "./words.js";

/** Every question of a form: a button that clears its choice, a count under its box. */
export function boxes(form) {
  const words = wordsOf(form);
  for (const question of form.querySelectorAll("[data-question]")) {
    if (question.querySelector("[type=radio]")) clearing(question, words);
    const box = question.querySelector(OWN_WORDS);
    if (box) counting(box, words);
  }
}

function clearing(question, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-button--text";
  button.textContent = words.clear;
  const update = () => (button.style.visibility = ticked(question).length ? "visible" : "hidden");
  button.addEventListener("click", () => {
    for (const input of ticked(question)) input.checked = false;
    update();
    question.querySelector("input").focus();
    note(question, words.cleared);
    button.dispatchEvent(new Event("change", { bubbles: true }));
  });
  question.addEventListener("change", ({ target }) => {
    if (target !== button) note(question, "");
    update();
  });
  question.append(button);
  update();
}

function counting(box, words) {
  const count = document.createElement("p");
  count.className = "app-count";
  count.setAttribute("aria-live", "polite");
  box.after(count);
  box.addEventListener("input", () => {
    const left = box.dataset.most - length(box.value);
    const near = left <= box.dataset.most / 4;
    count.textContent = !near ? "" : left < 0 ? fill(words.over, { n: -left }) : fill(words.left, { n: left });
  });
}
