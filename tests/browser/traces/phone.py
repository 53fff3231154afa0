"""What a person does on one phone, and what somebody who takes it afterwards finds there."""

import random
import string
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.traces.engine import Engine, shown, until
from tests.rig.profile_search import traces

WAYS = ("leave", "send", "walk away", "kill")
OF_THE_FORM = ("brimblewickett", "quindlefarth", "plonderwisp")
"""Words of questionnaire.yaml: a question, and the values of two choices that are made."""
SETTLE_SECONDS = 1.0
SEEN_BY = ("back", "back", "forward", "forward")


@dataclass(frozen=True)
class Places:
    """Where the phones go: the server, the code of a form and of one that is left, a form without protection."""

    url: str
    code: str
    left: str
    unprotected: str


def new_word() -> str:
    """A word that stands nowhere else."""
    return "".join(random.choices(string.ascii_lowercase, k=18))


@dataclass
class Phone:
    """A browser in a folder, the words typed into it, and what each tab showed in the end."""

    engine: Engine
    folder: Path
    scripts: bool
    words: dict[str, list[str]] = field(default_factory=dict)
    tabs: dict[str, int] = field(default_factory=dict)
    seen: dict[str, list[str]] = field(default_factory=dict)

    def begin(self, places: Places) -> None:
        """Type into every form; walk away from one."""
        self._type_unprotected(places.unprotected)
        for way in WAYS:
            self._fill(way, places)
        self.engine.goto(self.tabs["walk away"], places.unprotected)

    def end(self) -> None:
        """Leave one form and send one, and look behind both: what is there, Back, and Forward."""
        for way, act in (("send", self._send), ("leave", self._leave)):
            act(way)
            time.sleep(SETTLE_SECONDS)
            self.seen[way] = [shown(self.engine, self.tabs[way]), *(self._go(way, turn) for turn in SEEN_BY)]

    def find(self, places: Places) -> dict[str, list[str]]:
        """Per word that may be on this phone, the files that hold it."""
        return traces(
            self.folder,
            [places.code, places.left, *OF_THE_FORM, *(word for words in self.words.values() for word in words)],
        )

    def _type_unprotected(self, address: str) -> None:
        """Forms without protection, asked for by an address: type, go on within the page; type, walk away, and Back."""
        asked, typed, draft = self.words["unprotected"] = [new_word(), new_word(), new_word()]
        for name in ("stay", "away"):
            tab = self.tabs[name] = self.engine.open(f"{address}/asked?word={asked}")
            self.engine.goto(tab, address)
            self.engine.type(tab, "#long", typed)
            self.engine.type(tab, "#draft", draft)
        self.engine.run(self.tabs["stay"], "void (location.hash = 'more')")
        self.engine.goto(self.tabs["away"], f"{address}/asked")
        self.seen["unprotected"] = [self._go("away", "back")]

    def _fill(self, way: str, places: Places) -> None:
        """In a tab of its own, from another page to the form: pick two choices, type a short and a long answer."""
        short, long = self.words[way] = [new_word(), new_word()]
        tab = self.tabs[way] = self.engine.open(f"{places.url}/join")
        # A form of its own: without scripts, what was sent is marked by a cookie that would hide the form that is left.
        self.engine.goto(tab, f"{places.url}/s/{places.left if way == 'leave' else places.code}")
        for at, text in (("#q-mood", ""), ("#q-there", ""), ("#q-word", short), ("#q-story", long)):
            if self.scripts:
                self._press(way, "[data-next]")
            self._wait_for(way, at)
            if text:
                self.engine.type(tab, at, text)
            else:
                self.engine.press(tab, at)
        until(self.engine, tab, f"document.querySelector('#q-story').value === '{long}'")
        until(self.engine, tab, "document.querySelectorAll('input:checked').length === 2")

    def _leave(self, way: str) -> None:
        """Press Leave now."""
        self._press(way, ".app-leave__button")
        until(self.engine, self.tabs[way], "location.pathname === '/leave' && document.querySelector('h1')")

    def _send(self, way: str) -> None:
        """Press Send what I have, and Send."""
        if self.scripts:
            self._press(way, "[data-later] button")
        self._press(way, "[data-send]")
        until(self.engine, self.tabs[way], "location.pathname.endsWith('/sent') && document.querySelector('h1')")

    def _go(self, way: str, turn: str) -> str:
        """Back or Forward; what is then to be seen."""
        tab = self.tabs[way]
        self.engine.run(tab, f"void history.{turn}()")
        time.sleep(SETTLE_SECONDS)
        return shown(self.engine, tab)

    def _press(self, way: str, at: str) -> None:
        self._wait_for(way, at)
        self.engine.press(self.tabs[way], at)

    def _wait_for(self, way: str, at: str) -> None:
        until(self.engine, self.tabs[way], f"document.querySelector('{at}')?.checkVisibility()")
