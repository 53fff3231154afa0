// Finds every element with data-module="name" and hands it to the function of that name. Each page works
// without any of this; parts that htmx brings in later are started too.
import { choose } from "./choose.js";
import { clock } from "./clock.js";
import { copy } from "./copy.js";
import { errorSummary, fieldLinks } from "./error_summary.js";
import { keys } from "./keys.js";
import { poll } from "./poll.js";
import { print } from "./print.js";
import { record } from "./record.js";
import { unsaved } from "./unsaved.js";

const modules = { choose, clock, copy, "error-summary": errorSummary, "field-links": fieldLinks, keys, poll, print, record, unsaved };
const started = new WeakSet();

function start(root) {
  for (const element of root.querySelectorAll("[data-module]")) {
    if (started.has(element)) continue;
    started.add(element);
    modules[element.dataset.module]?.(element);
  }
}

start(document);
document.addEventListener("htmx:after:swap", () => start(document));
