// "Check your answers": each question that was asked, what was answered, and a way to change it.

/** What somebody answered to a question, in the words they saw; "" if they skipped it. */
export function answerText(question) {
  const box = question.querySelector("input[type=text], textarea");
  if (box?.value.trim()) return [box.value.trim(), box.parentElement.querySelector("[id$=-unit]")?.textContent].join(" ").trim();
  const ranked = [...question.querySelectorAll("select")].filter((list) => list.value);
  if (ranked.length) {
    return ranked
      .sort((one, other) => one.value - other.value)
      .map((list) => `${list.selectedOptions[0].textContent}: ${list.labels[0].textContent}`)
      .join("\n");
  }
  const ticks = [...question.querySelectorAll("input:checked")];
  return ticks.map((input) => input.closest("label").querySelector("span").textContent).join("\n");
}

/** Fill the list; `change` is called with the question whose button was pressed. */
export function fillCheck(list, questions, words, change) {
  list.replaceChildren(
    ...questions.map((question) => {
      const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
      const asked = question.querySelector("[data-heading]").textContent;
      const text = answerText(question);
      const answer = make("dd", text || words.skipped);
      answer.toggleAttribute("data-skipped", !text);
      const button = make("button", words.change);
      button.type = "button";
      button.className = "app-button--text";
      button.append(Object.assign(make("span", ` ${asked}`), { className: "app-hidden" }));
      button.addEventListener("click", () => change(question));
      const act = document.createElement("dd");
      act.append(button);
      const row = document.createElement("div");
      row.append(make("dt", asked), answer, act);
      return row;
    }),
  );
}
