"""The matching game: an insider knows the order in which people sat, and holds every file of the database.

Each person writes a word of their own. The insider puts the words in the order in which the files keep
them, by every signal there is, and matches the first to the first person. On a closed consultation that
must be no better than chance; on one that was not rewritten it must work, or this test could not fail.
"""

import math
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import mean

import pytest

from participation.store import consultations, engine, tidy, transactions
from participation.store.records import Consultation, NewConcern
from participation.store.responses import Writer
from tests.store import making
from tests.store.conftest import Cast
from tests.store.making import NOW

PEOPLE = 30
Words = list[str]
Signals = dict[str, Words]


# ---------------------------------------------------------------- what the insider sees
def _by_place(data: bytes, words: Words, find: Callable[[bytes, bytes], int]) -> Words:
    """The words in the order of their places in a file; those that are not in it come last, shuffled."""
    places = {word: find(data, word.encode()) for word in words}
    known = sorted((word for word in words if places[word] >= 0), key=places.__getitem__)
    missing = [word for word in words if places[word] < 0]
    random.shuffle(missing)
    return known + missing


def _of_bytes(name: str, data: bytes, words: Words) -> Signals:
    return {
        f"{name}, first place": _by_place(data, words, bytes.find),
        f"{name}, last place": _by_place(data, words, bytes.rfind),
    }


def _from_sqlite(url: str, words: Words) -> Signals:
    file = engine.sqlite_file(url)
    found: Signals = {}
    for name in ("", "-wal", "-shm"):
        beside = Path(f"{file}{name}")
        found |= _of_bytes(f"file{name}", beside.read_bytes() if beside.exists() else b"", words)
    return found


async def _from_postgres(words: Words) -> Signals:
    await engine.sql("CHECKPOINT")
    found: Signals = {}
    folder = Path((await engine.sql("SHOW data_directory"))[0]["data_directory"])
    for table, column in (("response", "answers"), ("concern", "text")):
        for system in ("ctid", "xmin::text::bigint", "cmin::text::bigint"):
            rows = await engine.sql(f"SELECT {column} AS words FROM {table} ORDER BY {system}, random()")
            joined = "\n".join(row["words"] for row in rows).encode()
            found[f"{table}, {system}"] = _by_place(joined, words, bytes.find)
        (path,) = await engine.sql("SELECT pg_relation_filepath({}) AS file", table)
        found |= _of_bytes(f"{table}'s file", (folder / path["file"]).read_bytes(), words)
    return found


async def signals(url: str, words: Words) -> Signals:
    """Every order that the insider can read; `words` comes shuffled."""
    return _from_sqlite(url, words) if engine.name() == "sqlite" else await _from_postgres(words)


@contextmanager
def another_process(url: str) -> Iterator[None]:
    """Somebody else holds the database open, so that SQLite's log is not emptied by the last to leave."""
    if not url.startswith("sqlite"):
        yield
        return
    with closing(sqlite3.connect(engine.sqlite_file(url))) as connection:
        connection.execute("SELECT COUNT(*) FROM response").fetchall()
        yield


# ---------------------------------------------------------------- the game
async def sit_down(writer: Writer, entrance: str, people: Words, late: int) -> None:
    """People answer one after the other, each with a commit of their own: the insider's best case."""
    for place, word in enumerate(people):
        now = NOW + timedelta(hours=1 if place >= late else 0)
        outcome = await writer.submit(
            making.envelope(entrance, answers={"why": word}), [NewConcern("why", word, ("a reason",))], now
        )
        assert outcome.kind == "accepted"


def new_people() -> Words:
    return [f"word{random.getrandbits(64):016x}" for _ in range(PEOPLE)]


def matches(people: Words, guess: Words) -> int:
    return sum(a == b for a, b in zip(people, guess, strict=True))


def correlation(people: Words, guess: Words) -> float:
    """Spearman's, between the order people sat in and the order guessed."""
    place = {word: at for at, word in enumerate(guess)}
    squares = sum((at - place[word]) ** 2 for at, word in enumerate(people))
    return 1 - 6 * squares / (PEOPLE * (PEOPLE**2 - 1))


def assert_no_better_than_chance(played: dict[str, list[tuple[int, float]]]) -> None:
    """Within five standard deviations of guessing: one match a round, no correlation."""
    for signal, results in played.items():
        rounds = len(results)
        found = sum(count for count, _ in results)
        assert found <= rounds + 5 * math.sqrt(rounds), f"{signal}: {found} matches in {rounds} rounds"
        spread = 5 / math.sqrt((PEOPLE - 1) * rounds)
        assert abs(mean(rho for _, rho in results)) <= spread, f"{signal}: orders correlate"


async def play(url: str, cast: Cast, rounds: int, *, late: bool) -> dict[str, list[tuple[int, float]]]:
    """Rounds of: open, 30 people, close (half of them late and a day's tidying, if asked), and every guess."""
    played: dict[str, list[tuple[int, float]]] = {}
    writer = Writer()
    await writer.start()
    with another_process(url):
        for _ in range(rounds):
            opened = await making.open_consultation(cast.administrator, cast.lead, cast.deputy)
            entrance, people = (await making.door(opened.code)).entrance, new_people()
            in_time = PEOPLE // 2 if late else PEOPLE
            await sit_down(writer, entrance, people[:in_time], in_time)
            closed = await consultations.close(cast.administrator, opened.id, NOW)
            assert isinstance(closed, Consultation)
            if late:
                await sit_down(writer, entrance, people[in_time:], 0)
                await tidy.tidy(NOW + timedelta(hours=25))
            guesses = await signals(url, random.sample(people, PEOPLE))
            for signal, guess in guesses.items():
                played.setdefault(signal, []).append((matches(people, guess), correlation(people, guess)))
    await writer.drain()
    return played


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many thousand commits: the order of writing is the same without waiting for the disk."""
    pragmas = [pragma.replace("synchronous=FULL", "synchronous=OFF") for pragma in transactions.PRAGMAS]
    monkeypatch.setattr(transactions, "PRAGMAS", pragmas)


@pytest.mark.parametrize("late", [False, True], ids=["all in time", "half of them late"])
@pytest.mark.parametrize("rounds", [40, pytest.param(1000, marks=[pytest.mark.soak, pytest.mark.timeout(7200)])])
async def test_an_insider_guesses_no_better_than_chance(store: str, cast: Cast, rounds: int, late: bool) -> None:
    played = await play(store, cast, rounds, late=late)
    assert len(played) >= 6
    assert_no_better_than_chance(played)


async def test_the_same_insider_succeeds_where_nothing_was_rewritten(
    store: str, cast: Cast, consultation: Consultation
) -> None:
    people = new_people()
    writer = Writer()
    await writer.start()
    with another_process(store):
        await sit_down(writer, (await making.door(consultation.code)).entrance, people, PEOPLE)
        guesses = await signals(store, random.sample(people, PEOPLE))
    await writer.drain()
    best = max(guesses, key=lambda signal: matches(people, guesses[signal]))
    assert matches(people, guesses[best]) == PEOPLE, best
