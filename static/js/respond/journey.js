// One step at a time on the phone: which, in what order, forward and back, to the check and the sending.
import { answersIn, visible } from "../conditions.js";
import { mistakeIn, showMistake } from "./choices.js";
import { fillCheck } from "./check.js";
import { depart, leaving } from "./leave.js";
import { post } from "./send.js";
import { fill, wordsOf } from "./words.js";

const SLOW_MS = 6000;
const nameOfQuestion = (question) => question.dataset.question;
const questionsIn = (step) => [...step.querySelectorAll("[data-question]")];

/** Takes a form over from its first view; one that came back with something to put right stays one long page. */
export function journey(form) {
  if (document.getElementById("errors")) return;
  const words = wordsOf(form);
  const rules = JSON.parse(form.dataset.rules);
  const steps = [...form.querySelectorAll("[data-step]")];
  const [start, check] = [steps[0], steps.at(-1)];
  const part = (name) => form.querySelector(`[data-${name}]`);
  const [back, next, send, later, end, status] = ["back", "next", "send", "later", "end", "status"].map(part);
  const progress = document.querySelector("[data-progress]");
  const other = form.querySelector(".app-other");
  let current = start;
  let returning = false;
  let asked = false;
  let busy = false;

  steps.forEach(raiseHeadings);
  form.querySelector("[name=_ask]")?.remove();

  const answers = () => answersIn(rules, new FormData(form));
  const shown = () => new Set(visible(rules, answers()));

  /** The steps these answers lead to; questions that are not asked are hidden where they stand. */
  function path() {
    const names = shown();
    return steps.filter((step) => {
      const questions = questionsIn(step);
      for (const question of questions) question.hidden = !names.has(nameOfQuestion(question));
      return !questions.length || questions.some((question) => !question.hidden);
    });
  }

  const countable = (path) =>
    path.flatMap(questionsIn).filter((question) => !question.hidden && question.dataset.kind !== "note");

  function tell(path) {
    const all = countable(path);
    const here = questionsIn(current).filter((question) => all.includes(question));
    const numbers = { n: all.indexOf(here[0]) + 1, end: all.indexOf(here.at(-1)) + 1, all: all.length };
    const text = !here.length ? "" : fill(here.length > 1 ? words.range : words.progress, numbers);
    progress.textContent = current === check ? words.check : text;
    if (here.length) {
      const bar = document.createElement("progress");
      bar.setAttribute("aria-hidden", true);
      bar.max = numbers.all;
      bar.value = numbers.end;
      progress.append(bar);
    }
  }

  function show(step, { focus = true } = {}) {
    current = step;
    for (const one of steps) one.hidden = one !== step;
    const way = path();
    back.hidden = step === start;
    next.hidden = step === check;
    next.textContent = returning ? words.back_to_check : step === start ? words.start : words.next;
    send.hidden = end.hidden = step !== check;
    later.hidden = step === check || (step === start && !Object.keys(answers()).length);
    // Other languages stay in reach: under each step's questions, in one line.
    if (other) {
      step.append(other);
      other.open = step === start;
    }
    status.textContent = "";
    tell(way);
    if (step === check) fillCheck(part("check"), countable(way), words, change);
    form.dispatchEvent(new Event("step"));
    if (!focus) return;
    scrollTo(0, 0);
    const heading = step.querySelector("[data-question]:not([hidden]) [data-heading]") ?? step.querySelector("[data-heading]");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  // The address stays one and the same; an entry of the history knows only which step it was.
  function go(step) {
    history.pushState({ depth: (history.state?.depth ?? 0) + 1, step: steps.indexOf(step) }, "");
    show(step);
  }

  function change(question) {
    returning = true;
    go(question.closest("[data-step]"));
  }

  /** Whether everything on this step can be taken; the first mistake is shown and gets the focus. */
  function right() {
    const given = answers();
    const wrong = questionsIn(current).filter((question) => {
      const text = question.hidden ? "" : mistakeIn(question, given[nameOfQuestion(question)], words);
      if (text || question.classList.contains("app-question--mistake")) showMistake(question, text, words);
      return text;
    });
    wrong[0]?.querySelector("input, textarea").focus();
    entitle(wrong.length);
    return !wrong.length;
  }

  /** A mistake that is none any more does not wait for Next to go; a new one does. */
  function mended(question) {
    if (!question?.classList.contains("app-question--mistake")) return;
    if (mistakeIn(question, answers()[nameOfQuestion(question)], words)) return;
    showMistake(question, "", words);
    entitle(current.querySelector(".app-question--mistake:not([hidden])"));
  }

  function entitle(wrong) {
    document.title = document.title.replace(`${words.error} `, "");
    if (wrong) document.title = `${words.error} ${document.title}`;
  }

  function forward() {
    if (!right()) return;
    const way = path();
    const target = returning ? check : way[way.indexOf(current) + 1];
    returning = false;
    go(target);
  }

  function toCheck() {
    if (!right()) return;
    returning = false;
    go(check);
  }

  function backward() {
    returning = false;
    if (history.state?.depth) return history.back();
    const way = path();
    show(way[Math.max(0, way.indexOf(current) - 1)]);
  }

  function body() {
    const names = shown();
    const fixed = ["version", "lang", "edition", "submission_key"];
    const kept = [...new FormData(form)].filter(
      ([name, value]) => fixed.includes(name) || (names.has(name.split(".")[0]) && value.trim()),
    );
    return new URLSearchParams(kept);
  }

  async function sendAll() {
    if (busy) return dispatchEvent(new Event("try-now"));
    if (!asked && !Object.keys(answers()).length) {
      asked = true;
      status.textContent = words.empty;
      send.textContent = words.send_empty;
      return;
    }
    busy = true;
    form.dataset.sending = "";
    back.hidden = true;
    for (const button of check.querySelectorAll("button")) button.hidden = true;
    status.textContent = words.sending;
    const slow = setTimeout(() => (status.textContent = words.slow), SLOW_MS);
    const result = await post(form.getAttribute("action"), body(), () => {
      clearTimeout(slow);
      status.textContent = words.waiting;
    });
    clearTimeout(slow);
    if (leaving()) return;
    if (result.sent) return depart(result.sent);
    busy = false;
    delete form.dataset.sending;
    refused(result);
  }

  /** The server said no: what it said stands here, and every answer is still on the screen. */
  function refused({ status: code, page }) {
    show(check, { focus: false });
    if (code !== 422) {
      status.textContent = [...page.querySelectorAll("main h1, main h1 + p")].map((one) => one.textContent).join(" ");
      return;
    }
    const list = page.getElementById("errors");
    document.title = page.title;
    check.prepend(document.adoptNode(list));
    for (const link of list.querySelectorAll("a")) {
      const question = document.getElementById(link.hash.slice(1))?.closest("[data-question]");
      if (!question) continue;
      showMistake(question, page.querySelector(`${link.hash}-mistake`)?.lastChild.textContent.trim(), words);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        change(question);
        document.getElementById(link.hash.slice(1)).focus();
      });
    }
    const key = page.querySelector("[name=submission_key]");
    if (key) form.elements.submission_key.value = key.value;
    list.focus();
  }

  next.addEventListener("click", forward);
  back.addEventListener("click", backward);
  later.querySelector("button").addEventListener("click", toCheck);
  form.addEventListener("change", () => tell(path()));
  form.addEventListener("input", ({ target }) => mended(target.closest("[data-question]")));
  const over = new AbortController();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (event.submitter?.name !== "_do") return current === check ? sendAll() : forward();
    const here = questionsIn(current).find((question) => !question.hidden);
    const at = current === check ? "check" : here && nameOfQuestion(here);
    status.textContent = (await inOtherWords(form, at ?? "start")) ? "" : words.again;
    if (!form.isConnected) over.abort();
  });
  const moved = ({ state }) => {
    if (leaving() || busy) return;
    returning = false;
    const step = steps[state?.step ?? 0];
    show(path().includes(step) ? step : start);
  };
  addEventListener("popstate", moved, { signal: over.signal });

  // The form in other words begins where the other one stood.
  const { at } = form.dataset;
  const there = at && (at === "check" ? check : form.querySelector(`[data-question="${at}"]`)?.closest("[data-step]"));
  const first = path().includes(there) ? there : start;
  history.replaceState({ depth: history.state?.depth ?? 0, step: steps.indexOf(first) }, "");
  show(first, { focus: Boolean(at) });
  if (form.dataset.begun) forward();
}

/** Put the same form in other words in the place of this one; no page with answers stays behind in the history. */
async function inOtherWords(form, at) {
  const body = new URLSearchParams(new FormData(form));
  body.set("_do", "language");
  try {
    const reply = await fetch(location.pathname, { method: "POST", body, cache: "no-store" });
    if (!reply.ok || leaving()) return false;
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    // A Wi-Fi's sign-in page answers 200 as well; the answers must not go for it.
    if (!page.getElementById("form")) return false;
    document.documentElement.lang = page.documentElement.lang;
    document.documentElement.dir = page.documentElement.dir;
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
  } catch {
    return false;
  }
  document.getElementById("form").dataset.at = at;
  document.dispatchEvent(new Event("replaced"));
  return true;
}

/** A step alone on the screen has the page's first heading; what stands over it becomes a line of text. */
function raiseHeadings(step) {
  for (const line of step.querySelectorAll("[data-section]")) renamed(line, "p");
  [...step.querySelectorAll("[data-heading]")].forEach((heading, index) => renamed(heading, index ? "h2" : "h1"));
}

function renamed(element, tag) {
  if (element.localName === tag) return;
  const other = document.createElement(tag);
  for (const { name, value } of element.attributes) other.setAttribute(name, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
}
