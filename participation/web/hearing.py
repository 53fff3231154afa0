"""The recordings of a form as its pages offer them: in which language, how large, where from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from participation.store.records import Recording
from participation.surveys.recording import size_words, tongue_name
from participation.web.media import address_of
from participation.web.pages.respond import HeardView, TongueView

Heard = Mapping[str, tuple[HeardView, ...]]
"""By place."""


def heard(recordings: Iterable[Recording], language: str, base: str) -> Heard:
    """What can be heard or watched beside each place of a page in this language, its own language first.

    `base` is where the addresses of these recordings begin.
    """
    found: defaultdict[str, list[HeardView]] = defaultdict(list)
    for one in sorted(recordings, key=lambda one: (one.language != language, one.language, one.kind)):
        found[one.place].append(
            HeardView(
                tongue=one.language,
                name="" if one.language == language else tongue_name(one.language),
                kind=one.kind,
                address=base + address_of(one),
                size=size_words(one.size),
            )
        )
    return {place: tuple(views) for place, views in found.items()}


def tongues(recordings: Iterable[Recording], language: str) -> tuple[TongueView, ...]:
    """The languages to choose from, the page's own first; empty if there are recordings in that one alone, or none."""
    known = sorted({one.language for one in recordings}, key=lambda tag: (tag != language, tag))
    return () if known == [language] else tuple(TongueView(tag, tongue_name(tag), tag == language) for tag in known)
