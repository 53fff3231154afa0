"""A young person's browser, and the consultation they were asked to."""

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from participation.app import create_app
from participation.settings import Settings
from participation.store.records import Consultation
from participation.surveys.questionnaire import Answers, Questionnaire
from tests.rig.html import assert_valid_html
from tests.web.respond import stage

T = TypeVar("T")
BASE_URL = "http://testserver.local"


@dataclass
class Visitor:
    """Opens and sends pages as a browser does, and checks each page that it opens."""

    client: TestClient[Litestar]

    def run(self, work: Callable[..., Awaitable[T]], *values: object, **named: Any) -> T:
        """Run something of the store in the server's own loop."""
        return self.client.blocking_portal.call(partial(work, *values, **named))

    def opened(self, questionnaire: Questionnaire | str = "your_voice", **changes: object) -> Consultation:
        return self.run(stage.opened, questionnaire, **changes)

    def stored(self, consultation: Consultation) -> list[Answers]:
        return self.run(stage.stored, consultation)

    def get(self, address: str, **options: Any) -> Response:
        return checked(self.client.get(address, follow_redirects=False, **options))

    def post(self, address: str, fields: dict[str, Any], **options: Any) -> Response:
        return checked(self.client.post(address, data=fields, follow_redirects=False, **options))

    def form(self, consultation: Consultation, query: str = "") -> dict[str, Any]:
        """The hidden fields of a fresh form."""
        return hidden(self.get(f"/s/{consultation.code}{query}").text)


def hidden(page: str) -> dict[str, Any]:
    """A page's hidden fields."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def checked(response: Response) -> Response:
    """Nothing may be kept; every page is valid, has one first heading, says nothing of respondents, has its headers."""
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["referrer-policy"] == "no-referrer"
    if response.status_code == 303:
        return response
    page = response.text
    assert_valid_html(page)
    assert page.count("<h1") == 1
    assert "respondent" not in page.lower()
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "set-cookie" not in response.headers
    return response


@pytest.fixture
def young_person(database_url: str) -> Iterator[Visitor]:
    app = create_app(Settings(database_url=database_url, secret_key="s" * 40, base_url=BASE_URL))
    with TestClient(app, base_url=BASE_URL) as client:
        yield Visitor(client)
