"""The browser rig tells the truth: what it should find it finds, and phones share nothing."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from tests.rig.axe import assert_accessible, axe_violations
from tests.rig.chromium import PhoneFactory

GOOD = (
    '<!doctype html><html lang="en"><head><title>Hello</title></head>'
    "<body><main><h1>Hello</h1><p id=p>Waiting</p>"
    '<script>document.getElementById("p").textContent = "Scripts run"</script></main></body></html>'
)
BARRIER = GOOD.replace("<h1>", '<h1><img src="data:,">')


class _Strict(http.server.BaseHTTPRequestHandler):
    """Serves GOOD under a policy that forbids every script."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-security-policy", "default-src 'none'; script-src 'none'")
        self.end_headers()
        self.wfile.write((BARRIER if self.path == "/barrier" else GOOD).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the parent's name
        """Say nothing."""


@pytest.fixture
def strict_site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Strict) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_picture_without_words_is_found(phone: PhoneFactory) -> None:
    page = phone().new_page()
    page.set_content(BARRIER)
    assert [violation.rule for violation in axe_violations(page)] == ["image-alt"]
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_good_page_has_no_barriers(phone: PhoneFactory) -> None:
    page = phone().new_page()
    page.set_content(GOOD)
    assert_accessible(page)


def test_a_phone_with_scripts_off_runs_none(phone: PhoneFactory) -> None:
    with_scripts, without = phone().new_page(), phone(js=False).new_page()
    for page in (with_scripts, without):
        page.set_content(GOOD)
    assert with_scripts.inner_text("#p") == "Scripts run"
    assert without.inner_text("#p") == "Waiting"


def test_barriers_are_found_under_a_strict_policy_and_with_scripts_off(phone: PhoneFactory, strict_site: str) -> None:
    for js in (True, False):
        page = phone(js=js).new_page()
        page.goto(strict_site + "/barrier")
        assert [violation.rule for violation in axe_violations(page)] == ["image-alt"]


def test_a_phone_has_the_screen_it_was_asked_for(phone: PhoneFactory) -> None:
    page = phone(width=320, height=600).new_page()
    page.set_content('<meta name="viewport" content="width=device-width, initial-scale=1"><p>x')
    assert page.evaluate("[innerWidth, innerHeight]") == [320, 600]


def test_phones_share_no_cookies(phone: PhoneFactory, strict_site: str) -> None:
    one, other = phone(), phone()
    one.add_cookies([{"name": "a", "value": "b", "url": strict_site}])
    assert other.cookies() == []
