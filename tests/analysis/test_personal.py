"""Masking is a first sieve before a person's eyes: what it takes out, leaves alone, and finds of a test set."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis.personal import KINDS, find_details, mask

LINES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "personal_lines.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_nine_in_ten_details_are_masked_and_plain_sentences_stay() -> None:
    details = [(text, part) for text, parts in LINES if parts != "-" for part in parts.split("|")]
    missed = [(text, part) for text, part in details if part.lower() in mask(text).lower()]
    changed = [text for text, parts in LINES if parts == "-" and mask(text) != text]
    assert len(missed) <= 0.1 * len(details), missed
    assert changed == []


def test_what_was_masked_is_named() -> None:
    assert mask("my worker aisha, 07700 900123, a@b.co.uk") == "my worker [name], [phone], [email]"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("after lunch we met Zoë Černá at the club", "after lunch we met [name] at the club"),
        ("ŁUKASZ plays well", "[name] plays well"),
        ("we like Sarah McKenzie a lot", "we like [name] a lot"),
        ("we like Sean O'Brien a lot", "we like [name] a lot"),
        ("we like Omar al-Masri a lot", "we like [name] a lot"),
        ("Omar at the club helps", "[name] at the club helps"),
        ("find me, pixelfox#0042 is mine", "find me, [handle] is mine"),
        ("write to kim at somewhere dot org please", "write to [email] please"),
        ("we are at 9 Bridge Close now", "we are at [street] now"),
        ("it was on the 3rd June last year", "it was on the 3rd June last year"),
        ("the group run by June helps", "the group run by [name] helps"),
    ],
)
def test_a_detail_goes_whole_and_the_words_around_it_stay(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("my worker aniela texts back", "my worker [name] texts back"),
        ("my worker is called off all the time", "my worker is called off all the time"),
        ("my friends will help me", "my friends will help me"),
        ("jamila and Kezzo came", "[name] and [name] came"),
        ("taylor swift songs in the gym", "taylor swift songs in the gym"),
        ("Victoria Park needs lights", "Victoria Park needs lights"),
        ("oh seven seven double oh nine oh oh one two three", "[phone]"),
        ("childline is 0800 1111", "childline is 0800 1111"),
        ("my snap is kez_x09", "my snap is [handle]"),
        ("my snap is broken", "my snap is broken"),
        ("i go to oakwood high", "i go to [school]"),
        ("the high school is far", "the high school is far"),
        ("i live on ferham road", "i live on [street]"),
        ("the main road is busy", "the main road is busy"),
        ("they put me in Rowan Lodge", "they put me in [place]"),
        ("born on 21 August 2008", "born on [date]"),
        ("it opens on 21 August", "it opens on 21 August"),
    ],
)
def test_words_around_it_tell_a_detail_from_its_look_alike(text: str, masked: str) -> None:
    assert mask(text) == masked


_PIECES = """
my worker called with and said mr aniela Kezzo will hope Rose jack Taylor Swift st at go to oakwood high school road
Milton 22 flat 3 snap is kez_x09 @kez a@b.co 07700 900123 oh seven double born 12/03/2009 5th march s60 1db Rowan Lodge
[name] [school] , . 's
"""
_PARTS = st.sampled_from(_PIECES.split())
_ANSWERS = st.lists(_PARTS, max_size=25).map(" ".join) | st.text(max_size=200)


@given(_ANSWERS)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
    assert find_details(once) == ()


@given(_ANSWERS)
def test_details_lie_in_order_and_what_is_outside_them_stays(text: str) -> None:
    details = find_details(text)
    ends = [0, *(detail.end for detail in details)]
    starts = [*(detail.start for detail in details), len(text)]
    assert all(detail.start < detail.end and detail.kind in KINDS for detail in details)
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    outside = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    assert mask(text) == outside[0] + "".join(
        f"[{detail.kind}]{after}" for detail, after in zip(details, outside[1:], strict=True)
    )


@given(
    st.sampled_from(
        ["{}", "my worker {} left", "i met {}, and it was fine", "{} said no", "(ask {})", "is it {}?", "so\n{}\nyes"]
    ),
    st.sampled_from(
        ["aisha", "ŁUKASZ", "Zoë Černá", "07700 900123", "kez.p@example.org", "@kez_x09", "s60 1db", "Mr Patel's"]
    ),
)
def test_nothing_of_a_sure_detail_is_left(line: str, detail: str) -> None:
    masked = mask(line.format(detail))
    assert [part for part in detail.split() if part != "Mr" and part.removesuffix("'s") in masked] == []
    assert masked.startswith(line.partition("{}")[0])


def test_long_hostile_text_is_masked_without_effort() -> None:
    for unit in ("a ", "1 ", "A.", "@", "St ", "Mr a ", "http://", "snap: ", "x" * 50 + "@", "Road "):
        assert isinstance(mask((unit * 10_000)[:10_000]), str)
