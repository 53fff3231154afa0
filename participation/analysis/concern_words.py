"""Words of a text as a reader hears them: case, accents, text-speak, spacing tricks and typos undone."""

from __future__ import annotations

import re
import unicodedata

from participation.analysis.concern_list import BREAK, MIN_TYPO_LENGTH, PhraseList, shortened

# Each pattern walks the text once, without anything that could be tried in two ways: 10,000 characters stay cheap.
_SENTENCE_END = re.compile(r"[.!?;]+(?=\s|$)|[\n;]+")
_INNER_MARK = re.compile(r"(?<=[a-z])!(?=[a-z])")
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")  # noqa: RUF001 (that is what people type)
_NOT_A_WORD = re.compile(r"[^a-z0-9*@$!|]+")
_SPACED_OUT = re.compile(r"(?<![^\W_])[^\W_](?:[ .\-_*+/,]{1,2}[^\W_](?![^\W_])){2,}")
_MANY = re.compile(r"(.)\1{2,}")
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "$": "s", "@": "a", "!": "i", "|": "l"}
)
# Letters of other alphabets that look like ours and are used to slip past a list.
_LOOK_ALIKES = str.maketrans("аеорсухікѕɡıαεο", "aeopcyxiksgiaeo")
_MAX_WORD = 30
SHORTEST_STARRED = 4  # letters


def words_of(text: str, listed: PhraseList) -> list[str]:
    """The words in order, with BREAK where a sentence ends."""
    plain = _INNER_MARK.sub("i", _plain(text))
    words: list[str] = []
    known: dict[str, tuple[str, ...]] = {}
    for sentence in _SENTENCE_END.split(plain):
        for token in _NOT_A_WORD.sub(" ", sentence).split():
            if token not in known:
                known[token] = _heard(token, listed)
            words.extend(known[token])
        if words and words[-1] != BREAK:
            words.append(BREAK)
    return words


def _plain(text: str) -> str:
    """Lower case without accents, invisible characters or apostrophes; k.i.l.l and k i l l closed up."""
    kept = text.lower() if text.isascii() else _folded(text)  # most texts are plain, and phones wait for this
    return _SPACED_OUT.sub(lambda run: "".join(filter(str.isalnum, run.group())), _APOSTROPHES.sub("", kept))


def _folded(text: str) -> str:
    """Without the combining marks and invisible format characters (zero-width spaces, direction marks)."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).translate(_LOOK_ALIKES)
    return "".join(char for char in folded if unicodedata.category(char) not in ("Mn", "Cf"))


def _heard(token: str, listed: PhraseList) -> tuple[str, ...]:
    """The word or words that a token stands for; an unknown one stays as it is."""
    bare = token.strip("*!$@|")
    for form in _forms(bare):
        if form in listed.spellings:
            return (listed.spellings[form],)
        if form in listed.vocabulary:
            return (form,)
    if "*" in bare[1:] and len(bare) <= _MAX_WORD:
        return (_starred(bare, listed) or bare,)
    return (_without_typo(_forms(bare)[-1], listed),)


def _forms(token: str) -> list[str]:
    """The token as typed, then with long runs of a letter shortened, then with figures read as letters."""
    forms = [token]
    if _MANY.search(token):
        forms += [_MANY.sub(r"\1\1", token), _MANY.sub(r"\1", token)]
    if any(char.isalpha() for char in token) and not token.isalpha():
        forms += [form.translate(_LEET) for form in forms]
    return forms


def _starred(token: str, listed: PhraseList) -> str | None:
    """The listed word behind s*icide or r*pe: same length, same letters where letters stand."""
    for word in listed.by_length.get(len(token), ()):
        if len(word) >= SHORTEST_STARRED and all(
            ours in ("*", theirs) for ours, theirs in zip(token, word, strict=True)
        ):
            return word
    return None


def _without_typo(token: str, listed: PhraseList) -> str:
    """The long listed word one letter away, if any; the first letter must agree, as it nearly always does in slips."""
    if not MIN_TYPO_LENGTH - 1 <= len(token) <= _MAX_WORD or token in listed.not_typos:
        return token
    for short in sorted(shortened(token), key=len, reverse=True):
        word = listed.typos.get(short)
        if word is not None and word[0] == token[0] and abs(len(word) - len(token)) <= 1:
            return word
    return token
