"""Join codes can be misread and still work; a group's count never moves by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.surveys.codes import ALPHABET, LENGTH, new_code, shown, tidy
from participation.surveys.group import shown_count, standing

CODES = st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_new_codes_are_sound_and_differ() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) > 495
    assert all(tidy(code) == code for code in codes)


@given(CODES)
def test_a_code_is_known_however_it_is_typed(code: str) -> None:
    full_width = "".join(chr(ord(char) + 0xFEE0) for char in code)
    for typed in (code, code.lower(), shown(code), f"  {shown(code).lower()} ", "-".join(code), full_width):
        assert tidy(typed) == code


@given(CODES)
def test_look_alikes_are_forgiven(code: str) -> None:
    for seen, typed in (("Q", "O0o"), ("J", "I1lL"), ("5", "Ss"), ("2", "Zz"), ("8", "Bb"), ("V", "Uu")):
        for one in typed:
            assert tidy(code.replace(seen, one)) == code


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_a_sound_code_or_none(typed: str) -> None:
    found = tidy(typed)
    assert found is None or (len(found) == LENGTH and set(found) <= set(ALPHABET))


@pytest.mark.parametrize("typed", ["", "K7M4R", "K7M4RTT", "K7M4RA", "K7M4R!", "../../"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert tidy(typed) is None


def test_no_code_can_be_a_word() -> None:
    assert not set("AEIOU") & set(ALPHABET)


@given(st.integers(0, 10_000))
def test_a_count_moves_in_steps_of_five(sent: int) -> None:
    words = shown_count(sent)
    assert words == shown_count(sent - sent % 5)
    if sent >= 5:
        assert words == f"{sent - sent % 5} or more"
        assert words != shown_count(sent - sent % 5 - 1)


def test_the_first_four_are_not_told_apart() -> None:
    assert {shown_count(sent) for sent in range(5)} == {"fewer than 5"}


@pytest.mark.parametrize(
    ("sent", "head_count", "stands"), [(12, 12, "counted"), (13, 12, "set_aside"), (99, None, "counted")]
)
def test_above_the_head_count_answers_wait_for_staff(sent: int, head_count: int | None, stands: str) -> None:
    assert standing(sent, head_count) == stands
