"""What somebody could type: each text begins with the mark of its kind, so that a page tells what it shows."""

import random
import re
from collections import defaultdict
from itertools import chain, cycle

from participation.surveys.typed import clean
from tests.rig.payloads import payloads

TYPED = tuple(one for one in dict.fromkeys(clean(each, one_line=True) for each in payloads()) if one)
"""The payloads as they are once they have been stored; those without a sign that can be seen are gone."""
EVERYTHING = sum(len(one) + 1 for one in TYPED)
EIGHTH = EVERYTHING // 8 + 100

NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control signs, and those that turn the text around them."""
_RAW = random.Random(0).sample(payloads(), len(payloads()))
MIXED = tuple(chain.from_iterable(zip(cycle([one for one in _RAW if NEVER.search(one)]), _RAW, strict=False)))
"""All payloads as they are typed; every second one holds such a sign."""

_MARK = re.compile(r"mk([a-z]+)mk")


class Words:
    """Hostile texts, each kind going round all payloads; or calm ones, for the page that they are compared with."""

    def __init__(self, *, loud: bool, pool: tuple[str, ...] = TYPED) -> None:
        self._loud, self._pool = loud, pool
        self._next: dict[str, int] = defaultdict(int)
        self._held: dict[str, frozenset[str]] = {}

    def __call__(self, kind: str, most: int = EIGHTH, *, filled: bool = False) -> str:
        """A text of this kind, of at most so many characters; where they are very few, of its mark alone.

        Hostile texts are about as long as they may be, calm ones only if `filled`.
        """
        start = self._next[kind]
        if not self._loud:
            self._next[kind] += 1
            return (f"x mk{kind}mk calm {start + 1}" + " calm" * (most // 5 if filled else 0))[:most]
        text, place, held = f"x mk{kind}mk", start, []
        while place - start < len(self._pool) and len(text) + len(self._pool[place % len(self._pool)]) < most:
            held.append(self._pool[place % len(self._pool)])
            text += f" {held[-1]}"
            place += 1
        if not held:
            text, place = f"{text} {self._pool[place % len(self._pool)]}", place + 1
        self._next[kind] = place
        self._held[squeezed(text)] = frozenset(held)
        return text[:most]

    def held(self, shown: str) -> frozenset[str]:
        """The payloads of every text that stands whole in what a page shows."""
        there = squeezed(shown)
        return frozenset().union(*(held for text, held in self._held.items() if text in there))


def kinds(shown: str) -> frozenset[str]:
    """The kinds of text that a page shows, if only their beginning."""
    return frozenset(_MARK.findall(shown))


def squeezed(text: str) -> str:
    """A text without spaces: pages and scripts break lines where they like."""
    return "".join(text.split())
