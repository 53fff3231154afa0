"""Ways to reach somebody: e-mail addresses, links, handles, telephone and other long numbers; and birthdays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from participation.analysis.known_words import is_common_word

_MOST_DIGITS_SHOWN = 5
_PHONE_DIGITS = 9

_AT = r"(?:\(at\)|\[at\]|\sat\s|@|\s@\s)"
_DOT = r"(?:\s?(?:\(dot\)|\[dot\])\s?|\sdot\s|\s\.\s|\.)"
_PROVIDER = r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|proton|protonmail|aol|msn)"
_ENDING = r"(?:com|co|org|net|uk|ac|sch|gov|edu|me|io|eu|pl|ro|cz|sk)"
_LOCAL = r"[\w.+-]{1,64}(?:\s(?:dot|underscore|dash|hyphen)\s[\w.+-]{1,64}){0,3}"
_NOT_LOCAL = r"(?!(?:look|looking|looked|good|bad|check|log|logged|in|me|us|them|it|be|is|was|are|stuff|work|job)\s)"
_EMAIL = re.compile(
    r"(?P<it>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})"
    rf"|\b{_NOT_LOCAL}(?P<said>{_LOCAL}\s?{_AT}\s?(?:{_PROVIDER}\b(?:{_DOT}{_ENDING}\b){{0,3}}|[\w-]{{2,40}}(?:{_DOT}{_ENDING}\b){{1,3}}))",
    re.IGNORECASE,
)
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s\ue000-\ue00f]{1,300}", re.IGNORECASE)

_APP = (
    r"(?:snap(?:chat)?|sc|insta(?:gram)?|ig|tik\s?tok|discord|psn|playstation|gamertag|xbox|telegram|whatsapp|twitter|twitch|youtube|yt|"
    r"roblox|fortnite|minecraft|steam|facebook|fb|bereal|username|user)"
)
_AT_HANDLE = re.compile(r"(?<![\w@])@(?P<it>[\w.]{2,40})")
_TAG = re.compile(r"\b(?P<it>[\w.]{2,32}#\d{4})\b")  # a name and four figures, as Discord and game networks write it
_AFTER_APP = re.compile(
    rf"\b{_APP}\b(?P<link>(?:\s?[:=@]\s?|\s-\s|,?\s(?:name|tag|user|username|handle|is|its|it's|at|as|me|my|under|called|add)\b){{0,4}})"
    r"\s?(?P<it>[\w.]{3,40})",
    re.IGNORECASE,
)
_BEFORE_APP = re.compile(rf"\b(?P<it>[\w.]{{4,40}})\s(?:on|for)\s(?:my\s)?{_APP}\b", re.IGNORECASE)
_FIGURE_AND_UNIT = re.compile(r"\d+\W?(?:st|nd|rd|th|s|am|pm|k|m|g|hrs?|mins?|yrs?|yo|x|gb|d)?", re.IGNORECASE)
_MIXED = re.compile(r"(?=.*[^\W\d])(?=.*[\d_]).+|[^\W\d]+\.[^\W\d]{2,}|[A-Z][a-z]+[A-Z]\w*[A-Z]\w*|x[A-Z]\w+")

_LONG_NUMBER = re.compile(r"(?<![\w£$€])\+?\(?[\doO](?:[ ().\-/]{0,2}[\doO]){5,17}(?!\w)")
_YEARS = re.compile(r"(?:19|20)\d\d\W+(?:19|20)\d\d")
_FREEPHONE = re.compile(r"0?(?:800|808|300|116)")  # helplines: they belong to nobody
_SPOKEN = r"(?:oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine)"
_SPOKEN_NUMBER = re.compile(
    rf"\b(?:(?:double|triple|treble)\s)?{_SPOKEN}(?:[\s,-]{{1,2}}(?:(?:double|triple|treble)\s)?{_SPOKEN}){{6,14}}\b",
    re.IGNORECASE,
)

_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}|(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2})(?!\d)")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_BORN = re.compile(
    r"\b(?:born|dob|d\.o\.b\.?|birthday|bday|b-day|date of birth)\b\W{0,3}(?:(?:is|was|on|the|its|it's)\W{1,2}){0,3}"
    rf"(?P<it>(?:{_DAY}\s(?:of\s)?{_MONTH}|{_MONTH}\s(?:the\s)?{_DAY})(?:,?\s(?:(?:19|20)\d\d|'?\d\d))?)\b",
    re.IGNORECASE,
)

Found = Iterator[tuple[int, int, str]]


def _emails(text: str) -> Found:
    for found in _EMAIL.finditer(text):
        yield *found.span(), "email"


def _links(text: str) -> Found:
    for found in _LINK.finditer(text):
        yield *found.span(), "link"


def _handles(text: str) -> Found:
    """After @, beside the name of an app, or with the four figures of Discord."""
    for found in _AT_HANDLE.finditer(text):
        yield *found.span(), "handle"
    for found in _TAG.finditer(text):
        yield *found.span(), "handle"


def _handles_of_apps(text: str) -> Found:
    for found in _AFTER_APP.finditer(text):
        word = found.group("it").rstrip(".")
        if _mixed(word) or (_names_it(found.group("link")) and word.isalnum() and not is_common_word(word)):
            yield found.start("it"), found.start("it") + len(word), "handle"
    for found in _BEFORE_APP.finditer(text):
        if _mixed(found.group("it")):
            yield *found.span("it"), "handle"


def _mixed(word: str) -> bool:
    """Letters with figures, underscores, inner stops or inner capitals: nobody writes a plain word so."""
    return bool(_MIXED.fullmatch(word)) and not _FIGURE_AND_UNIT.fullmatch(word)


def _names_it(link: str) -> bool:
    """Whether what stands between an app and a word says that the word is the name there."""
    return any(sign in link for sign in ":=@-") or bool(
        re.search(r"\b(?:is|its|it's|name|tag|username|as|under|me)\b", link, re.IGNORECASE)
    )


def _dates(text: str) -> Found:
    for found in _DATE.finditer(text):
        yield *found.span(), "date"
    for found in _BORN.finditer(text):
        yield *found.span("it"), "date"


def _numbers(text: str) -> Found:
    for found in _LONG_NUMBER.finditer(text):
        number = found.group()
        digits = re.sub(r"\D", "", number.replace("o", "0").replace("O", "0"))
        real = sum(char.isdigit() for char in number)
        if real <= _MOST_DIGITS_SHOWN or _YEARS.fullmatch(number) or (_FREEPHONE.match(digits) and digits[0] in "01"):
            continue
        phone = len(digits) >= _PHONE_DIGITS and number.lstrip("(")[:1] in "0oO+4"
        yield *found.span(), "phone" if phone else "number"
    for found in _SPOKEN_NUMBER.finditer(text):
        yield *found.span(), "phone"


contacts: tuple[Callable[[str], Found], ...] = (_emails, _links, _handles, _handles_of_apps, _dates, _numbers)
"""The rules in the order in which they have to run; each gives the spans it finds in a text."""
