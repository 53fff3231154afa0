"""Hostile and malformed posts: hypothesis strategies over everything that somebody can put into one."""

from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote_plus

from hypothesis import strategies as st

from participation.surveys.questionnaire import PREFER_NOT_TO_SAY, Choosing, Note, Questionnaire, Rank

FORM = "application/x-www-form-urlencoded"
CANARY = "canary7391"
"""Stands in every long text: it must be in no log."""


@dataclass(frozen=True, slots=True)
class Post:
    """One request as it goes over the wire."""

    path: str
    headers: tuple[tuple[bytes, bytes], ...]
    chunks: tuple[bytes, ...]


_SIGNS = st.sampled_from(
    (
        *("\x00", "\ud800", "\udfff", "\ufffe", "\ufdd0", "\ufeff", "\u200b", "\u202e", "\u2066", "\u2028", "\x85"),
        *("<script>alert(1)</script>", "'\"><img src=x>", "{{7*7}}", "=1+1", "'; DROP TABLE response; --", "%s%n", "%"),
        *("\r\n\r\n", "\t", "اردو", "🧑🏽\u200d🚀", "e\u0301", "ﷺ", "😀" * 30, "Z̷̛͈" * 20),
    )
)
_NUMBERS = st.one_of(
    st.integers(-(10**40), 10**40).map(str),
    st.sampled_from(("٣", "۱۲", "१२", "１２", "1e9", "0x10", "NaN", "Infinity", "-0", "1,000", "½", "९" * 400, "²")),
)
_TEXTS = st.one_of(
    st.text(max_size=60),
    st.builds(lambda sign, tail: f"{CANARY} {sign}{tail}", _SIGNS, st.text(max_size=20)),
    st.sampled_from((f"{CANARY} they hurt me and said not to tell", f"{CANARY} " + "long " * 1500)),
    _NUMBERS,
)


