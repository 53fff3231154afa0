// Drives Debian's Firefox over WebDriver BiDi. One JSON line in, one JSON line out: {"do": "press", "tab": 0, "at": "#id"}.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [program, profile, scripts] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: program,
  userDataDir: profile,
  headless: true,
  // What people's Firefox does, and a driven one does not: keep a session to come back to, pictures, passwords.
  extraPrefsFirefox: {
    "remote.prefs.recommended": false,
    "browser.sessionstore.resume_from_crash": true,
    "browser.pagethumbnails.capturing_disabled": false,
    "signon.rememberSignons": true,
    "javascript.enabled": scripts === "yes",
  },
});
const tabs = [];

const acts = {
  async open({ url }) {
    const page = await browser.newPage();
    tabs.push(page);
    await page.goto(url);
    return tabs.length - 1;
  },
  goto: ({ tab, url }) => tabs[tab].goto(url).then(() => null),
  type: ({ tab, at, text }) => tabs[tab].type(at, text),
  // By key: without page scripts, puppeteer waits in vain for the place of the pointer.
  async press({ tab, at }) {
    await tabs[tab].bringToFront();
    await tabs[tab].focus(at);
    await tabs[tab].keyboard.press(" ");
  },
  run: ({ tab, script }) => tabs[tab].evaluate(script),
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  try {
    console.log(JSON.stringify({ done: (await acts[asked.do](asked)) ?? null }));
  } catch (fault) {
    console.log(JSON.stringify({ fault: String(fault.stack) }));
  }
}
