// The page's own words, as the server put them on the form in the page's language.

/** The words of a form, by name. */
export const wordsOf = (form) => JSON.parse(form.dataset.words);

/** The boxes for somebody's own words. */
export const OWN_WORDS = ".app-text:not(.app-text--number)";

/** A text with its {places} filled in. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

/** The same as pieces of a page: a value may be `copies`. */
export const filled = (text, values) =>
  text.split(/(\{\w+\})/).flatMap((part, index) => (index % 2 && values[part.slice(1, -1)]) || part);

/** What an element shows: its words stay marked with the language they are in. */
export const copies = (element) => [...element.cloneNode(true).childNodes];
