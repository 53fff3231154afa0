// Answers one JSON line with one JSON line, so that a test can ask conditions.js thousands of questions.
import { createInterface } from "node:readline";
import { answersIn, holds, visible } from "../../static/js/conditions.js";

const acts = {
  holds: ({ condition, answers }) => holds(condition, answers),
  visible: ({ questions, answers }) => answers.map((one) => visible(questions, one)),
  forms: ({ questions, forms }) => forms.map((fields) => visible(questions, answersIn(questions, fields))),
  answersIn: ({ questions, fields }) => answersIn(questions, fields),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { act, ...rest } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(acts[act](rest))}\n`);
}
