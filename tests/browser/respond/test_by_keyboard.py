"""Every kind of question answered with the Tab key, the arrows and Space, to the thanks: no finger, no mouse."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.respond.conftest import Site, watched
from tests.browser.respond.every_kind import CHECKED, READINGS, every_kind
from tests.rig.chromium import PhoneFactory

ANSWERS: dict[str, Any] = {
    "day": "good",
    "bus": "no",
    "why": "It is dark",
    "tell": ("a_friend", "a_worker"),
    "first": ("light", "music", "food"),
    "say": "The lights\nand the music",
    "years": 4,
    "late": "never",
    "kind": "never",
}
TYPED = {name: str(ANSWERS[name]) for name in ("why", "say", "years")}
MOST_PRESSES = 400

FOCUSED = """() => {
    const one = document.activeElement;
    const group = one.name ? [...document.getElementsByName(one.name)] : [];
    return {
        kind: one.matches(".app-place") ? "place" : one.matches("[data-next]") ? "next"
            : one.matches("[data-send]") ? "send" : one.type || one.tagName,
        name: one.name || "", value: one.value || "", pressed: one.getAttribute("aria-pressed"),
        answered: group.some((other) => other.checked), checked: one.checked,
    };
}"""


def answer(page: Page, at: dict[str, Any], places: int) -> int:
    """What somebody does who has come to this control; gives how many places of a ranking have been given."""
    keys = page.keyboard
    match at["kind"]:
        case "radio" if not at["answered"] and at["name"] in ANSWERS:
            keys.press("Space")
            keys.press("ArrowDown")  # the second
        case "checkbox" if at["value"] in ANSWERS["tell"] and not at["checked"]:
            keys.press("Space")
        case "text" | "textarea" | "number" if not at["value"]:
            keys.type(TYPED[at["name"]])
        case "place" if at["pressed"] == "false":
            keys.press("Space")
        case "select-one" if not at["value"]:
            for _ in range(places + 1):
                keys.press("ArrowDown")
            return places + 1
    return places


@pytest.mark.parametrize("reading", ["en", "easy", "ur"])
@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no-scripts"])
def test_every_kind_of_question_is_answered_by_keyboard_alone(
    site: Site, phone: PhoneFactory, js: bool, reading: str
) -> None:
    consultation = site.opened(every_kind(), checked_languages=CHECKED)
    page = watched(phone(js=js, touch=False).new_page())
    page.goto(site.form(consultation) + READINGS[reading])
    places = 0
    for _ in range(MOST_PRESSES):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["kind"] == "send":
            break
        if at["kind"] == "next":
            page.keyboard.press("Enter")
            expect(page.locator("h1:visible")).to_be_focused()
        places = answer(page, at, places)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent*")
    assert site.stored(consultation) == [ANSWERS]
