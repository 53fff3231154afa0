// A ranking by pressing: the first press is 1st, the next 2nd; a press on a ranked one takes it out.
import { copies, wordsOf } from "./words.js";
import { note, untick } from "./choices.js";

/** Puts a button in the place of each list of places; the lists stay in the form and are what is sent. */
export function rank(group) {
  const words = wordsOf(group.closest("form"));
  const question = group.closest("[data-question]");
  const lists = [...group.querySelectorAll("select")];
  const top = +group.dataset.top;
  for (const hint of question.querySelectorAll("[id$=-hint] span")) hint.hidden = !hint.hidden;
  let order = lists.filter((list) => list.value).sort((one, other) => one.value - other.value);

  const nameOf = (list) => copies(list.labels[0]);
  const buttons = lists.map((list) => {
    const button = document.createElement("button");
    const place = document.createElement("b");
    button.type = "button";
    button.className = "app-place";
    const picture = list.parentElement.querySelectorAll("img");
    const name = document.createElement("span");
    name.append(...nameOf(list));
    button.append(place, ...picture, name);
    button.addEventListener("click", () => press(list));
    list.parentElement.before(button);
    list.parentElement.hidden = true;
    return button;
  });

  const draw = () =>
    lists.forEach((list, index) => {
      const place = order.indexOf(list) + 1;
      list.value = place || "";
      buttons[index].setAttribute("aria-pressed", place > 0);
      buttons[index].firstChild.textContent = place ? list.selectedOptions[0].textContent : "";
    });

  function press(list) {
    const was = order.includes(list);
    if (!was && order.length === top) return note(question, words.full, { most: top });
    untick(question, words);
    order = was ? order.filter((other) => other !== list) : [...order, list];
    draw();
    const place = list.selectedOptions[0].textContent;
    note(question, was ? words.out : words.place, { option: nameOf(list), place });
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  question.addEventListener("emptied", () => {
    order = [];
    draw();
  });
  draw();
}
