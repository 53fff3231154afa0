"""Asks a page in a browser what an eye or a thumb would find wrong with it, on every screen and in every light."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize

from tests.rig.axe import axe_violations

PARTS = ("seen", "layout", "words", "colours", "focus", "tree")
SOURCE = "\n".join(Path(__file__).with_name(f"{part}.js").read_text(encoding="utf-8") for part in PARTS)

LOOK = {
    "headings": "one h1, no level skipped",
    "groups": "fieldset and legend per group",
    "described": "hint and error in aria-describedby",
    "languages": "lang right everywhere",
    "directions": "right to left",
    "hurried": "no time limit, paste allowed",
    "edges": "edges of controls",
    "bare": "styles off",
}
"""The probes that look at a page as it stands, and the claim that each holds it to."""
FIT = {"sideways": "no sideways scroll", "clipped": "nothing clipped", "small": "targets of 44 × 44"}
"""The probes whose answer depends on the screen."""
LAYOUTS = (
    ("320 × 568", 320, 568, ""),
    ("360 × 740", 360, 740, ""),
    ("landscape", 568, 320, ""),
    # What a window of 1280 × 1024 has room for at 400 %.
    ("400 % zoom", 320, 256, ""),
    ("200 % text", 320, 568, "enlarged"),
    ("200 % text on the larger phone", 360, 740, "enlarged"),
    ("text spacing of WCAG 1.4.12", 320, 568, "spaced"),
    ("words of a longer language", 320, 568, "lengthened"),
)
SMALL, LARGE = ViewportSize(width=320, height=568), ViewportSize(width=360, height=740)


def ask(page: Page, probe: str, *given: str) -> Any:
    """What a probe answers; it runs through the debugger, so with scripts off and under a strict policy too."""
    return page.evaluate(f"(given) => {{ {SOURCE}\nreturn {probe}(...given); }}", list(given))


def faults(page: Page) -> list[str]:
    """All that is wrong with a page as it stands, and on every screen."""
    found = [f"{claim}: {fault}" for probe, claim in LOOK.items() for fault in ask(page, probe)]
    found += [f"axe: {each.rule}, {each.elements[0]}" for each in axe_violations(page)]
    return found + unfit(page) + in_other_lights(page)


def unfit(page: Page) -> list[str]:
    """What does not fit, for each size of screen and each way in which a reader may change the text."""
    found = []
    for layout, width, height, how in LAYOUTS:
        page.set_viewport_size({"width": width, "height": height})
        if how:
            ask(page, "changed", how)
        found += [f"{claim}, {layout}: {fault}" for probe, claim in FIT.items() for fault in ask(page, probe)]
        if how:
            ask(page, "asComes")
    return found


def in_other_lights(page: Page) -> list[str]:
    """What is lost in the dark, in forced colours, and what moves for somebody who asked for less motion."""
    page.emulate_media(color_scheme="dark")
    found = [f"dark: {each.elements[0]}" for each in axe_violations(page, "color-contrast")]
    found += [f"dark, edges of controls: {fault}" for fault in ask(page, "edges")]
    page.emulate_media(color_scheme="light", forced_colors="active")
    found += [f"forced colours, edges of controls: {fault}" for fault in ask(page, "edges")]
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    found += [f"reduced motion: {fault}" for fault in ask(page, "moving")]
    page.emulate_media(reduced_motion="no-preference")
    return found
