// What the browser should tell a screen reader of each control that shows, read off the page itself.

const ROLES = { A: "link", BUTTON: "button", SUMMARY: "DisclosureTriangle", SELECT: "combobox", TEXTAREA: "textbox" };
const TYPES = { radio: "radio", checkbox: "checkbox", text: "textbox" };

/** In the order of the document: role, the words that stand on or beside it, and its state. */
function told() {
  return controls().filter((one) => !one.matches("audio, video")).map((one) => {
    const labels = [...(one.labels ?? [])].map((label) => label.textContent.replace(label.contains(one) ? one.textContent : "", "")).join("");
    return {
      role: TYPES[one.type] ?? ROLES[one.tagName],
      words: labels || one.innerText,
      checked: ["radio", "checkbox"].includes(one.type) ? one.checked : null,
      pressed: one.ariaPressed === null ? null : one.ariaPressed === "true",
      expanded: one.localName === "summary" ? one.parentElement.open : one.localName === "select" ? false : null,
      invalid: one.ariaInvalid === "true",
    };
  });
}
/** The legends of the groups that show. */
const legends = () => all("fieldset > legend").filter(shows).map((one) => one.textContent);
