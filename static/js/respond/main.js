// The young person's pages. Each works without this file; with it, each [data-module] gets its module.
// This is all that the first view waits for; later.js comes once it stands.
import { leave, last } from "./leave.js";
import { opening } from "./opening.js";

/** Gives each place of the page that names one of these modules to it. */
export function begin(modules) {
  const all = () => {
    for (const [name, start] of Object.entries(modules)) {
      for (const place of document.querySelectorAll(`[data-module~="${name}"]`)) start(place);
    }
  };
  all();
  // The same form in other words took this one's place.
  document.addEventListener("replaced", all);
}

// Recordings are on few forms: what plays them is fetched where there are some. Without it the browser's own controls do.
const recorded = (place) => import(place.dataset.script).then((own) => own.recordings(place), () => {});

begin({ leave, last, respond: opening, recorded });
