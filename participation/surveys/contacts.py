"""The national help contacts that ship with the product."""

from functools import cache
from importlib import resources

import msgspec
import yaml

from participation.surveys.plan import Contact


@cache
def national() -> tuple[Contact, ...]:
    """The shipped list, for staff to check, date and add their local contacts to."""
    text = resources.files("participation.surveys").joinpath("contacts.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), tuple[Contact, ...])


def texts() -> tuple[str, ...]:
    """The words of the shipped list, each once: the catalogues have them, since a call for help must be understood."""
    return tuple(dict.fromkeys(words for one in national() for words in (one.name, one.hours, *one.routes) if words))
