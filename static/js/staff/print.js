// A button, hidden until scripts run, that opens the print window.
export function print(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
