"""Names of people: from lists of given names, and where the words around them show that a person is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

from participation.analysis.known_words import folded, is_common_word, is_known, is_little_word
from participation.analysis.wordlists import word_list

_NAMED = "\ue000"  # stands for a name that an earlier rule has found
_LETTERS = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_WORD = re.compile(_LETTERS)
_ROLE = (
    r"(?:(?:social|youth|key|support|case|link|family)\s?)?(?:worker|friend|bestie|mate|teacher|tutor|brother|bro|sister|sis|cousin|uncle|auntie|aunty|"
    r"aunt|carer|mentor|coach|boyfriend|girlfriend|bf|gf|nan|nana|grandma|grandad|mum|dad|stepdad|stepmum|therapist|counsellor|manager|"
    r"neighbour|boss|keyworker|niece|nephew|son|daughter|twin|partner)s?"
)
_TITLE = (
    r"(?:mr|mrs|ms|miss|mister|dr|doctor|sir|nurse|pc|cllr|councillor|prof|professor|imam|uncle|auntie|aunty|aunt|rev|reverend|father|nan|nana|"
    r"grandad|grandma|granny|coach)"
)
_FORMAL = re.compile(r"(?:mr|mrs|ms|cllr)\b", re.IGNORECASE)
_TITLED = re.compile(rf"\b{_TITLE}\.?\s(?P<it>{_LETTERS})", re.IGNORECASE)
# What lets any word that English does not know be a name, in lower case too.
_NAMING = re.compile(
    rf"(?:\b(?:(?:my|our|his|her|their|the|a)\s(?:\w+\s)?{_ROLE}|called|named|(?:my|his|her|their|real|full|first)\snames?(?:'s|\sis)?|known\sas|"
    r"(?:girl|boy|lad|kid|guy|woman|man|lady|person)\s(?:called|named)|"
    r"(?:told|tell|ask|asked|trust|(?:talk|talked|talking|spoke|speak|speaking|spoken|chat)\s(?:to|with)|"
    r"(?:thanks|thankyou|thank\syou|thnx|thx|shout\s?out|big\sup|respect)(?:\sto)?|bring\sback|love\sfrom|signed|written\sby)))\s$"
    r"|\b(?:me|my\w*\s\w+)\s(?:and|n|&)\s$",
    re.IGNORECASE,
)
_NEXT_IN_LIST = re.compile(rf"{_NAMED}(?:,\s?(?:and\s)?|\s(?:and|n|&|\+|or|si|și|i|a)\s|/)$", re.IGNORECASE)
_PERSON_CUE = re.compile(
    rf"(?:\b{_ROLE}|\b(?:called|named|names?|name\sis|ask|asked|trust|told|spoke\sto|talk\sto|(?:thank\syou|thanks\sto|big\sup)))\s$",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:lad|girl|boy|with|and|to|from|by|for|like|love|miss|thank|thanks|is|was|told|says|said|ask|tell|am|i'm|im|was|met|or)\s$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\s(?:who|said|says|told|helped|helps|listens|listened|lost|got|gets|stood|wrote|runs|ran|left|lives|taught|knows|never|always|"
    r"(?:is|was|has|had)\s(?:my|so|really|a|the|been|always|very|kind|nice|lovely|great|amazing|good|our|in|not|rude|horrible))\b"
)
_OF_OURS = re.compile(
    r"\s(?:(?:and|n|&)\s\w+\s)?(?:from\s(?:the\s(?:club|hostel|home|youth|centre|group|unit|office|team|food|library|shop)|my|our|year)|at\sthe\s(?:club|youth|centre|home|hostel)|in\s(?:my|our)\s(?:class|year|form|group|set|house|school|unit|home))\b",
    re.IGNORECASE,
)
_TO_A_PERSON = re.compile(r"\b(?:called|named|ask|asked|told|tell|trust)\s$", re.IGNORECASE)
_BEFORE_A_THING = re.compile(r"\b(?:the|a|this|that|of|in|on|at|some|our|any)\s$", re.IGNORECASE)
_HELPING_VERBS = frozenset({"will", "may"})
_VERBS = word_list("verbs that are names")
_IS_A_PERSON = re.compile(
    r"(?:['’]s\b|\s(?:who|is|was|has|had|got|gets|said|told|left|does|did|goes|went|lives|runs|plays|helped|never|always|from|and|works?)\b|\s?[.,;!?)]|\s?$)",
    re.IGNORECASE,
)
_MONTHS = frozenset({"may", "june", "august", "april"})
_IN_A_MONTH = re.compile(
    r"\b(?:in|since|until|till|last|next|early|late|mid|end\sof|start\sof|of|on|and|to|\d{1,2}(?:st|nd|rd|th)?)\s$",
    re.IGNORECASE,
)
_NO_PLACE = word_list("where names are not")
_PUBLIC = frozenset(name.replace("_", " ") for name in word_list("public names"))
_BRANDS = word_list("brands")
_NOT_SURNAMES = word_list("not a surname")
# O'Brien, McKay, Novák, al-Masri, Smith-Jones
_SURNAME = re.compile(r"\s(?P<it>(?:[ae]l-)?(?:O['’]|Mc|Mac)?[^\W\d_][\w'’-]{1,25})\b")
_CONTEXT = 60
_DRAWN_OUT = re.compile(r"(.)\1\1|^[^aeiouyAEIOUY]+$")  # "sooo", and letters that stand for words
_CLOSE_A_TITLE = word_list("after a title")

Found = Iterator[tuple[int, int, str]]


def _titled(text: str) -> Found:
    """The word after Mr, Miss, Councillor, Uncle; and the next, if it goes on like a name."""
    for found in _TITLED.finditer(text):
        word = found.group("it")
        if folded(word).removesuffix("'s") in _CLOSE_A_TITLE or _public_end(text, found.start()):
            continue
        if (
            word.islower()
            and is_common_word(word)
            and not _FORMAL.match(found.group())
            and folded(word) not in _lists()[1]
        ):
            continue
        start, end = found.start("it"), _without_s(text, *found.span("it"))
        yield start, _with_surname(text, start, end), "name"


def _given(text: str) -> Found:
    """Given names from the lists, with a surname behind them; a name that is also a word needs a reason."""
    sure, unsure = _lists()
    at = 0
    for found in _WORD.finditer(text):
        if found.start() < at:
            continue
        end = _without_s(text, *found.span())
        word = text[found.start() : end]
        low = folded(word)
        parts = low.split("-")
        if low in _MONTHS and end == found.end() and _IN_A_MONTH.search(_before(text, found.start())):
            continue
        if public := _public_end(text, found.start()):
            at = public
            continue
        listed = low in sure or (len(parts) > 1 and all(part in sure or part in unsure for part in parts))
        if (listed and not _names_a_place(text, end)) or (low in unsure and _may_be_a_person(text, found.start(), end)):
            at = _with_surname(text, found.start(), end)
            yield found.start(), at, "name"


def _unlisted(text: str) -> Found:
    """Words that English does not know where somebody is named: "my worker …", "called …", "… said", "[name] and …"."""
    shouts = text.isupper()
    at = 0
    for found in _WORD.finditer(text):
        if found.start() < at:
            continue
        end = _without_s(text, *found.span())
        word, before = text[found.start() : end], _before(text, found.start())
        capital = word[0].isupper() and not word.isupper() and not shouts
        if public := _public_end(text, found.start()):
            at = public
            continue
        if len(word) < 3 or is_common_word(word) or folded(word) in _BRANDS or _DRAWN_OUT.search(word):  # noqa: PLR2004
            continue
        named = bool(_NAMING.search(before) or _NEXT_IN_LIST.search(before))
        likely = (
            capital and not is_known(word) and not _names_a_place(text, end) and _stands_as_a_name(text, before, end)
        )
        if named or likely:
            at = _with_surname(text, found.start(), end)
            yield found.start(), at, "name"


def _stands_as_a_name(text: str, before: str, end: int) -> bool:
    """Whether a capitalised word that no lexicon has is a name: within a sentence, twice in a row, or acting."""
    within = bool(before.strip()) and before.rstrip()[-1] not in ".!?:\n•*-"
    second = _next_word(text, end)
    doubled = len(second) > 2 and second[0].isupper() and not second.isupper() and not is_common_word(second)  # noqa: PLR2004
    return within or doubled or bool(_DOES.match(text, end) or _OF_OURS.match(text, end))


def _may_be_a_person(text: str, start: int, end: int) -> bool:
    """Whether a name that is also a word ("hope", "Rose", "jack") stands for a person here."""
    word, before = text[start:end], _before(text, start)
    verb = folded(word) in _VERBS
    like_a_person = bool(_IS_A_PERSON.match(text, end))
    ours = bool(_OF_OURS.match(text, end))
    if _names_a_place(text, end):
        return False
    if verb and word.islower() and not like_a_person and not ours:
        return bool(_TO_A_PERSON.search(before)) and folded(word) not in _HELPING_VERBS
    if _PERSON_CUE.search(before) or ours or (_NEXT_IN_LIST.search(before) and (like_a_person or word[0].isupper())):
        return True
    return word[0].isupper() and not text.isupper() and _stands_out(text, before, end, verb=verb)


def _stands_out(text: str, before: str, end: int, *, verb: bool) -> bool:
    """Whether a capital says something: not where a sentence opens, nor behind "the" or "in"."""
    if not before.strip() or before.rstrip()[-1] in ".!?\n":
        return bool(_DOES.match(text, end)) and not verb
    return bool(_CUE.search(before)) or (not verb and not _BEFORE_A_THING.search(before))


def _with_surname(text: str, start: int, end: int) -> int:
    """Where a name ends: behind a capitalised surname, or one that English does not know and a clause ends with."""
    found = _SURNAME.match(text, end)
    if not found or (text[start:end].isupper() and text.isupper()):
        return end
    word = found.group("it")
    if word.removeprefix("al-").removeprefix("el-")[0].isupper():
        taken = (
            not is_little_word(word)
            and folded(word) not in _NOT_SURNAMES
            and folded(word) not in _NO_PLACE
            and folded(word) not in _BRANDS
        )
    else:
        taken = len(word) > 3 and not is_common_word(word) and not _DRAWN_OUT.search(word)  # noqa: PLR2004
    return _without_s(text, found.start("it"), found.end()) if taken else end


def _before(text: str, start: int) -> str:
    """As much of what stands before a word as any rule looks at; the whole would cost the square of a text's length."""
    return text[max(0, start - _CONTEXT) : start]


