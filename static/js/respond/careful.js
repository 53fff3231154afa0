// Beside what somebody types: a quiet word when it shows who they are, and none where it may be a call for help.
// Nothing is sent for it. It holds nobody up, and nobody who looks over a shoulder sees more than a line of text.
import { detailIn } from "./details.js";
import { mayTell } from "./telling.js";
import { OWN_WORDS, wordsOf } from "./words.js";

const PAUSE_MS = 900;
// After leaving a box: late enough that a line coming up moves nothing from under a finger.
const LEFT_MS = 400;

/** Watches a form's own words and the choices that ask for help. */
export function careful(form) {
  const words = wordsOf(form);
  const card = form.querySelector(".app-help");
  const lines = [...form.querySelectorAll(OWN_WORDS)].map((box) => {
    const line = document.createElement("p");
    line.className = "app-hint";
    line.setAttribute("aria-live", "polite");
    box.after(line);
    return { box, line };
  });
  const picked = (one) => (one.localName === "select" ? one.value : one.checked);

  function look() {
    // One place is enough: whoever told us in one box what happened may name in the next who did it.
    const telling = lines.some(({ box }) => mayTell(box.value)) || [...form.querySelectorAll("[data-help]")].some(picked);
    card.classList.toggle("app-help--now", telling);
    for (const { box, line } of lines) {
      const text = telling ? "" : (words[detailIn(box.value)] ?? "");
      if (line.textContent !== text) line.textContent = text;
    }
  }

  let timer;
  const after = (wait) => () => {
    clearTimeout(timer);
    timer = setTimeout(look, wait);
  };
  form.addEventListener("input", after(PAUSE_MS));
  form.addEventListener("change", after(LEFT_MS));
  look();
}
