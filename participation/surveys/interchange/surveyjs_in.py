"""A SurveyJS survey as the plain data of a questionnaire, and what of it could not be carried."""

import re
from collections.abc import Collection, Iterator
from html import unescape
from typing import Any

from participation.surveys.check_names import MAX_NAME
from participation.surveys.fault_words import Fault
from participation.surveys.interchange.loss import WHOLE
from participation.surveys.interchange.surveyjs_rules import UnreadableError, condition
from participation.surveys.publish import slug
from participation.surveys.questionnaire import PREFER_NOT_TO_SAY, RESERVED_NAMES

_KINDS = {
    "radiogroup": "one",
    "dropdown": "one",
    "boolean": "one",
    "rating": "one",
    "checkbox": "many",
    "tagbox": "many",
    "ranking": "rank",
    "text": "short_text",
    "comment": "long_text",
    "html": "note",
}
_READ = frozenset(
    {"type", "name", "title", "description", "html", "visibleIf", "elements"}
    | {"choices", "minSelectedChoices", "maxSelectedChoices", "selectToRankEnabled", "labelTrue", "labelFalse"}
    | {"inputType", "min", "max", "maxLength", "rateMin", "rateMax", "rateValues"}
)
_SURVEY = frozenset({"title", "description", "pages", "elements", "locale"})
_MOST_LENGTH = 5000


def is_surveyjs(data: Any) -> bool:
    """Whether the data of a JSON file look like a SurveyJS survey rather than a questionnaire of ours."""
    return isinstance(data, dict) and "sections" not in data and ("pages" in data or "elements" in data)


def taken(data: dict[str, Any], name: str) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The questionnaire's plain data, still to be checked, under this name; and what was left behind."""
    taker = _Taker()
    return taker.survey(data, name), tuple(taker.lost)


