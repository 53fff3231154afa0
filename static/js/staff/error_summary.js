// Takes the reader to what has to be put right, and from each line to its field, opening what hides it.
export function errorSummary(summary) {
  summary.focus();
  fieldLinks(summary);
}

export function fieldLinks(list) {
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const place = field.closest("details:not([open])");
    if (place) place.open = true;
    field.focus({ preventScroll: true });
    (field.closest(".app-field") ?? field).scrollIntoView({ block: "start" });
  });
}
