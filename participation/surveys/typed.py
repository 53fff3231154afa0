"""What people type, made safe to store and compare: text and whole numbers."""

import re
import unicodedata

# Marks that turn the direction of the text around them: typed text must not reorder a page that shows it.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Code points that will never be characters: databases and document formats refuse them.
_NO_CHARACTER = re.compile(
    "[\ufdd0-\ufdef" + "".join(chr(0x10000 * n + 0xFFFE) + chr(0x10000 * n + 0xFFFF) for n in range(17)) + "]"
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_LINE_TAILS = re.compile(r"[^\S\n]+(?=\n|$)")
# Zeros of the digits that keyboards here produce: Latin, Arabic, Persian and Urdu, Devanagari, Bengali,
# Gurmukhi, full-width. conditions.js has the same list.
_ZEROS = (0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xFF10)
_DIGITS = {chr(zero + digit): str(digit) for zero in _ZEROS for digit in range(10)}
_GROUPED = re.compile(r"-?([0-9]{1,3}([,\u066c ][0-9]{3})+|[0-9]{1,12})")


def clean(text: str, *, one_line: bool = False) -> str:
    """The text as it is stored: NFC, line feeds as line ends, no control or half characters, no space at the ends.

    Text without a single visible character comes back empty. Cleaning twice changes nothing.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = "".join(char for char in text if char == "\n" or _kept(char))
    text = unicodedata.normalize("NFC", text)
    text = " ".join(text.split()) if one_line else _LINE_TAILS.sub("", text).strip()
    return text if any(unicodedata.category(char) not in _UNSEEN for char in text) else ""


def _kept(char: str) -> bool:
    return char not in _TURNING and unicodedata.category(char) not in ("Cc", "Cs") and not _NO_CHARACTER.match(char)


def whole_number(text: str) -> int | None:
    """The whole number that was typed, in any digits the keyboards here produce; None if it is not one."""
    plain = "".join(_DIGITS.get(char, char) for char in clean(text)).replace("\u2212", "-").replace("\uff0c", ",")
    return int(re.sub(r"[,\u066c ]", "", plain)) if _GROUPED.fullmatch(plain) else None
