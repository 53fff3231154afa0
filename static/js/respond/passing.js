// A shared device that is put down half-way: nobody who picks it up reads on, and in the end it empties itself.
import { depart } from "./leave.js";
import { wordsOf } from "./words.js";

const QUIET_MS = 3 * 60_000;
const CLEARS_MS = 10 * 60_000;
const LOOKS_MS = 5000;

/** Covers a form that nobody touched for a while and asks; a press is enough to go on, so nobody is hurried. */
export function passing(form) {
  const words = wordsOf(form);
  const start = form.querySelector("[data-step=start]");
  const cover = document.createElement("dialog");
  if (!cover.showModal) return;
  const clear = () => depart(location.href);
  const question = document.createElement("h2");
  const line = document.createElement("p");
  question.textContent = words.still_you;
  line.textContent = words.clears;
  question.id = "still-you";
  cover.className = "app-cover";
  cover.setAttribute("aria-labelledby", question.id);
  cover.append(question, line, button(words.go_on, () => cover.close()), button(words.clear_it, clear, "app-button--quiet"));
  form.after(cover);

  let touched = Date.now();
  const touch = () => (touched = Date.now());
  for (const sign of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(sign, touch, { passive: true });
  cover.addEventListener("close", touch);
  // The clock, not a timer's length: a device that slept has been left alone for as long.
  const look = setInterval(() => {
    if (!form.isConnected) return clearInterval(look);
    const quiet = Date.now() - touched;
    // What is on its way is nobody's to clear.
    if (!start.hidden || "sending" in form.dataset) return;
    if (quiet > QUIET_MS + CLEARS_MS) clear();
    else if (quiet > QUIET_MS && !cover.open) cover.showModal();
  }, LOOKS_MS);
}

function button(text, press, looks = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `app-button ${looks}`;
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}
