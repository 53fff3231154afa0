"""Whatever is posted: a documented answer, nothing in the log, and stored is what was read and nothing else."""

import logging
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote_to_bytes

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from participation.store import consultations, people
from participation.store.records import Consultation
from participation.surveys.answers import Reading, read_answers
from participation.surveys.questionnaire import Answers, Edition, Questionnaire, Wording
from participation.web import respond
from tests.surveys.make import KINDS, question, questionnaire
from tests.web.respond.conftest import Visitor
from tests.web.respond.hostile_posts import CANARY, Post, posts

DOCUMENTED = frozenset({200, 303, 403, 404, 409, 410, 413, 415, 422})
QUICK = 300
SOAK = 20_000
TRIAL = questionnaire(
    *(question(kind, f"{kind}_a") for kind in KINDS),
    *(question(kind, f"{kind}_b") for kind in KINDS if kind != "note"),
    editions=(Edition(name="easy", questions=("many_a", "rank_a", "number_a", "long_text_a")),),
    wordings=(Wording(language="ur", status="checked", texts={"title": "آزمائش"}),),
)


async def sent(app: Any, post: Post) -> tuple[int, dict[bytes, bytes], bytes]:
    """The post over ASGI: status, headers and body of the answer."""
    chunks = [*post.chunks]
    answers: list[dict[str, Any]] = []
    raw = post.path.encode("utf-8", "surrogatepass")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": _unquoted(raw),
        "raw_path": raw,
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"testserver.local"), *post.headers],
        "client": ("127.0.0.1", 1),
        "server": ("testserver.local", 80),
        "extensions": {},
        "state": {},
    }

    async def receive() -> dict[str, Any]:
        body = chunks.pop(0) if chunks else b""
        return {"type": "http.request", "body": body, "more_body": bool(chunks)}

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    await app(scope, receive, send)
    start, *rest = answers
    body = b"".join(one["body"] for one in rest if one["type"] == "http.response.body")
    return start["status"], dict(start["headers"]), body


def _unquoted(raw: bytes) -> str:
    return unquote_to_bytes(raw).decode("utf-8", "replace")


class Watched:
    """Counts what reaches the validator, and keeps what it said of each key."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent = self.reached = 0
        self.last: Reading | None = None
        self.statuses: Counter[int] = Counter()
        self.key = ""
        self.stored: dict[str, Answers] = {}
        monkeypatch.setattr(respond, "read_answers", self.read)

    def read(
        self, questionnaire: Questionnaire, edition: str, fields: Sequence[tuple[str, str]], language: str = "en"
    ) -> Reading:
        self.reached += 1
        self.last = read_answers(questionnaire, edition, fields, language)
        self.key = next((value for name, value in fields if name == "submission_key"), "")
        return self.last

    def note(self, status: int, location: bytes) -> None:
        """What came of a post."""
        self.sent += 1
        self.statuses[status] += 1
        if location.partition(b"?")[0].endswith(b"/sent"):  # what follows names the language
            assert self.last is not None
            assert not self.last.mistakes
            self.stored.setdefault(self.key, self.last.answers)
            assert self.stored[self.key] == self.last.answers, "the same key with other answers was taken"

    def share(self) -> str:
        return f"{self.reached} of {self.sent} posts ({self.reached / self.sent:.0%}) reached the validator"


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Stands between the page and the validator."""
    return Watched(monkeypatch)


def _canonical(rows: Sequence[Answers]) -> list[bytes]:
    return sorted(msgspec.json.encode(row, order="deterministic") for row in rows)


def _storm(young_person: Visitor, watched: Watched, caplog: pytest.LogCaptureFixture, count: int) -> str:
    """So many posts to one open form, one that has just closed and every other door; the share that was read."""
    caplog.set_level(logging.INFO)
    asked, closed = young_person.opened(TRIAL), young_person.opened(TRIAL)
    young_person.run(_close, closed)
    app = young_person.client.app
    codes = (asked.code, closed.code, f" {asked.code.lower()}-")

    @settings(max_examples=count, database=None, suppress_health_check=list(HealthCheck))
    @given(post=posts(TRIAL, codes))
    def storm(post: Post) -> None:
        watched.last = None
        status, headers, body = young_person.run(sent, app, post)
        assert status in DOCUMENTED, status
        assert b"Traceback" not in body
        watched.note(status, headers.get(b"location", b""))

    storm()
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info], logged
    assert not [secret for secret in (CANARY, asked.code, closed.code) if secret in logged]
    rows = young_person.stored(asked) + young_person.stored(closed)
    assert _canonical(rows) == _canonical(list(watched.stored.values()))
    assert len(watched.stored) > count / 50
    return watched.share()


def _show(share: str, watched: Watched, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{share}; answers: {dict(sorted(watched.statuses.items()))}")  # noqa: T201  the share is shown


async def _close(consultation: Consultation) -> None:
    done = await consultations.close(await people.operator(), consultation.id)
    assert isinstance(done, Consultation)


def test_no_post_breaks_the_form_and_what_is_stored_is_what_was_read(
    young_person: Visitor, watched: Watched, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    share = _storm(young_person, watched, caplog, QUICK)
    _show(share, watched, capsys)
    assert watched.reached >= watched.sent / 3, share  # so few posts stray from the half that the many keep


@pytest.mark.soak
def test_twenty_thousand_posts_break_nothing(
    young_person: Visitor, watched: Watched, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    share = _storm(young_person, watched, caplog, SOAK)
    _show(share, watched, capsys)
    assert watched.sent >= SOAK
    assert watched.reached >= watched.sent / 2, share
