"""Recordings on a young person's pages: offered where they are, fetched by parts, kept by nobody."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from participation.store import consultations, people, recordings
from participation.store.records import Consultation, Recording
from participation.surveys.recording import places
from participation.web.media import Part, part_asked
from tests.rig.sounds import mp4, wav
from tests.web.respond.conftest import Visitor

VIDEO = mp4(b"vide", size=2_100_000)


def add(young_person: Visitor, one: Consultation, place: str, tag: str, data: bytes) -> str:
    """Add a recording; its address."""
    operator = young_person.run(people.operator)
    made: Any = young_person.run(recordings.add, operator, one.id, place, tag, data)
    assert isinstance(made, Recording), made
    return f"/s/media/{one.id}/{tag}/{made.kind}/{place}"


def around(page: str, address: str) -> str:
    """The element that plays an address, with its label."""
    before, after = page.split(address)
    return before[before.rindex("<details") :] + address + after[: after.index("</details>")]


def test_each_recording_stands_where_its_words_are_with_its_size(young_person: Visitor) -> None:
    one = young_person.opened()
    assert "<details class" in (bare := young_person.get(f"/s/{one.code}").text)
    assert "/s/media/" not in bare
    spoken = add(young_person, one, "better", "en", wav())
    romani = add(young_person, one, "listened=always", "rmy", wav(0.4))
    signed = add(young_person, one, "card:assent", "bfi", VIDEO)
    helping = add(young_person, one, "card:help", "en", wav(0.5))
    page = young_person.get(f"/s/{one.code}").text
    assert "<span>Listen</span> 5 KB</summary>" in around(page, spoken)
    assert '<audio controls preload="none" src="/s/media/' in around(page, spoken)
    assert '<span>Listen: <bdi lang="rmy">Romani (Vlax)</bdi></span>' in around(page, romani)
    assert '<span>Watch: <bdi lang="bfi">BSL</bdi></span> 2.1 MB' in around(page, signed)
    assert "playsinline" in around(page, signed)
    assert 'data-recorded="en"' in page
    order = [page.index(address) for address in (signed, spoken, helping)]
    assert order == sorted(order)
    offered = re.findall(r'value="(\w+)" aria-pressed="(\w+)"', page)
    assert offered == [("en", "true"), ("bfi", "false"), ("rmy", "false")]


def test_the_easy_form_has_no_voice_that_says_other_words_than_it_shows(young_person: Visitor) -> None:
    one = young_person.opened()
    voices = [add(young_person, one, place, "en", wav()) for place in ("better", "say=none", "card:assent")]
    page = young_person.get(f"/s/{one.code}?edition=easy").text
    assert not [address for address in voices if f'src="{address}"' in page]
    assert "data-script" not in page, "and nothing is fetched to play what is not there"
    same = add(young_person, one, "listened", "en", wav())
    signs = [add(young_person, one, place, "bfi", VIDEO) for place in ("better", "card:assent")]
    page = young_person.get(f"/s/{one.code}?edition=easy").text
    assert all(f'src="{address}"' in page for address in (same, *signs))
    standard = young_person.get(f"/s/{one.code}").text
    assert all(f'src="{address}"' in standard for address in (*voices, *signs))


def test_the_page_that_says_thank_you_has_its_own(young_person: Visitor) -> None:
    one = young_person.opened()
    signed = add(young_person, one, "card:sent", "bfi", VIDEO)
    add(young_person, one, "better", "rmy", wav())
    page = young_person.get(f"/s/{one.code}/sent").text
    assert signed in page
    assert "Romani" not in page


def test_a_copy_of_the_form_is_made_anew_when_a_recording_comes_or_goes(young_person: Visitor) -> None:
    one = young_person.opened()
    young_person.get(f"/s/{one.code}")
    address = add(young_person, one, "better", "rmy", wav())
    assert address in young_person.get(f"/s/{one.code}").text
    operator = young_person.run(people.operator)
    (made,) = young_person.run(recordings.recordings, operator, one.id)
    young_person.run(recordings.remove, operator, one.id, made.id)
    assert address not in young_person.get(f"/s/{one.code}").text
    assert young_person.client.get(address).status_code == 404


def test_it_is_sent_as_what_it_is_and_nothing_keeps_it(young_person: Visitor) -> None:
    answer = young_person.client.get(add(young_person, young_person.opened(), "better", "rmy", VIDEO))
    assert (answer.status_code, answer.content) == (200, VIDEO)
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-security-policy"].endswith("sandbox")
    assert not {"set-cookie", "etag", "last-modified"} & set(answer.headers)


def test_a_phone_can_ask_for_a_part_of_it(young_person: Visitor) -> None:
    address = add(young_person, young_person.opened(), "better", "rmy", VIDEO)
    size = len(VIDEO)
    for asked, first, last in (
        ("0-1", 0, 1),
        ("262000-700000", 262000, 700000),
        (f"{size - 9}-", size - 9, size - 1),
        ("-5", size - 5, size - 1),
    ):
        answer = young_person.client.get(address, headers={"range": f"bytes={asked}"})
        assert answer.status_code == 206
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{size}"
        assert answer.headers["content-length"] == str(last - first + 1)
        assert answer.content == VIDEO[first : last + 1]
    beyond = young_person.client.get(address, headers={"range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["content-range"], beyond.content) == (416, f"bytes */{size}", b"")
    odd = young_person.client.get(address, headers={"range": "bytes=0-1,5-6"})
    assert (odd.status_code, odd.content) == (200, VIDEO)
    head = young_person.client.head(address)
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(size), b"")


HEADERS = st.one_of(st.none(), st.text(max_size=12), st.from_regex(r"bytes=\d{0,2}-\d{0,2}", fullmatch=True))


@given(st.integers(1, 50), HEADERS)
def test_a_part_is_never_outside_the_whole(size: int, header: str | None) -> None:
    part = part_asked(header, size)
    assert part is None or 0 <= part.first <= part.last < size
    if header is None:
        assert part == Part(0, size - 1, asked=False)


def test_nothing_is_there_for_whoever_makes_up_an_address(young_person: Visitor) -> None:
    one, other = young_person.opened(), young_person.opened()
    address = add(young_person, one, "better", "rmy", wav())
    made_up = [
        address.replace("better", "listened"),
        address.replace("audio", "video"),
        address.replace("rmy", "en"),
        address.replace("better", "..%2f..%2fetc"),
        address.replace("better", "%00"),
        address.replace(one.id, other.id),
        address.replace(one.id, one.code),
    ]
    for each in made_up:
        assert young_person.client.get(each).status_code == 404, each


def test_a_form_all_of_whose_words_are_recorded_still_comes_in_one_round_trip(young_person: Visitor) -> None:
    """As many bytes as a fresh connection carries at once: page, script and all headers."""
    one = young_person.opened("away_from_home")
    asked: Any = young_person.run(consultations.questionnaire_of, young_person.run(people.operator), one.id)
    for number, place in enumerate(places(asked)):
        add(young_person, one, place, "rmy", wav(0.1 + number / 50))
    address = f"/s/{one.code}"
    script = re.search(r'src="([^"]+phone\.js)"', young_person.get(address).text)
    assert script
    size = 0
    for each in (address, script[1]):
        reply = young_person.client.get(each, headers={"accept-encoding": "gzip"})
        size += int(reply.headers["content-length"])
        size += sum(len(name) + len(value) + len(": \r\n") for name, value in reply.headers.items())
    assert size <= 14_600
