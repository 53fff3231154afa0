"""What people type, made safe to store and compare: text and whole numbers."""

import re
import unicodedata

# What is never kept: control characters but the line feed, halves of characters, marks that turn the direction
# of the text around them (typed text must not reorder a page that shows it), and code points that will never
# be characters, which databases and document formats refuse.
_CONTROL = "\x00-\x09\x0b-\x1f\x7f-\x9f"
_HALVES = "\ud800-\udfff"
_TURNING = "\u202a-\u202e\u2066-\u2069"
_NEVER = "\ufdd0-\ufdef" + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_DROPPED = re.compile(f"[{_CONTROL}{_HALVES}{_TURNING}{_NEVER}]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_LINE_TAILS = re.compile(r"[^\S\n]+(?=\n|$)")
# Zeros of the digits that keyboards here produce: Latin, Arabic, Persian and Urdu, Devanagari, Bengali,
# Gurmukhi, full-width. conditions.js has the same list.
_ZEROS = (0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xFF10)
_DIGITS = {chr(zero + digit): str(digit) for zero in _ZEROS for digit in range(10)}
_GROUPED = re.compile(r"-?([0-9]{1,3}([,\u066c ][0-9]{3})+|[0-9]{1,12})")


def kept(text: str) -> str:
    """The text without what is never kept, and with line feeds as line ends."""
    return _DROPPED.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def clean(text: str, *, one_line: bool = False) -> str:
    """The text as it is stored: NFC, line feeds as line ends, no control or half characters, no space at the ends.

    Text without a single visible character comes back empty. Cleaning twice changes nothing.
    """
    text = unicodedata.normalize("NFC", kept(text))
    text = " ".join(text.split()) if one_line else _LINE_TAILS.sub("", text).strip()
    return text if any(unicodedata.category(char) not in _UNSEEN for char in text) else ""


def whole_number(text: str) -> int | None:
    """The whole number that was typed, in any digits the keyboards here produce; None if it is not one."""
    plain = "".join(_DIGITS.get(char, char) for char in clean(text)).replace("\u2212", "-").replace("\uff0c", ",")
    return int(re.sub(r"[,\u066c ]", "", plain)) if _GROUPED.fullmatch(plain) else None