def _encoded(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogatepass"))


_PIECES = st.one_of(
    _TEXTS.map(_encoded),
    _TEXTS.map(_encoded),
    _TEXTS.map(_encoded),
    st.sampled_from(
        ("%", "%zz", "%2", "%u0041", "%ED%A0%80", "%FF%FE", "%00", "%C0%AF", "+", "%F4%90%80%80", "=", ";")
    ),
)


def _legal(made: Questionnaire) -> list[tuple[str, str]]:
    """Every field that the form could send, each with a value that it offers."""
    found: list[tuple[str, str]] = []
    for asked in made.questions():
        if isinstance(asked, Rank):
            found += [(f"{asked.name}.{one.value}", str(place)) for place, one in enumerate(asked.options, 1)]
        elif isinstance(asked, Choosing):
            found += [(asked.name, one.value) for one in asked.options] + [(asked.name, PREFER_NOT_TO_SAY)]
        elif not isinstance(asked, Note):
            found += [(asked.name, f"{CANARY} my own words"), (asked.name, "12")]
    return found


def _fields(made: Questionnaire) -> st.SearchStrategy[list[str]]:
    legal = _legal(made)
    names = sorted({name for name, _ in legal})
    reserved = (
        "version",
        "lang",
        "edition",
        "submission_key",
        "_do",
        "_lang",
        "_edition",
        "_ask",
        "_",
        PREFER_NOT_TO_SAY,
    )
    strange = st.one_of(
        st.sampled_from(reserved),
        st.sampled_from(names).map(lambda name: f"{name}.{name}"),
        st.sampled_from(("__proto__", "constructor", "", ".", "a[b]", "code", "q\x00", "ключ", "x" * 3000)),
        st.text(max_size=20),
    ).map(_encoded)
    asked = st.sampled_from(legal).map(lambda field: f"{_encoded(field[0])}={_encoded(field[1])}")
    twisted = st.builds("{}={}".format, st.sampled_from(names).map(_encoded), _PIECES)
    foreign = st.builds("{}={}".format, strange, _PIECES)
    return st.one_of(
        st.lists(asked, max_size=6),
        st.lists(st.one_of(asked, twisted), max_size=8),
        st.lists(st.one_of(asked, twisted, foreign), max_size=8),
    )


@st.composite
def _body(draw: st.DrawFn, made: Questionnaire) -> bytes:
    """A form as it was published, with its own fields right more often than not, and anything else in it."""
    usual, odd = st.booleans(), st.integers(0, 7)
    parts = draw(_fields(made))
    hidden = {
        "version": draw(st.sampled_from(("1", "2", "0", "-1", "x", "９")) if draw(odd) == 0 else st.just("1")),
        "lang": draw(st.sampled_from(("en", "ur", "sk", "xx", "EN", "../en", "\x00", "ur" * 200))),
        "edition": draw(st.sampled_from(("easy", "hard", "", "\ud800")) if draw(odd) == 0 else st.just("standard")),
    }
    parts += [f"{name}={_encoded(value)}" for name, value in hidden.items() if draw(odd)]
    key = draw(st.binary(min_size=16, max_size=16)).hex()
    if draw(odd) == 0:
        key = draw(st.sampled_from((key.upper(), key[:-1], key + "0", "", "٣" * 32, "a" * 32, "b" * 32)))
    parts += [f"submission_key={_encoded(key)}"] if draw(odd) else []
    if draw(odd) == 0:
        parts.append("_do=language")
        parts.append(f"_lang={_encoded(draw(st.sampled_from(('ur', 'en', 'xx', '')) | st.text(max_size=5)))}")
    if draw(odd) == 0:
        parts += draw(st.sampled_from((["&"] * 120, ["a=b"] * 205, ["say=" + "x" * 70_000], ["lang=en"] * 3)))
    return "&".join(draw(st.permutations(parts)) if draw(usual) else parts).encode("utf-8", "surrogatepass")


_SITE = st.sampled_from(
    (
        *((b"sec-fetch-site", b"same-origin"), (b"sec-fetch-site", b"none"), (b"origin", b"http://testserver.local")),
        *((b"origin", b"null"), (b"accept-encoding", b"gzip, br"), (b"cookie", b"lang=en; ;=;\xff")),
        *(
            (b"cookie", b"left=left"),
            (b"sec-fetch-dest", b"empty"),
            (b"x-forwarded-for", b"\xff\x00"),
            (b"accept", b""),
        ),
    )
)
_HOSTILE_SITE = st.sampled_from(
    (
        *((b"sec-fetch-site", b"cross-site"), (b"sec-fetch-site", b""), (b"origin", b"https://evil.example")),
        *((b"origin", b"http://["), (b"origin", b"\xff\xfe"), (b"host", b"evil.example:x"), (b"origin", b"null")),
        *((b"content-length", b"-1"), (b"content-length", b"1e3"), (b"content-length", b"9" * 30), (b"host", b"")),
        *((b"content-encoding", b"gzip"), (b"transfer-encoding", b"chunked"), (b"accept-encoding", b"gzip;q=0,\xff")),
    )
)
_TYPES = st.sampled_from(
    (
        *(b"", b"text/plain", b"application/json", b"multipart/form-data", b"multipart/form-data; boundary=x", b";"),
        *(FORM.encode() + b"; charset=utf-16", FORM.upper().encode(), FORM.encode() + b"x", b"\xff\xfe", b"a" * 4000),
    )
)


@st.composite
def posts(draw: st.DrawFn, made: Questionnaire, codes: tuple[str, ...]) -> Post:
    """Three quarters go to an open form and look like one; the rest is hostile to its skin."""
    rough = draw(st.integers(0, 5)) == 0
    elsewhere = ("/join", "/leave", "/s/222222", "/s/%00", "/s/\ud83d", "/s/" + "A" * 3000, "/s/..", "/s/K7M%0a4RT")
    addresses = st.sampled_from((*(f"/s/{code}" for code in codes), *elsewhere))
    path = draw(addresses) if rough else f"/s/{codes[0]}"
    kind = draw(_TYPES) if rough else FORM.encode()
    more = draw(st.lists(st.one_of(_SITE, _HOSTILE_SITE) if rough else _SITE, max_size=2))
    body = draw(_body(made) | st.binary(max_size=200)) if rough else draw(_body(made))
    if rough and "join" in path:
        body = b"code=" + draw(_PIECES).encode()
    cuts = sorted(draw(st.lists(st.integers(0, len(body)), max_size=3)))
    edges = [0, *cuts, len(body)]
    chunks = tuple(body[start:end] for start, end in pairwise(edges))
    return Post(path, ((b"content-type", kind), *more), chunks)
