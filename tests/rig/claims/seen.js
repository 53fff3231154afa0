// What an eye sees of a page: the words and controls that show, their boxes and colours. The other probes stand on it.
const LOOSE = 1.5; // px: what rounding may add
const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], video[controls]";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const named = (one) => {
  const words = (one.textContent || one.value || "").trim().replace(/\s+/g, " ").slice(0, 40);
  return `<${one.localName}${one.id ? ` #${one.id}` : ""}${one.className?.trim ? ` .${one.className}` : ""}> ${words}`;
};
const styleOf = (one) => getComputedStyle(one);

/** Cut down to a pixel: there for screen readers only. */
const forEarsOnly = (one) => {
  for (let at = one; at; at = at.parentElement) {
    const { clipPath, overflowX } = styleOf(at);
    if (clipPath === "inset(50%)" || (overflowX === "hidden" && at.clientWidth <= 1)) return true;
  }
  return false;
};
const drawn = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
const shows = (one) => drawn(one) && !forEarsOnly(one);
const controls = () => all(CONTROLS).filter(shows);

/** Each piece of text that shows: its node, the element around it, a box per line. */
function texts() {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("option, script, style") || !shows(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (boxes.length) found.push({ node, element, boxes });
  }
  return found;
}

/** What a finger hits: a control, or the label around a small one. */
const hit = (one) => (["radio", "checkbox"].includes(one.type) ? (one.closest("label") ?? one) : one);

// ---------------------------------------------------------------- colours
function rgba(text) {
  const [r, g, b, a = 1] = text.match(/rgba?\(([^)]*)\)/)[1].match(/[\d.]+/g).map(Number);
  return { r, g, b, a };
}
function luminance({ r, g, b }) {
  const [x, y, z] = [r, g, b].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
/** The colour that lies behind an element. */
function behind(element) {
  for (let at = element.parentElement; at; at = at.parentElement) {
    const colour = rgba(styleOf(at).backgroundColor);
    if (colour.a === 1) return colour;
  }
  const probe = document.createElement("i");
  probe.style.color = "Canvas";
  document.body.append(probe);
  const colour = rgba(styleOf(probe).color);
  probe.remove();
  return colour;
}
