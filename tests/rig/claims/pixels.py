"""What an eye sees change: two pictures of one place, pixel beside pixel. No style can deceive it."""

import base64

from playwright.sync_api import Browser, Locator, Page

# Of pixels at the same place in both pictures: how many differ by 3 : 1 or more in luminance.
COUNT = """async (pictures) => {
    const [one, other] = await Promise.all(pictures.map(async (coded) => {
        const bytes = Uint8Array.from(atob(coded), (char) => char.charCodeAt(0));
        const picture = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
        const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
        canvas.drawImage(picture, 0, 0);
        return canvas.getImageData(0, 0, picture.width, picture.height).data;
    }));
    const linear = [...Array(256).keys()].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    const share = [0.2126, 0.7152, 0.0722];
    const light = (data, at) => share.reduce((sum, part, index) => sum + part * linear[data[at + index]], 0);
    let found = 0;
    for (let at = 0; at < Math.min(one.length, other.length); at += 4) {
        const [a, b] = [light(one, at), light(other, at)];
        if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= 3) found += 1;
    }
    return found;
}"""
MARGIN = 8


class Eye:
    """Looks at places of a page and counts the pixels that plainly changed."""

    def __init__(self, browser: Browser) -> None:
        self._desk = browser.new_page()

    def changed(self, before: bytes, after: bytes) -> int:
        """How many pixels differ by 3 : 1 or more."""
        found: int = self._desk.evaluate(COUNT, [base64.b64encode(one).decode() for one in (before, after)])
        return found

    def close(self) -> None:
        """Put the desk away."""
        self._desk.close()


def picture(page: Page, place: Locator) -> bytes:
    """A place and a little around it, as it shows on the screen."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box, place
    clip = {"x": box["x"] - MARGIN, "y": box["y"] - MARGIN, "width": box["width"] + 2 * MARGIN}
    return page.screenshot(clip={**clip, "height": box["height"] + 2 * MARGIN}, caret="initial")  # type: ignore[arg-type]


def outline_of(place: Locator) -> float:
    """The pixels of a line 2 px thick around a place: what WCAG 2.4.13 asks of a focus to show."""
    box = place.bounding_box()
    assert box, place
    return 4 * (box["width"] + box["height"])
