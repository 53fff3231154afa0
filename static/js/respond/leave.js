// Leaving: nothing stays on the screen, and neither Back nor Forward leads to a form again.

let gone = false;
let to = "/leave";

/** Whether the page is being left: then nothing else may act. */
export const leaving = () => gone;

/** Empty the page at once, go back over our own steps, and put another page in the place of the form. */
export function depart(address) {
  if (gone) return;
  gone = true;
  to = address;
  window.speechSynthesis?.cancel();
  for (const control of document.querySelectorAll("input, textarea")) control.value = "";
  document.body.replaceChildren();
  const steps = history.state?.depth ?? 0;
  const replace = () => location.replace(to);
  if (!steps) return replace();
  // A moment after it: while popstate runs, Firefox would put the other page behind the form, not in its place.
  addEventListener("popstate", () => setTimeout(replace), { once: true });
  history.go(-steps);
  setTimeout(replace, 1000);
}

/** The way out at the top of every page; it says that there is a key for it. */
export function leave(form) {
  const hint = form.querySelector("span");
  hint.hidden = false;
  form.querySelector("button").setAttribute("aria-describedby", hint.id);
  // A page that came back from the server has others before it that we cannot empty: there the server's way is sure.
  if (document.getElementById("errors")) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    depart(form.action);
  });
}

// Escape three times within two seconds. Once or twice belongs to others: it closes a list, ends a screen reader's mode.
let pressed = [];
addEventListener("keydown", ({ key, repeat, isComposing, timeStamp }) => {
  if (repeat) return;
  pressed = key === "Escape" && !isComposing ? [...pressed.slice(-2), timeStamp] : [];
  if (timeStamp - pressed[0] < 2000 && pressed.length === 3) document.querySelector(".app-leave button")?.click();
});

/** A page that nothing comes after: our own steps, which the form left ahead of it, are dropped from the history. */
export function last() {
  history.pushState(null, "");
}

// A browser that kept the page as it was shows it again on Back: it is empty by then, and moves on.
addEventListener("pageshow", () => {
  if (gone) location.replace(to);
});
