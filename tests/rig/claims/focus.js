// Where the focus is while somebody presses Tab.

/** What can be reached by Tab, in the order of the document; of radios that belong together, one. */
function reachable() {
  const groups = new Set();
  return controls().filter((one) => {
    if (one.disabled || one.tabIndex < 0) return false;
    if (one.type !== "radio") return true;
    const fresh = !groups.has(one.name);
    groups.add(one.name);
    return fresh;
  }).map(stop);
}
/** A name for a control that stays the same, however often it is asked. */
function stop(one) {
  if (one.type === "radio") return `radio ${one.name}`;
  one.dataset.stop ??= `${(globalThis.marks = (globalThis.marks ?? 0) + 1)}`;
  return `${one.dataset.stop} ${named(one)}`;
}

/** The focused control: its name, where it stands, and what of it is hidden under something else. */
function focused() {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const seen = hit(one);
  const box = seen.getBoundingClientRect();
  const inset = 3;
  const points = [
    [box.x + box.width / 2, box.y + box.height / 2],
    [box.left + inset, box.top + box.height / 2], [box.right - inset, box.top + box.height / 2],
    [box.x + box.width / 2, box.top + inset], [box.x + box.width / 2, box.bottom - inset],
  ];
  const over = points.map(([x, y]) => document.elementFromPoint(x, y)).filter((top) => !top || !(seen.contains(top) || top.contains(seen)));
  const place = stays(one) ? (box.top < innerHeight / 2 ? -1 : 1) : 0;
  return {
    name: stop(one), hidden: over.length ? [`hidden at ${over.length} of 5 points by ${over[0] ? named(over[0]) : "the edge of the screen"}: ${named(one)}`] : [],
    box: { top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right, place },
    ring: ring(),
  };
}
