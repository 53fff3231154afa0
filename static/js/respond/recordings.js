// Recordings: a press fetches and plays, the next one stops. Nothing is fetched before, and nothing plays on unseen.

const recording = (place) => place.querySelector("audio, video");

/** Plays the page's recordings, in the language whose button is pressed. */
export function recordings(chooser) {
  const buttons = [...chooser.querySelectorAll("button")];
  const places = [...document.querySelectorAll("[data-tongue]")];

  function stop(place) {
    if (!place.open) return;
    place.open = false;
    recording(place).pause();
    recording(place).load(); // lets go of what was fetched
  }

  function start(place) {
    places.forEach(stop);
    place.open = true;
    recording(place).play().catch(() => stop(place));
  }

  for (const place of places) {
    const summary = place.querySelector("summary");
    // Which option it says is seen; somebody who hears the page is told, in the option's own language.
    const option = place.closest(".app-beside")?.querySelector("label > span:last-child");
    if (option) summary.append(": ", option.cloneNode(true));
    summary.addEventListener("click", (event) => {
      event.preventDefault();
      if (place.open) stop(place);
      else start(place);
    });
    recording(place).addEventListener("ended", () => stop(place));
  }

  function choose(tongue) {
    for (const button of buttons) button.setAttribute("aria-pressed", button.value === tongue);
    for (const place of places) place.hidden = buttons.length > 0 && place.dataset.tongue !== tongue;
  }

  chooser.hidden = !buttons.length;
  for (const button of buttons) button.addEventListener("click", () => choose(button.value));
  choose(chooser.querySelector("[aria-pressed=true]")?.value);

  // Another step, another language, another app: somebody else may hear what goes on.
  const unseen = () => places.filter((place) => document.hidden || place.closest("[hidden]")).forEach(stop);
  new MutationObserver(unseen).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["hidden"] });
  document.addEventListener("visibilitychange", unseen);
}
