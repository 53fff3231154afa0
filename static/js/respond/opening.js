// The first view of a form: what we ask and promise, and Start. Meanwhile the rest of the script comes.

let coming;

/** The joined file beside ours, once this page has loaded; static_files.py makes it of later.js. */
const rest = () =>
  (coming ??= new Promise((done) => addEventListener("load", () => done(import("./phone_later.js")))));

/** Shows the first step alone, unless the form came back with something to put right: then it stays one long page. */
export function opening(form) {
  const summary = document.getElementById("errors");
  if (summary) {
    summary.focus();
    return rest().catch(() => {});
  }
  const root = document.documentElement.classList;
  const one = (name) => form.querySelector(`[data-${name}]`);
  const [next, status] = [one("next"), one("status")];
  const whole = [...form.querySelectorAll("[data-step]:not([data-step=start], [data-step=check]), [data-end], [data-send]")];
  const only = (first) => {
    root.toggle("js", first);
    next.hidden = !first;
    for (const part of whole) part.hidden = first;
  };
  only(true);
  const wait = () => {
    form.dataset.begun = "yes";
    status.textContent = form.dataset.wait;
  };
  next.addEventListener("click", wait, { once: true });
  // The line broke before the rest was here: the long page needs none of it.
  rest().catch(() => {
    only(false);
    status.textContent = "";
    if (form.dataset.begun) whole[0].scrollIntoView();
  });
}
