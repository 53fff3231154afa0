// The page's own words, as the server put them on the form in the page's language.

/** The words of a form, by name. */
export const wordsOf = (form) => JSON.parse(form.dataset.words);

/** The boxes for somebody's own words. */
export const OWN_WORDS = ".app-text:not(.app-text--number)";

/** A text with its {places} filled in. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
