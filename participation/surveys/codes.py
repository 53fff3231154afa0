"""Join codes that can be read from a poster, typed on a phone and said aloud."""

import secrets
import unicodedata

ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
"""No vowels, so that no code is a word; one of each group of signs that look alike."""

LENGTH = 6

# Signs no code holds, and the one of the alphabet that somebody who typed them must have seen.
_FORGIVEN = str.maketrans({"O": "Q", "0": "Q", "I": "J", "1": "J", "L": "J", "S": "5", "Z": "2", "B": "8", "U": "V"})


def new_code() -> str:
    """A code nobody can guess from another one: 25 to the power of 6, about 244 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code as people see it: `K7M 4RT`."""
    return f"{code[:3]} {code[3:]}"


def tidy(typed: str) -> str | None:
    """The code that was meant, whatever the case, spaces, hyphens or look-alikes; None if it cannot be one."""
    plain = unicodedata.normalize("NFKC", typed[:100]).upper()
    plain = "".join(char for char in plain if char.isalnum())
    plain = "".join(str(unicodedata.decimal(char, char)) for char in plain).translate(_FORGIVEN)
    return plain if len(plain) == LENGTH and all(char in ALPHABET for char in plain) else None
