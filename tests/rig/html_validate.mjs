// Reads one JSON line per page on stdin, {"html": "…", "document": true}, and answers each with one JSON line,
// a list of [line, column, rule, message]. One process for a whole test run: starting node costs more than a page.
import { createInterface } from "node:readline";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const exceptions = {
  // Jinja leaves blanks at line ends; they cost a byte or two once compressed, and nobody sees them.
  "no-trailing-whitespace": "off",
  // Tag and attribute names are lower case; so is the doctype.
  "doctype-style": ["error", { style: "lowercase" }],
  // A title starts with the page's heading, which may be a whole question.
  "long-title": "off",
  // The stylesheet keeps a telephone number on one line.
  "tel-non-breaking": "off",
  // Several choices of one question share its name: that is the contract of the form.
  "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
  // Nothing is loaded from elsewhere; this rule catches it if it is.
  "require-sri": ["error", { target: "crossorigin" }],
};

function validator(presets) {
  return new HtmlValidate(
    new StaticConfigLoader({ root: true, extends: presets, rules: exceptions }),
  );
}

const fragment = validator(["html-validate:recommended", "html-validate:a11y"]);
const page = validator(["html-validate:recommended", "html-validate:a11y", "html-validate:document"]);

for await (const line of createInterface({ input: process.stdin })) {
  const { html, document } = JSON.parse(line);
  const report = await (document ? page : fragment).validateString(html);
  const messages = report.results.flatMap((result) => result.messages);
  const faults = messages.map(({ line, column, ruleId, message }) => [line, column, ruleId, message]);
  process.stdout.write(`${JSON.stringify(faults)}\n`);
}
