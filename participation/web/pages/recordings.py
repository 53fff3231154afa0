"""What the page of recordings shows: every place of a form, and what can be heard or watched there in one language."""

from dataclasses import dataclass

from participation.web.pages.staff import Field, Link, StaffPage


def place_id(place: str) -> str:
    """The id of a place's heading."""
    return f"at-{place.replace('=', '-').replace(':', '-')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingLine:
    """A recording that is there."""

    id: str
    kind: str
    address: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place of the form: the words to say, and what is there of them."""

    number: int
    place: str
    words: str
    lang: str
    about: str
    """What place it is: "Question", "To pick", or a card's name."""
    to_pick: bool
    recordings: tuple[RecordingLine, ...]
    problem: str = ""
    done: str = ""
    """What the last press has done here."""

    @property
    def id(self) -> str:
        """Its place on the page, where whoever has just saved or removed something goes on."""
        return place_id(self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingsPage(StaffPage):
    """All recordings of a consultation in one language."""

    here: str
    language: str
    name: str
    """What the language is called."""
    languages: Field
    known: tuple[Link, ...]
    """Languages that have recordings already, and how many."""
    rows: tuple[PlaceRow, ...]
    adds: bool
    """Whether more may be added: until it is closed."""
