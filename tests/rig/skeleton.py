"""What a page is made of: its elements, their attributes, and the addresses and scripts in them; not its words."""

from html.parser import HTMLParser

_ADDRESSES = frozenset({"href", "src", "action", "formaction", "srcset", "data"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.made: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.made.add(tag)
        for name, value in attrs:
            self.made.add(f"{tag} {name}")
            self.words.append(value or "")
            if name in _ADDRESSES:
                scheme = (value or "").strip().partition(":")[0] if ":" in (value or "") else "here"
                self.made.add(f"{tag} {name}: {scheme}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.made.add("a comment")


def skeleton(page: str) -> tuple[set[str], str]:
    """Every kind of element, attribute and address on a page; and all that stands on it as text or a value."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.made, " ".join(reader.words)
