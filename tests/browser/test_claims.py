"""Each probe of accessibility finds the defect it is there for, and a page without defects has none."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.rig.chromium import PhoneFactory
from tests.rig.claims.asking import SMALL, ask, in_other_lights, unfit
from tests.rig.claims.keyboard import keyboard_faults
from tests.rig.claims.pixels import Eye, picture
from tests.rig.claims.spoken import spoken_faults

HEAD = """<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>T</title>
<style>
button { min-width: 50px; min-height: 50px; border: 2px solid #555; background: #fff; }
:focus-visible { outline: 3px solid #000; }</style></head><body>"""
GOOD = HEAD + "<h1>Hello</h1><fieldset><legend>Pick</legend><button>One</button><button>Two</button></fieldset>"
DEFECTS = {
    "headings": "<h1>A</h1><h3>B</h3>",
    "groups": "<label><input type=radio name=a>A</label>",
    "described": "<div data-question=a><p id=q-a-hint>Hint</p><input type=text></div>",
    "languages": "<p>آپ کا دن</p>",
    "directions": '<p lang="ur" dir="ltr">آپ کا دن</p>',
    "hurried": '<input onpaste="return false">',
    "edges": '<button style="border-color:#ddd">A</button>',
    "bare": '<style>svg { width: 9px }</style><svg viewBox="0 0 9 9"></svg>',
    "sideways": '<div style="width:400px">A</div>',
    "clipped": '<div style="width:40px;overflow:hidden;white-space:nowrap">Words that are long</div>',
    "small": '<button style="min-height:30px;height:30px">A</button>',
}
LAYOUTS = {
    "200 % text": '<p style="height:1.5rem;font-size:1rem;width:20rem;overflow:hidden">Some words</p>',
    "text spacing": '<p style="height:20px;overflow:hidden;line-height:20px;width:150px">These few words fit</p>',
    "longer language": '<p style="width:60px;overflow:hidden;white-space:nowrap">Words</p>',
    "landscape": '<p style="width:100vw;height:60vw;margin:0;box-sizing:content-box;border:0;padding-left:1px">A</p>',
}
LIGHTS = {
    "dark": "<style>@media (prefers-color-scheme: dark) { p { color: #eee; background: #fff } }</style><p>Words</p>",
    "forced colours": '<button style="border:0;background:#000;color:#fff">A</button>',
    "reduced motion": "<style>p { transition: color 1s }</style><p>A</p>",
}
KEYS = {
    "jumps back": '<div style="display:flex;flex-direction:row-reverse"><button>A</button><button>B</button></div>',
    "ring of": "<style>:focus-visible { outline-color: #ddd }</style><button>A</button><button>B</button>",
    "no ring": "<style>:focus-visible { outline: 0 }</style><button>A</button><button>B</button>",
    "hidden at": '<button>A</button><button>B</button><div style="position:fixed;inset:0;background:#fff">Over</div>',
    "does not go once around": """<button>A</button><button id=b>B</button><script>
        b.onkeydown = (event) => event.preventDefault();</script><button>C</button>""",
}
SPOKEN = {
    "stands beside": '<button aria-label="Shut">Open</button>',
    "is a button": '<button role="link">Go</button>',
    "are heard of": '<button aria-hidden="true">Go</button>',
    "checked is": """<label><input type="checkbox" checked id="a">A</label><script>a.indeterminate = true</script>""",
}


@pytest.fixture
def page(phone: PhoneFactory) -> Page:
    page = phone().new_page()
    page.set_viewport_size(SMALL)
    return page


def test_a_good_page_has_no_fault(page: Page) -> None:
    page.set_content(GOOD)
    looks = [fault for probe in DEFECTS for fault in ask(page, probe)]
    assert (looks, unfit(page), in_other_lights(page), keyboard_faults(page), spoken_faults(page)) == (
        [],
        [],
        [],
        [],
        [],
    )


def test_each_probe_sees_its_defect(page: Page) -> None:
    blind = []
    for probe, body in DEFECTS.items():
        page.set_content(HEAD + body)
        blind += [] if ask(page, probe) else [probe]
    assert blind == []


@pytest.mark.parametrize(
    ("defects", "find"), [(LIGHTS, in_other_lights), (KEYS, keyboard_faults), (SPOKEN, spoken_faults), (LAYOUTS, unfit)]
)
def test_what_is_lost_in_another_light_by_keyboard_or_by_ear_is_found(
    page: Page, defects: dict[str, str], find: Callable[[Page], list[str]]
) -> None:
    blind = {}
    for words, body in defects.items():
        page.set_viewport_size(SMALL)
        page.set_content(HEAD + body)
        found = find(page)
        if not any(words in fault for fault in found):
            blind[words] = found
    assert blind == {}


def test_the_eye_counts_pixels_that_plainly_changed(page: Page, browser: Browser) -> None:
    eye = Eye(browser)
    page.set_content(HEAD + '<p style="width:100px;height:100px;background:#fff">')
    pictures = [picture(page, page.locator("p"))]
    for colour in ("#ccc", "#000"):
        page.locator("p").evaluate("(one, colour) => (one.style.background = colour)", colour)
        pictures.append(picture(page, page.locator("p")))
    counted = [eye.changed(pictures[0], one) for one in pictures]
    eye.close()
    assert counted == [0, 0, 100 * 100]
