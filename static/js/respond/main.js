// The young person's pages. Each works without this file; with it, each [data-module] gets its module.
import { choices } from "./choices.js";
import { rank } from "./rank.js";
import { journey } from "./journey.js";
import { leave, last } from "./leave.js";

// Recordings are on few forms: what plays them is fetched where there are some. Without it the browser's own controls do.
const recorded = (place) => import(place.dataset.script).then((own) => own.recordings(place), () => {});

function begin() {
  for (const [name, start] of Object.entries({ leave, last, choices, rank, respond: journey, recorded })) {
    for (const place of document.querySelectorAll(`[data-module~="${name}"]`)) start(place);
  }
}

begin();
// The same form in other words took this one's place.
document.addEventListener("replaced", begin);