def _names_a_place(text: str, end: int) -> bool:
    """Whether the next word makes a name part of something else: Victoria Park, the rose garden."""
    return folded(_next_word(text, end)) in _NO_PLACE


def _next_word(text: str, end: int) -> str:
    found = re.match(rf"\s({_LETTERS})", text[end : end + 40])
    return found.group(1) if found else ""


def _public_end(text: str, start: int) -> int:
    """Where the name of somebody known to all ends that begins here, 0 if none: it points to nobody."""
    words = list(re.finditer(r"[^\s,.!?;:()]+", text[start : start + 50]))[:3]
    for many in (3, 2):
        phrase = " ".join(folded(word.group()).removesuffix("'s") for word in words[:many])
        if len(words) >= many and phrase in _PUBLIC:
            return start + words[many - 1].end()
    return 0


def _without_s(text: str, start: int, end: int) -> int:
    """Where a word ends without its possessive: ellie's, James', and jamals where jamal is listed and jamals is not."""
    word = folded(text[start:end])
    if word.endswith("'s"):
        return end - 2
    sure, _ = _lists()
    return end - 1 if len(word) > 4 and word.endswith("s") and word not in sure and word[:-1] in sure else end  # noqa: PLR2004


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """Names that are names wherever they stand, and those that are also words."""
    data = files("participation.analysis").joinpath("data")
    sources = [data.joinpath(file).read_text(encoding="utf-8") for file in ("given_names.txt", "given_names_more.txt")]
    listed = [
        word for text in sources for line in text.splitlines() if not line.startswith("#") for word in line.split()
    ]
    unsure = frozenset(word[1:] for word in listed if word.startswith("?"))
    return frozenset(word for word in listed if not word.startswith("?")) - unsure, unsure


names: tuple[Callable[[str], Found], ...] = (_titled, _given, _unlisted)
"""The rules in the order in which they have to run; each gives the spans it finds in a text."""
