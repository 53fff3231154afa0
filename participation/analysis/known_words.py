"""Which words English knows, so that a word it does not know can be taken for a name where a name is likely.

The words are those of the lexicon that comes with TextBlob (Brill's tagger, MIT): word and kinds of word on each line.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from participation.analysis.wordlists import word_list


def is_common_word(word: str) -> bool:
    """Whether a word, in lower case, is more than a proper name; what young people type short counts as known."""
    low = folded(word)
    if low in _common() or low.replace("'", "") in word_list("typed short") or low.removesuffix("'s") in _common():
        return True
    return "-" in low and any(part in _common() for part in low.split("-"))


def is_known(word: str) -> bool:
    """Whether a word stands in the lexicon at all, as a name of a person, place or thing too."""
    return folded(word) in _all()


def is_noun(word: str) -> bool:
    """Whether a word in lower case may be a noun and is not mostly another kind of word."""
    return _common().get(folded(word), "").startswith("NN")


def is_little_word(word: str) -> bool:
    """Whether a word is mostly neither noun, verb nor adjective: such, they, when."""
    low = re.sub(r"(?<=..)'.*", "", folded(word))
    return not _common().get(low, "NN").startswith(("NN", "VB", "JJ"))


def folded(word: str) -> str:
    """Lower case without accents, as the lists are written: people type Zoë, Łukasz, Ștefan and O’Brien."""
    plain = unicodedata.normalize("NFKD", word.lower().replace("ł", "l").replace("\u0131", "i").replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _common() -> dict[str, str]:
    """Each word that the lexicon has in lower case as something else than a name, with its most frequent kind."""
    return _lexicon()[0]


def _all() -> frozenset[str]:
    return _lexicon()[1]


@cache
def _lexicon() -> tuple[dict[str, str], frozenset[str]]:
    lines = (files("textblob") / "en" / "en-lexicon.txt").read_text(encoding="utf-8").splitlines()
    entries = [line.split() for line in lines if not line.startswith(";;;")]
    common = {
        entry[0]: entry[1]
        for entry in entries
        if len(entry) > 1 and entry[0].islower() and not all(kind.startswith(("NNP", "FW")) for kind in entry[1:])
    }
    return common, frozenset(entry[0].lower() for entry in entries if entry) | word_list("towns")
