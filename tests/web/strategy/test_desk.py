"""At the desk themes are read and corrected: every edit is a plain form, logged, and can be undone."""

from tests.web.strategy.conftest import Desk


async def test_the_desk_opens(desk: Desk) -> None:
    run = await desk.analysed()
    for path in ("", "/theme/t1", "/theme/t3?sort=negative", "/bucket/to-read", "/history", "/report", "?draft=1"):
        page = await desk.browser.get(f"/staff/themes/{run.id}{path}")
        assert page.status_code == 200, page.text
