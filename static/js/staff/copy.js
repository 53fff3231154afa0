// A button, hidden until scripts run, that copies the text of the element named by data-copy.
export function copy(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const words = button.textContent;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not copied. Mark the link and copy it by hand";
    }
    setTimeout(() => (button.textContent = words), 4000);
  });
}
