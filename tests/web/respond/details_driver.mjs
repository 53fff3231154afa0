// Answers one JSON list of texts with what the phone says of each: the detail it sees, and whether it may tell of harm.
import { readFileSync } from "node:fs";
import { detailIn } from "../../../static/js/respond/details.js";
import { mayTell, SHORT_LIST } from "../../../static/js/respond/telling.js";

const texts = JSON.parse(readFileSync(0, "utf8"));
const said = texts.map((text) => ({ detail: detailIn(text), tells: mayTell(text) }));
process.stdout.write(JSON.stringify({ said, list: SHORT_LIST.split("|") }));
