// Does everything fit, is anything cut, is all of it large enough for a thumb?

/** What reaches furthest past the side of the screen. The width is the screen's own: a phone widens innerWidth to what it is given. */
function sideways() {
  const page = document.documentElement;
  const beyond = (one) => {
    const box = one.getBoundingClientRect();
    return box.width && drawn(one) ? Math.max(box.right - page.clientWidth, -box.left) : 0;
  };
  const furthest = all("body *").map((one) => [one, beyond(one)]).sort(([, one], [, other]) => other - one)[0];
  const inside = all("body *").filter((one) => ["auto", "scroll"].includes(styleOf(one).overflowX) && one.scrollWidth > one.clientWidth + 1);
  const scrolls = page.scrollWidth > page.clientWidth + 1 ? [`${page.scrollWidth} px wide: ${named(furthest[0])}`] : [];
  return [...scrolls, ...inside.filter(shows).map(named)];
}

/** Text that is cut off, runs out of its button or tile, leaves the screen, or lies on other text. */
function clipped() {
  const wide = document.documentElement.clientWidth;
  const faults = [];
  const seen = texts();
  for (const { node, element, boxes } of seen) {
    const words = node.data.trim().slice(0, 40);
    for (const box of boxes) {
      if (box.left < -LOOSE || box.right > wide + LOOSE) faults.push(`off the screen: ${words}`);
      for (let at = element; at && at !== document.body; at = at.parentElement) {
        const { overflowX, display } = styleOf(at);
        const holds = at.matches("button, a[href], label.app-choice, select") && display !== "inline";
        if (overflowX === "visible" && !holds) continue;
        const room = at.getBoundingClientRect();
        const out = box.left < room.left - LOOSE || box.right > room.right + LOOSE;
        if (out || box.top < room.top - LOOSE * 2 || box.bottom > room.bottom + LOOSE * 2) faults.push(`cut or spilled: ${words} in ${named(at)}`);
      }
    }
  }
  // A bar that stays on the screen lies over what scrolls under it; that is looked at where the focus is.
  const still = seen.filter(({ element }) => !stays(element));
  still.forEach(({ node, boxes }, index) => {
    for (const other of still.slice(index + 1)) {
      if (boxes.some((one) => other.boxes.some((two) => lies(one, two)))) faults.push(`on each other: ${node.data.trim().slice(0, 30)} | ${other.node.data.trim().slice(0, 30)}`);
    }
  });
  return [...new Set(faults)].slice(0, 4);
}
const stays = (one) => {
  for (let at = one; at; at = at.parentElement) if (["fixed", "sticky"].includes(styleOf(at).position)) return true;
  return false;
};
function lies(one, two) {
  const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
  const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
  return wide > 2 && high > 0.45 * Math.min(one.height, two.height);
}

/** Targets under 44 × 44. WCAG lets a link within a sentence be as high as its line: a larger one would lie on its neighbours. */
function small() {
  const within = (one) =>
    one.localName === "a" && styleOf(one).display === "inline" && one.parentElement.textContent.trim() !== one.textContent.trim();
  const unlike = (one) => {
    const box = hit(one).getBoundingClientRect();
    return box.width < 44 - 0.1 || box.height < 44 - 0.1;
  };
  return controls().filter((one) => unlike(one) && !within(one)).map(named);
}

// ---------------------------------------------------------------- what readers do to a page
const readers = new CSSStyleSheet();
/** The WCAG 1.4.12 distances, a root font of 200 %, or text that has grown, until `asComes`. */
function changed(how) {
  if (how === "spaced") {
    readers.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
    document.adoptedStyleSheets = [readers];
  }
  if (how === "enlarged") document.documentElement.style.fontSize = "200%";
  if (how === "lengthened") {
    globalThis.kept = texts().filter(({ node }) => /\p{L}/u.test(node.data)).map(({ node }) => [node, node.data]);
    // Translations of a word or two take three times the room, a sentence half as much again.
    for (const [node, text] of globalThis.kept) node.data = text.length > 25 ? `${text} ${text.slice(0, text.length / 2)}` : `${text} ${text} ${text}`;
  }
  if (how === "bare") for (const sheet of document.styleSheets) sheet.disabled = true;
}
function asComes() {
  document.adoptedStyleSheets = [];
  document.documentElement.removeAttribute("style");
  for (const [node, text] of globalThis.kept ?? []) node.data = text;
  globalThis.kept = [];
  for (const sheet of document.styleSheets) sheet.disabled = false;
}
