// Answers one JSON line with one JSON line: which questions SurveyJS shows after each set of answers.
// Every survey is answered from top to bottom, one set of answers after the other, as somebody does who changes
// their mind: a question that is hidden now must lose what it was answered before, and that is SurveyJS's own doing.
import { createInterface } from "node:readline";
import { Model } from "survey-core";

const quiet = () => {};
console.warn = quiet;
console.error = quiet;

function shown({ elements, answers }) {
  const model = new Model({ elements, clearInvisibleValues: "onHidden" });
  return answers.map((given) => {
    for (const question of model.getAllQuestions()) {
      if (!question.isVisible || question.getType() === "html") continue;
      if (question.name in given) question.value = given[question.name];
      else question.clearValue();
    }
    return model.getAllQuestions().filter((question) => question.isVisible).map(({ name }) => name);
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(shown(JSON.parse(line)))}\n`);
}
