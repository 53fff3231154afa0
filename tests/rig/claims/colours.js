// Edges, the ring of the focus and what is chosen: seen against what lies behind them.

/** Controls whose edge or ground nobody would make out. A link or text button is told by its line; a browser's own mark by itself. */
function edges() {
  const faint = controls().map(hit).filter((one) => {
    if (one.disabled || one.matches("audio, video, summary")) return false;
    const style = styleOf(one);
    if (style.textDecorationLine.includes("underline") || (one.localName === "a" && style.display === "inline")) return false;
    const ground = behind(one);
    const own = rgba(style.backgroundColor);
    const line = parseFloat(style.borderBlockStartWidth) >= 1 ? rgba(style.borderBlockStartColor) : null;
    const ring = style.boxShadow === "none" ? null : rgba(style.boxShadow);
    return ![own, line, ring].some((colour) => colour && colour.a > 0.5 && contrast(colour, ground) >= 3);
  });
  return faint.map(named);
}

/** The ring around what has the focus: how thick, and its contrast to what lies behind. */
function ring() {
  const focused = document.activeElement;
  if (focused.matches("audio, video")) return []; // the browser draws its own, inside
  const bearer = [focused, focused.closest("label")].find((one) => one && styleOf(one).outlineStyle !== "none");
  if (!bearer) return [`no ring: ${named(focused)}`];
  const style = styleOf(bearer);
  const against = contrast(rgba(style.outlineColor), behind(bearer));
  const thick = parseFloat(style.outlineWidth);
  return thick >= 2 && against >= 3 ? [] : [`ring of ${thick} px, ${against.toFixed(1)} : 1: ${named(focused)}`];
}
