"""Masks what points to a person in words that may be quoted: names, numbers, addresses, handles, schools.

A first sieve before a person's eyes, never a replacement for them, and never to be called anonymisation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from participation.analysis.wordlists import word_list

NAME, PHONE, EMAIL, HANDLE, LINK = "[name]", "[phone]", "[email]", "[handle]", "[link]"
SCHOOL, STREET, POSTCODE, DATE, NUMBER = "[school]", "[street]", "[postcode]", "[date]", "[number]"

_MOST_DIGITS_SHOWN = 5

_EMAIL = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|\b[\w.+-]{1,64}\s?(?:\(at\)|\[at\]|\sat\s)\s?(?:gmail|hotmail|outlook|yahoo|icloud|live|proton)\b(?:\s?(?:dot|\.)\s?(?:com|co|uk)\b)*"
    r"|\b[\w.+-]{1,64}\s?(?:\(at\)|\[at\]|\sat\s)\s?[\w-]{2,40}\s?(?:\sdot\s|\(dot\)|\[dot\])\s?(?:com|co|org|net|uk|ac)\b"
    r"(?:\s?(?:dot|\.)\s?uk\b)?",
    re.IGNORECASE,
)
_LINK = re.compile(r"\b(?:https?://|www\.)\S{1,300}", re.IGNORECASE)
_AT_HANDLE = re.compile(r"(?<![\w@])@[\w.]{2,40}")
_TAG = re.compile(r"\b[\w.]{2,32}#\d{4}\b")  # a name and four figures, as Discord and game networks write it
_NAMED_HANDLE = re.compile(
    r"\b((?:my |add me on |on |his |her )?"
    r"(?:snap(?:chat)?|insta(?:gram)?|ig|tiktok|discord|psn|gamertag|xbox|telegram|username|user)"
    r"(?:\s(?:name|tag|is|me|at|on)){0,2}\s?(?:[:=\-]\s?|\sis\s|\sat\s))(?!(?:a|the|an|so|not|full|my|really|too|where|how|on|in)\b)([\w.]{3,40})",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}\b")
_NUMBER = re.compile(r"(?<!\w)\+?\(?\d(?:[ ().\-]{0,2}\d){5,17}(?!\w)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE)
_STREET_WORD = r"(?:street|road|avenue|lane|crescent|terrace|grove|gardens|estate|rd|ave|cres|drive|close|square)"
_STREET = re.compile(
    rf"\b\d{{1,4}}[a-z]?,?\s(?:[\w']+\s){{1,3}}(?i:{_STREET_WORD})\b"
    rf"|\b(?:[A-Z][\w']+\s){{1,3}}(?:{_STREET_WORD}|(?i:{_STREET_WORD}))\b"
)
_SCHOOL_WORD = r"(?:school|academy|college|sixth form|grammar|high|primary|comp|comprehensive|nursery)"
_NO_SCHOOL = (
    "The|My|Our|High|Primary|Secondary|In|At|After|Old|New|A|This|That|Every|From|To|More|Less|Better|Good|No|And|I"
)
_SCHOOL = re.compile(
    rf"\b(?:(?!(?:{_NO_SCHOOL})\b)[A-Z][\w'.]*\s){{1,4}}"
    rf"(?:(?:High|Primary|Secondary|Grammar|Community|Catholic|CofE|Girls|Boys)\s){{0,2}}(?i:{_SCHOOL_WORD})\b"
)
_SAINT = re.compile(
    rf"\b(?:st|saint)\.?\s[a-z]{{3,20}}(?:'?s)?(?:\s(?:catholic|rc|high|primary|community|girls|boys)){{0,2}}(?:\s{_SCHOOL_WORD}){{0,2}}\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b((?:mr|mrs|ms|miss|mister|dr|doctor|sir|nurse|pc|cllr|councillor|prof|professor|imam|uncle|auntie|aunty|aunt|rev|father)\.?)\s"
    r"(?!(?:my|the|is|was|who|and|for|she|he|said|told|of|out|you|my|or|to|in|on|at|it|a|i|please|should|came|were|called|that|always|never|had|has|with|not|but|so|work|lot|session|sessions|school|home|them|him|her|me|us|being|when|because|can|will|just|seeing|having|saw|very|practitioner|practitioners|station|staff|did|gave|from|visited|explained|if|are|surgery|appointment|appointments|also|could|would|as|no|think|have)\b)([a-z][\w'-]{1,25})",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"\b((?:called|named|name is|name's|names|known as|i am|i'm|im|it's|its|thanks to|ask for|tell)\s)"
    r"([A-Z][a-z'-]{1,25}(?:\s[A-Z][a-z'-]{1,25})?)\b"
)
_CUE = re.compile(
    r"(?:worker|friend|mate|teacher|brother|sister|cousin|mum|dad|uncle|auntie|aunty|carer|mentor|coach|boyfriend|girlfriend|bf|gf|lad|girl|boy|called|named|with|and|to|from|by|for|like|love|miss|thank|thanks|is|was|told|says|said|ask)$",
    re.IGNORECASE,
)
_PERSON_CUE = re.compile(
    r"(?:worker|friend|mate|teacher|brother|sister|cousin|uncle|auntie|aunty|carer|mentor|coach|boyfriend|girlfriend|bf|gf|called|named)$",
    re.IGNORECASE,
)
_MONTHS = frozenset({"may", "june", "august"})  # listed as names too
_IN_A_MONTH = re.compile(
    r"\b(?:in|since|until|till|last|next|early|late|mid|end of|start of|\d(?:st|nd|rd|th)?)$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
# O'Brien, McKay, Novák, al-Masri, Smith-Jones; whether it begins with a capital is looked at where it is used.
_SURNAME = re.compile(r"\s(?:[ae]l-)?((?:O['’]|Mc|Mac)?[^\W\d_][\w'’-]{1,25})\b")
_NOT_SURNAMES = word_list("not a surname")


def mask(text: str) -> str:
    """The text with personal details replaced by what they were, in brackets; running it twice changes nothing more."""
    text = _EMAIL.sub(EMAIL, text)
    text = _LINK.sub(LINK, text)
    text = _NAMED_HANDLE.sub(lambda found: found.group(1) + HANDLE, text)
    text = _AT_HANDLE.sub(HANDLE, text)
    text = _TAG.sub(HANDLE, text)
    text = _DATE.sub(DATE, text)
    text = _NUMBER.sub(_number, text)
    text = _POSTCODE.sub(POSTCODE, text)
    text = _SAINT.sub(SCHOOL, text)
    text = _SCHOOL.sub(SCHOOL, text)
    text = _STREET.sub(STREET, text)
    text = _TITLED.sub(lambda found: f"{found.group(1)} {NAME}", text)
    text = _INTRODUCED.sub(_introduced, text)
    return _names(text)


def _number(found: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in found.group())
    if digits <= _MOST_DIGITS_SHOWN:
        return found.group()
    return PHONE if digits >= 9 and found.group().lstrip("(")[:1] in "0+4" else NUMBER  # noqa: PLR2004


def _introduced(found: re.Match[str]) -> str:
    word = _folded(found.group(2).split()[0])
    sure, unsure = _given_names()
    capital_cue = found.group(1).lower().startswith(("called", "named", "name", "known"))
    return found.group(1) + NAME if capital_cue or word in sure or word in unsure else found.group()


def _names(text: str) -> str:
    """Given names from the list, with a capitalised surname behind them; a name that is also a word needs a cue."""
    sure, unsure = _given_names()
    out, at = [], 0
    for found in _WORD.finditer(text):
        if found.start() < at or text[found.start() - 1 : found.start()] == "[":
            continue
        word, ending = _without_s(found.group())
        low = _folded(word)
        before = text[: found.start()].rstrip()
        if low in _MONTHS and not ending and _IN_A_MONTH.search(before):
            continue
        if low in unsure:
            opens = not before or before[-1] in ".!?\n"
            cue = _CUE.search(before) if word[0].isupper() else _PERSON_CUE.search(before)
            if not (cue if word.islower() or opens else word[0].isupper() and not text.isupper()) and not cue:
                continue
        elif low not in sure:
            continue
        end = found.end()
        surname = _SURNAME.match(text, end)
        if surname and not ending and surname.group(1)[0].isupper() and surname.group(1).lower() not in _NOT_SURNAMES:
            end = surname.end()
        out.append(text[at : found.start()] + NAME + ending)
        at = end
    return "".join(out) + text[at:]


def _without_s(word: str) -> tuple[str, str]:
    """A name and its possessive ending, if it has one."""
    for ending in ("'s", "s'"):
        if word.lower().endswith(ending):
            return word[:-2], ending
    low = _folded(word)
    sure, _ = _given_names()
    return (
        (word[:-1], "s") if low.endswith("s") and low not in sure and low[:-1] in sure and len(low) > 4 else (word, "")  # noqa: PLR2004
    )


def _folded(word: str) -> str:
    """Lower case without accents, as the list is written: people type Zoë, Łukasz and Ștefan."""
    plain = unicodedata.normalize("NFKD", word.lower().replace("ł", "l"))
    return "".join(char for char in plain if not unicodedata.combining(char))


@cache
def _given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Names that are names wherever they stand, and those that are also words."""
    source = files("participation.analysis").joinpath("data/given_names.txt").read_text(encoding="utf-8")
    listed = [word for line in source.splitlines() if not line.startswith("#") for word in line.split()]
    unsure = frozenset(word[1:] for word in listed if word.startswith("?"))
    return frozenset(word for word in listed if not word.startswith("?")) - unsure, unsure
