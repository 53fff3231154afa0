// Everything that a form does beyond its first view. A phone that never gets it has the whole form as one long page.
import { begin } from "./main.js";
import { boxes } from "./boxes.js";
import { careful } from "./careful.js";
import { choices } from "./choices.js";
import { journey } from "./journey.js";
import { listen } from "./listen.js";
import { passing } from "./passing.js";
import { rank } from "./rank.js";

// The journey last: it may take its first step at once, and the others want to see it.
begin({ choices, boxes, rank, careful, listen, passing, respond: journey });
