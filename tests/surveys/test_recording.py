"""What a file is, is in its bytes; what is refused is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.surveys import builtin
from participation.surveys.container import Container, container_of
from participation.surveys.questionnaire import Edition, Wording
from participation.surveys.recording import LARGEST, judged, places, reworded, size_words
from tests.rig.sounds import MP3, OGG, mp4, wav, webm
from tests.surveys.make import question, questionnaire


@pytest.mark.parametrize(
    ("data", "kind", "media_type"),
    [
        (wav(), "audio", "audio/wav"),
        (MP3, "audio", "audio/mpeg"),
        (MP3[15:], "audio", "audio/mpeg"),
        (OGG, "audio", "audio/ogg"),
        (webm(b"A_OPUS"), "audio", "audio/webm"),
        (webm(b"V_VP8"), "video", "video/webm"),
        (mp4(b"soun"), "audio", "audio/mp4"),
        (mp4(b"vide", size=5000), "video", "video/mp4"),
    ],
)
def test_each_container_is_known_by_its_bytes(data: bytes, kind: str, media_type: str) -> None:
    assert container_of(data) == Container(kind, media_type)  # type: ignore[arg-type]  # the kinds are two words


HOSTILE = [
    b"",
    b"<!doctype html><script>alert(1)</script>",
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    b"%PDF-1.7\n",
    b"PK\x03\x04 a zip",
    b"MZ a program",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\x00\x00\x00\x00AVI LIST",
    b"RIFF\x00\x00\x00\x00WAVE<htm",
    b"ID3<script>alert(1)</script>" + b" " * 500,
    b"ID3\x04\x00\x00\x7f\x7f\x7f\x7fa tag without an end",
    b"\xff\xfb",
    b"\xff\xfe<\x00s\x00c\x00r\x00i\x00p\x00t\x00",
    b"OggS" + b"<script>" * 20,
    b"\x1a\x45\xdf\xa3\x42\x82\x88matroskaV_MPEG4",
    webm(b"nothing known"),
    mp4(b"text"),
    mp4(b"vide", brand=b"heic"),
    mp4(b"vide", brand=b"qt  "),
    b"\x00\x00\x00\x14ftypisom\x00\x00\x00\x00mp41" + b"\x00\x00\x00\x00moov" * 30,
    b"\x00\x00\x00\x0cftypisom" + b"\x00\x00\x00\x01moov\xff\xff\xff\xff\xff\xff\xff\xff",
]


@pytest.mark.parametrize("data", HOSTILE, ids=lambda data: repr(data[:12]))
def test_nothing_else_is_taken_for_sound(data: bytes) -> None:
    assert container_of(data) is None
    assert isinstance(judged(data, "better", "en"), str)


BEGINNINGS = [
    b"",
    b"\x1a\x45\xdf\xa3",
    b"\0\0\0\x08ftypisom",
    b"OggS",
    b"RIFF\0\0\0\0WAVE",
    b"ID3\x04\0\0",
    b"\xff\xfb",
]


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300))
def test_whatever_follows_is_read_without_a_fault(beginning: bytes, rest: bytes) -> None:
    container_of(beginning + rest)


@given(st.lists(st.tuples(st.integers(0, 2**32 - 1), st.sampled_from([b"moov", b"trak", b"mdia", b"hdlr"]))))
def test_boxes_that_lie_about_their_size_end_the_search(boxes: list[tuple[int, bytes]]) -> None:
    made = b"".join(size.to_bytes(4) + name for size, name in boxes)
    assert container_of(b"\0\0\0\x10ftypisom\0\0\0\0" + made) is None


def test_a_recording_may_not_be_large_and_an_option_has_no_video() -> None:
    long = wav() + bytes(LARGEST["audio"])
    assert "1 MB" in str(judged(long, "better", "en"))
    video = mp4(b"vide", size=LARGEST["audio"])
    assert isinstance(judged(video, "better", "bfi"), Container)
    assert "as one video" in str(judged(video, "listened=always", "bfi"))
    assert "12 MB" in str(judged(mp4(b"vide", size=LARGEST["video"]), "better", "bfi"))


@pytest.mark.parametrize("language", ["", "x", "EN", "en us", "en'><script>", "a" * 40])
def test_a_language_is_a_tag(language: str) -> None:
    assert judged(wav(), "better", language) == "Choose the language of the recording."


def test_every_word_a_young_person_must_understand_has_its_place() -> None:
    found = places(builtin.load("your_voice"))
    assert next(iter(found)) == "card:assent"
    assert list(found)[-2:] == ["card:help", "card:sent"]
    assert {"better", "listened", "listened=always", "prefer_not_to_say"} <= found.keys()


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 KB"), (40_400, "40 KB"), (120_000, "0.1 MB"), (2_140_000, "2.1 MB")]
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size) == words


def test_a_recording_is_of_the_standard_words_and_of_no_others() -> None:
    asked = questionnaire(
        question("one", "bus"),
        question("one", "safe"),
        editions=(Edition(name="easy", questions=("bus", "safe")),),
        wordings=(
            Wording(language="en", edition="easy", texts={"bus": "The bus: yes or no?", "safe=a": "Yes, safe"}),
            Wording(language="en", audience="group", texts={"safe": "Is it safe here?"}),
            Wording(language="ur", texts={"bus": "بس", "safe": "محفوظ", "safe=a": "ہاں"}),
        ),
    )
    easy = reworded(asked, "en", "easy", "anyone")
    assert {"bus", "safe=a", "card:assent", "card:help", "prefer_not_to_say"} <= easy
    assert not {"safe", "bus=a"} & easy
    assert reworded(asked, "en", "standard", "group") == {"safe"}
    assert reworded(asked, "en", "standard", "anyone") == frozenset()
    # Urdu has one wording for every edition of the questions, signs are a translation for all of them.
    assert not {"bus", "safe", "safe=a"} & reworded(asked, "ur", "easy", "anyone")
    assert reworded(asked, "bfi", "easy", "anyone") == frozenset()
