"""A page for somebody who has only the Tab key."""

from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

from tests.rig.claims.asking import ask

Stop = dict[str, Any]


def tab_stops(page: Page, key: str = "Tab") -> list[Stop]:
    """Where the focus stands after each press, once around the page; a trap is a round that never closes."""
    stops: list[Stop] = []
    page.keyboard.press(key)
    for _ in range(120):
        stop = ask(page, "focused")
        if stop and len(stops) > 1 and stop["name"] == stops[0]["name"]:
            return stops
        # A player has several places of its own.
        if stop and not (stops and stop["name"] == stops[-1]["name"]):
            stops.append(stop)
        page.keyboard.press(key)
    return stops


def keyboard_faults(page: Page) -> list[str]:
    """Controls out of reach, traps, jumps against the order of reading, a focus that is hidden or faint."""
    expected = ask(page, "reachable")
    stops = tab_stops(page)
    names = [stop["name"] for stop in stops]
    begins = names.index(expected[0]) if expected and expected[0] in names else 0
    stops = stops[begins:] + stops[:begins]
    names = names[begins:] + names[:begins]
    found = [f"out of reach or out of order: {name}" for name in expected if name not in names]
    if names != expected:
        found.append(f"Tab does not go once around: {names}, not {expected}")
    found += [fault for stop in stops for fault in (*stop["hidden"], *stop["ring"])]
    rtl = page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    return found + [
        f"jumps back from {one['name']} to {two['name']}" for one, two in pairwise(stops) if not _follows(one, two, rtl)
    ]


def _follows(one: Stop, two: Stop, rtl: bool) -> bool:
    """Whether the eye comes from one to the other; a bar that stays on the screen is before or after all else."""
    a, b = one["box"], two["box"]
    if a["place"] != b["place"]:
        return bool(a["place"] < b["place"])
    shared = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    if shared > min(a["bottom"] - a["top"], b["bottom"] - b["top"]) / 2:
        middle_a, middle_b = a["left"] + a["right"], b["left"] + b["right"]
        return bool(middle_b < middle_a if rtl else middle_b > middle_a)
    return bool(b["top"] >= a["top"])
