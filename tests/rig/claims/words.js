// Headings, groups, descriptions and languages: what is said to somebody who does not see the page.

/** One first heading, and no level skipped. */
function headings() {
  const levels = all("h1, h2, h3, h4, h5, h6").filter(drawn).map((one) => [one, +one.localName[1]]);
  const faults = levels.filter(([, level]) => level === 1).length === 1 ? [] : ["not one h1"];
  levels.forEach(([one, level], index) => {
    if (index && level > levels[index - 1][1] + 1) faults.push(`skips a level: ${named(one)}`);
    if (!one.textContent.trim()) faults.push(`empty: ${named(one)}`);
  });
  return faults;
}

/** Choices and places of a rank that stand in no fieldset with a legend; other buttons to choose with, in no named group. */
function groups() {
  const loose = all("input[type=radio], input[type=checkbox], .app-rank button, .app-rank select").filter(shows).filter((one) => {
    const legend = one.closest("fieldset")?.firstElementChild;
    return legend?.localName !== "legend" || !legend.textContent.trim() || !drawn(legend);
  });
  const chosen = all("[aria-pressed]:not(.app-rank *)").filter(shows);
  return [...loose, ...chosen.filter((one) => !one.closest("fieldset, [role=group][aria-label]"))].map(named);
}

/** Hints, help and mistakes that no control of their question is described by; references to nothing; boxes without a hint. */
function described() {
  const faults = [];
  for (const one of all("[aria-describedby], [aria-labelledby], [for]")) {
    for (const name of ["aria-describedby", "aria-labelledby", "for"]) {
      for (const id of (one.getAttribute(name) ?? "").split(" ").filter(Boolean)) if (!document.getElementById(id)) faults.push(`${name} of ${named(one)}: no ${id}`);
    }
  }
  const names = (place) => all("[aria-describedby]", place).flatMap((one) => one.getAttribute("aria-describedby").split(" "));
  for (const place of all("[data-question], .app-join")) {
    const known = names(place);
    for (const hint of all("[id$=-hint], [id$=-help], [id$=-mistake], .app-mistake", place).filter(shows)) {
      if (!known.includes(hint.id)) faults.push(`describes nothing: ${named(hint)}`);
    }
    for (const box of all("input[type=text], textarea", place).filter(shows)) {
      if (!box.getAttribute("aria-describedby")) faults.push(`no hint: ${named(box)}`);
      const wrong = place.querySelector(".app-mistake");
      if (Boolean(wrong) !== (box.ariaInvalid === "true")) faults.push(`says nothing of its mistake, or of one that is not: ${named(box)}`);
    }
  }
  return faults;
}

/** Words whose letters are not those of the language they are marked with. What was typed may be in any; names are let be. */
function languages() {
  const same = /openmoji\.org, CC BY-SA|^[\p{Lu}\d ]+$|^\d+ [kM]B$/u;
  const name = /[\w@-]+(\.[\w-]+)+(\/[\w/-]*)?|\b(register|SHOUT|CEOP|BSL)\b/g;
  const typed = new Set(all("input[type=text], textarea").map((box) => box.value.trim()));
  const faults = all(":is(title, option)").map((one) => [one.textContent, one]).concat(
    texts().map(({ node, element }) => [node.data, element]),
    all("[aria-label]").map((one) => [one.ariaLabel, one]),
  ).filter(([text, element]) => {
    const lang = element.closest("[lang]").lang.slice(0, 2);
    const arabic = ["ur", "ar"].includes(lang);
    const wrong = arabic ? /\p{Script=Latin}{3}/u : /\p{Script=Arabic}{2}/u;
    return wrong.test(text.replace(name, "")) && !same.test(text.trim()) && !typed.has(text.trim());
  });
  return faults.map(([text]) => text.trim().slice(0, 50));
}

/** Which way each piece of text runs: as its letters do. */
function directions() {
  const runs = texts().filter(({ node, element }) => {
    const arabic = /\p{Script=Arabic}{2}/u.test(node.data);
    const latin = /\p{Script=Latin}{3}/u.test(node.data);
    if (arabic === latin) return false;
    const lang = element.closest("[lang]").lang.slice(0, 2);
    const own = ["ur", "ar"].includes(lang) ? "rtl" : "ltr";
    return element.closest("[lang]") !== document.documentElement && styleOf(element.closest("[lang]")).direction !== own;
  });
  const turned = ["ur", "ar"].includes(document.documentElement.lang.slice(0, 2)) ? "rtl" : "ltr";
  return [...runs.map(({ node }) => node.data.trim().slice(0, 50)), ...(styleOf(document.body).direction === turned ? [] : ["the page itself"])];
}

/** Without styles: every word and label is there still, each control has a label that shows, and no drawing fills the screen. */
function bare() {
  const before = texts().map(({ node }) => node);
  changed("bare");
  const after = new Set(texts().map(({ node }) => node));
  const faults = before.filter((node) => !after.has(node)).map((node) => `gone: ${node.data.trim().slice(0, 40)}`);
  for (const one of all("input:not([type=hidden]), select, textarea").filter(drawn)) {
    if (![...(one.labels ?? [])].some((label) => drawn(label) && label.textContent.trim())) faults.push(`no label: ${named(one)}`);
  }
  for (const one of all("img, svg").filter(drawn)) if (one.getBoundingClientRect().width > 96) faults.push(`huge: ${named(one)}`);
  asComes();
  return faults;
}

/** A limit of time, a page that moves on or moves by itself. */
function hurried() {
  const refresh = all("meta[http-equiv=refresh i]");
  const blocked = all("[onpaste], [oncopy], marquee, blink");
  return [...refresh, ...blocked].map(named);
}

/** What still moves for somebody who asked for less. */
function moving() {
  const runs = document.getAnimations().map(({ effect }) => named(effect.target));
  const would = all("*").filter((one) => {
    const { transitionDuration, animationName, scrollBehavior } = styleOf(one);
    return transitionDuration.split(", ").some((time) => parseFloat(time)) || animationName !== "none" || scrollBehavior === "smooth";
  });
  return [...runs, ...would.map(named)];
}
