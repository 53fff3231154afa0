// Keys for a form in which one answer is decided: what shows a key (data-key) is ticked or pressed by it, and Enter
// saves. Off while somebody types, and with Ctrl, Alt or the command key.
const typing = (element) => element.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");

export function choose(form) {
  const pressed = (event) => {
    if (!form.isConnected) return document.removeEventListener("keydown", pressed);
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (event.key === "Enter") {
      // A link, a button and an opened list have an Enter of their own.
      if (event.target.closest("a, button, summary")) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-enter]"));
      return;
    }
    const wanted = form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
    wanted.focus();
  };
  document.addEventListener("keydown", pressed);
}
