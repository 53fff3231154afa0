// Keys for a list that is read from top to bottom: j next, k the one before, and every key that a button in the
// focused item shows (data-key). Off while somebody types, and with Ctrl, Alt or the command key.
const ITEM = "[data-item]";
const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

export function keys(list) {
  const items = () => [...list.querySelectorAll(ITEM)];
  const current = () => document.activeElement?.closest(ITEM);
  const go = (step) => {
    const all = items();
    const here = all.indexOf(current());
    const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      go(event.key === "j" ? 1 : -1);
      return;
    }
    const button = current()?.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  // htmx replaces the item that was marked: the reader goes on to the next one still to do.
  let place = -1;
  list.addEventListener("htmx:before:request", () => (place = items().indexOf(current())));
  list.addEventListener("htmx:after:swap", () => {
    if (place < 0) return;
    const all = items();
    (all.slice(place).find((item) => item.querySelector("[data-to-do]")) ?? all[place])?.focus();
    place = -1;
  });
}