class _Taker:
    def __init__(self) -> None:
        self.lost: list[Fault] = []
        self.names: dict[str, str] = {}
        self.values: dict[str, dict[str, str]] = {}
        self.texts: dict[str, dict[str, str]] = {}
        self.declines = False
        self.used: set[str] = set()

    def survey(self, data: dict[str, Any], name: str) -> dict[str, Any]:
        title = self.words("title", data.get("title")) or name.replace("_", " ").capitalize()
        pages = data.get("pages")
        sections = [self.section(one) for one in pages] if isinstance(pages, list) else [self.section(data)]
        self.rest(WHOLE, data, _SURVEY)
        if self.words("", data.get("description")):
            self.lost.append(Fault(WHOLE, "its description is not carried: the plan says what it is about."))
        language = data.get("locale") or "en"
        wordings = [{"language": one, "texts": texts} for one, texts in self.texts.items() if one != language]
        for one in wordings:
            self.lost.append(Fault(f"Wording '{one['language']}'", "it comes in as a draft, to be read by a speaker."))
        return {
            "name": name,
            "title": title,
            "language": language,
            "prefer_not_to_say": self.declines,
            "sections": [section for section in sections if section["questions"]],
            "wordings": wordings,
        }

    def section(self, page: Any) -> dict[str, Any]:
        page = page if isinstance(page, dict) else {}
        name = self.name(str(page.get("name") or "page"))
        section: dict[str, Any] = {"name": name}
        if "pages" not in page and "name" in page:
            place = f"section:{name}"
            self.rest(f"Page '{page['name']}'", page, _READ)
            for key, ours, more in (("title", "title", ""), ("description", "intro", ".intro")):
                if text := self.words(place + more, page.get(key)):
                    section[ours] = text
        return section | {"questions": [made for one in self.flat(page) if (made := self.question(one))]}

    def flat(self, page: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for one in page.get("elements") or page.get("questions") or ():
            if isinstance(one, dict) and one.get("type") == "panel":
                self.say(one, "its questions are carried, the box around them is not.")
                yield from self.flat(one)
            elif isinstance(one, dict):
                yield one

    def question(self, one: dict[str, Any]) -> dict[str, Any] | None:
        theirs = str(one.get("name") or "question")
        kind = _KINDS.get(str(one.get("type")))
        if kind is None:
            self.say(one, f"a question of the kind '{one.get('type')}' cannot be carried. Ask it in another way.")
            return None
        if one.get("type") == "text" and one.get("inputType") in ("number", "range"):
            kind = "number"
        elif one.get("type") == "text" and one.get("inputType") not in (None, "text"):
            self.say(one, f"that it takes a '{one['inputType']}' is not carried: it takes a few words.")
        if one.get("type") == "rating":
            self.say(one, "it becomes a question to pick one. Give each point a word, and make it a scale.")
        name = self.name(theirs)
        text = self.words(name, one.get("html") if kind == "note" else one.get("title"), html=kind == "note")
        made: dict[str, Any] = {"name": name, "type": kind, "text": text or theirs}
        if text := self.words(f"{name}.help", one.get("description")):
            made["help"] = text
        self.shown(one, made)
        self.names[theirs] = name
        if kind in ("one", "many", "rank"):
            made["options"] = self.options(theirs, name, one)
        self.limits(one, kind, made)
        self.rest(self.place(one), one, _READ)
        return made

    def options(self, theirs: str, name: str, one: dict[str, Any]) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        values = self.values[theirs] = {}
        for value, said in _choices(one):
            if value == PREFER_NOT_TO_SAY:
                self.declines = True
                values[value] = value
                continue
            ours = _free(slug(value)[:MAX_NAME], values.values())
            values[value] = ours
            found.append({"value": ours, "text": self.words(f"{name}={ours}", said) or value})
        return found

    def limits(self, one: dict[str, Any], kind: str, made: dict[str, Any]) -> None:
        def number(key: str) -> int | None:
            return one[key] if isinstance(one.get(key), int) and not isinstance(one.get(key), bool) else None

        most = number("maxSelectedChoices")
        wanted: dict[str, int | None] = {}
        if kind == "many":
            wanted = {"least": number("minSelectedChoices"), "most": most}
        elif kind == "rank":
            made["top"] = min(most or 3, len(made["options"]))
        elif kind == "number":
            wanted = {"least": number("min"), "most": number("max")}
        elif kind in ("short_text", "long_text") and 0 < (length := number("maxLength") or 0) <= _MOST_LENGTH:
            wanted = {"max_length": length}
        made.update({key: value for key, value in wanted.items() if value is not None})
        if kind == "long_text":
            made["direction"] = "open"
            self.say(one, "say which way it points: its direction is set to 'open'.")

    def shown(self, one: dict[str, Any], made: dict[str, Any]) -> None:
        rule = one.get("visibleIf")
        if not rule:
            return
        try:
            made["show_if"] = condition(str(rule), self.names, self.values)
        except UnreadableError:
            self.say(one, f"its condition is not carried, so everybody is asked: {rule}")

    def rest(self, place: str, data: dict[str, Any], read: frozenset[str]) -> None:
        """Name the settings that nothing was made of."""
        for key, value in data.items():
            if key == "isRequired" and value:
                self.lost.append(
                    Fault(place, "that it must be answered is not carried: every question can be skipped.")
                )
            elif key not in read and value not in (None, False, "", [], {}):
                self.lost.append(Fault(place, f"its setting '{key}' is not carried."))

    def name(self, theirs: str) -> str:
        """A name of ours for one of theirs, each given once."""
        name = slug(theirs)
        name = name if name[0].isalpha() else f"q_{name}"
        name = _free(f"asked_{name}" if name in RESERVED_NAMES else name[:MAX_NAME], self.used)
        self.used.add(name)
        return name

    def words(self, place: str, said: Any, *, html: bool = False) -> str:
        """The words in the survey's own language; those in others are kept for a wording, if there is a place."""
        texts = said if isinstance(said, dict) else {"default": said}
        clean = {tag: _plain(text) if html else text for tag, text in texts.items() if isinstance(text, str) and text}
        own = clean.pop("default", "") or clean.get("en", "")
        for language, text in clean.items() if place else ():
            self.texts.setdefault(language, {})[place] = text
        return own

    def place(self, one: dict[str, Any]) -> str:
        return f"Question '{one.get('name', '')}'"

    def say(self, one: dict[str, Any], words: str) -> None:
        self.lost.append(Fault(self.place(one), words))


def _choices(one: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Value and words of each choice, however the survey writes them."""
    if one.get("type") == "boolean":
        yield "true", one.get("labelTrue") or "Yes"
        yield "false", one.get("labelFalse") or "No"
        return
    points = one.get("rateValues") if one.get("type") == "rating" else one.get("choices")
    if not points and one.get("type") == "rating":
        points = list(range(int(one.get("rateMin") or 1), int(one.get("rateMax") or 5) + 1))
    for choice in points if isinstance(points, list) else ():
        if isinstance(choice, dict):
            yield str(choice.get("value", "")), choice.get("text") or str(choice.get("value", ""))
        else:
            yield str(choice), str(choice)


def _free(name: str, taken: Collection[str]) -> str:
    """The name, or the first with a number behind it that is not taken."""
    tries = (name, *(f"{name[: MAX_NAME - 4]}_{number}" for number in range(2, 1000)))
    return next(one for one in tries if one not in taken)


def _plain(html: str) -> str:
    """The words of a text in HTML."""
    return unescape(re.sub(r"<[^>]*>", " ", html)).strip()
