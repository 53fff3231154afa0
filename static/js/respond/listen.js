// Read aloud by the phone itself, one question at a time, and only when asked.
import { wordsOf } from "./words.js";

const short = (lang) => lang.toLowerCase().split(/[-_]/)[0];

/** A voice that speaks on the phone itself. Any other sends the text to its maker, so it is as good as none. */
function voiceFor(lang) {
  const voices = window.speechSynthesis.getVoices().filter((voice) => voice.localService && short(voice.lang) === short(lang));
  return voices.find((voice) => voice.lang.replace("_", "-").toLowerCase() === lang.toLowerCase()) ?? voices[0];
}

/** A question, its help and its options in order, each piece with the language it is written in. */
function pieces(question) {
  const parts = question.querySelectorAll("[data-heading], [id$=-help], .app-choice > span:last-child, .app-rank__row label");
  return [...parts].map((part) => ({
    text: part.textContent.trim(),
    lang: (part.querySelector("[lang]") ?? part.closest("[lang]")).lang,
  }));
}

/** A button on each question whose every word a voice of this phone can say. */
export function listen(form) {
  if (!window.speechSynthesis) return;
  const words = wordsOf(form);
  let pressed = null;

  function stop() {
    if (!pressed) return;
    pressed.textContent = words.listen;
    pressed = null;
    speechSynthesis.cancel();
  }

  function press(button, question) {
    const own = pressed === button;
    stop();
    if (own) return;
    pressed = button;
    button.textContent = words.stop;
    const said = pieces(question).map(({ text, lang }) => {
      const piece = new SpeechSynthesisUtterance(text);
      piece.lang = lang;
      piece.voice = voiceFor(lang);
      return piece;
    });
    said.at(-1).onend = () => pressed === button && stop();
    for (const piece of said) speechSynthesis.speak(piece);
  }

  /** Before a step is seen, so that nothing moves under a finger later. */
  function offer() {
    stop();
    for (const question of form.querySelectorAll("[data-question]")) {
      const place = question.querySelector("[data-aloud]");
      if (place.querySelector("[data-listen]") || !pieces(question).every(({ lang }) => voiceFor(lang))) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "app-button--small app-button app-listen";
      button.dataset.listen = "";
      button.textContent = words.listen;
      button.addEventListener("click", () => press(button, question));
      place.append(button);
    }
  }

  speechSynthesis.getVoices(); // a browser may look for its voices only once it is asked
  form.addEventListener("step", offer);
  // A phone put away, or turned to another page, falls silent.
  document.addEventListener("visibilitychange", () => document.hidden && stop());
  addEventListener("pagehide", stop);
}
