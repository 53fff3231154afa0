"""From a published questionnaire and a plan to the page a young person sees."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from participation.store.records import Recording
from participation.surveys import pictures
from participation.surveys.answers import Mistake
from participation.surveys.catalogue import in_language, page_language
from participation.surveys.interface import Text, phrase, unfilled
from participation.surveys.journey import Page, pages, phone_rules
from participation.surveys.plan import Contact, Plan
from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Audience,
    Choosing,
    Closed,
    Many,
    Number,
    Option,
    Question,
    Questionnaire,
    Rank,
    Written,
)
from participation.surveys.recording import reworded
from participation.surveys.wording import Words, words
from participation.web.form_body import Fields
from participation.web.hearing import heard, tongues
from participation.web.pages.respond import (
    Choice,
    ContactView,
    FormPage,
    HeardView,
    HelpView,
    MistakeLine,
    Notice,
    OptionView,
    QuestionView,
    Said,
    StepView,
)
from participation.web.spoken import day_words, filled, languages, own_name, said, typed

_EVERYWHERE = ("", "uk", "the uk", "united kingdom", "whole uk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Which words of which form somebody reads."""

    questionnaire: Questionnaire
    version: int
    plan: Plan
    language: str
    edition: str
    audience: Audience
    shared: bool = False
    """Whether the device goes from one person to the next."""
    recordings: tuple[Recording, ...] = ()
    media: str = ""
    """Where the recordings' addresses begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The form as somebody left it: what was typed, what is wrong with it, why it came back."""

    fields: Fields = ()
    mistakes: Sequence[Mistake] = ()
    notice: Notice = ""


EMPTY = Left()


def editions(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Standard, and the others the questionnaire has."""
    return ("standard", *(edition.name for edition in questionnaire.editions))


def form_page(reader: Reader, key: str, left: Left = EMPTY, *, preview: bool = False) -> FormPage:
    """The whole page; `key` is the submission key to print, or the place where it will be spliced in."""
    return _Builder(reader, left).page(key, preview=preview)


def help_view(
    plan: Plan, language: str, edition: str = "standard", *, own: str = "en", heard: tuple[HeardView, ...] = ()
) -> HelpView:
    """The help card on a page in a language; contacts that staff typed stay in their `own`."""
    return HelpView(
        said(phrase("help_quiet", language, edition), language),
        said(phrase("help_live", language, edition), language),
        tuple(_contact(one, own, language) for one in sorted(plan.help_contacts, key=lambda one: not one.local)),
        heard=heard,
    )


def _contact(contact: Contact, own: str, page: str) -> ContactView:
    name, hours, area, *routes = (
        _of_contact(words, own, page) for words in (contact.name, contact.hours, contact.area, *contact.routes)
    )
    shown = "" if contact.area.strip().casefold() in _EVERYWHERE else area
    return ContactView(name, contact.number, contact.dial, hours, tuple(routes), shown, contact.local)


def _of_contact(words: str, own: str, page: str) -> str:
    """Words that ship with the product in the page's language; what staff typed stays as it is."""
    ours = in_language(page) if words else None
    return (ours.find(words) if ours else None) or typed(words, own, page)


def _of_these_words(reader: Reader) -> tuple[Recording, ...]:
    """The recordings that say what this reader sees beside them: the easy edition has words of its own."""
    asked, edition, audience = reader.questionnaire, reader.edition, reader.audience
    known = {one.language for one in reader.recordings}
    other = {language: reworded(asked, language, edition, audience) for language in known}
    return tuple(one for one in reader.recordings if one.place not in other[one.language])


class _Builder:
    def __init__(self, reader: Reader, left: Left) -> None:
        self.reader = reader
        self.left = left
        self.lang = page_language(reader.language)
        self.words: Words = words(reader.questionnaire, reader.language, reader.edition, reader.audience)
        self.typed: defaultdict[str, list[str]] = defaultdict(list)
        for name, value in left.fields:
            self.typed[name].append(value)
        self.recordings = _of_these_words(reader)
        self.heard = heard(self.recordings, reader.language, reader.media)
        self.mistakes = {mistake.question: mistake.words for mistake in left.mistakes}

    def page(self, key: str, *, preview: bool) -> FormPage:
        reader, questionnaire = self.reader, self.reader.questionnaire
        return FormPage(
            lang=self.lang,
            language=reader.language,
            title=self.said(self.words.title()),
            assent=self.assent(),
            promise=self.phrase("promise"),
            sending=self.phrase("sending"),
            minutes=questionnaire.minutes,
            steps=self.steps(),
            help=self.help(),
            rules=tuple(phone_rules(questionnaire, reader.edition)),
            version=reader.version,
            edition=reader.edition,
            key=key,
            languages=self.choices(
                {one: own_name(one) for one in languages(questionnaire, reader.plan)}, reader.language
            ),
            editions=self.choices({one: self.edition(one) for one in editions(questionnaire)}, reader.edition),
            mistakes=tuple(self.mistake(mistake) for mistake in self.left.mistakes),
            notice=self.left.notice,
            asks_when_empty=self.left.notice != "empty",
            preview=preview,
            shared=reader.shared,
            heard=self.heard.get("card:assent", ()),
            listens=bool(self.heard),
            tongues=tongues(self.recordings, reader.language),
        )

    def said(self, text: Text) -> Said:
        return said(text, self.lang)

    def maybe(self, text: Text | None) -> Said | None:
        return self.said(text) if text else None

    def mistake(self, mistake: Mistake) -> MistakeLine:
        if not mistake.question:
            return MistakeLine("form", mistake.words)
        about = self.said(self.words.question(mistake.question))
        return MistakeLine(f"q-{mistake.question}", mistake.words, about)

    def phrase(self, name: str) -> Said:
        plan = self.reader.plan
        values = {
            "team": self.mine(plan.team),
            "topic": self.mine(plan.topic),
            "what": self.mine(plan.can_change),
            "who": self.mine(plan.decision_maker[:1].upper() + plan.decision_maker[1:]),
            "reading_time": self.mine(plan.read_by),
            "date": day_words(plan.feedback_date, self.lang),
            "place": self.mine(plan.feedback_place),
        }
        reader = self.reader
        return self.said(filled(unfilled(name, self.lang, reader.edition, reader.audience), values))

    def mine(self, words: str) -> str:
        """Words of the plan, kept apart from a sentence in another language."""
        return typed(words, self.reader.questionnaire.language, self.lang)

    def edition(self, name: str) -> str:
        known = name in ("standard", "easy")
        return phrase(f"edition_{name}", self.lang).text if known else name

    def assent(self) -> tuple[Said, ...]:
        group = (self.phrase("group"),) if self.reader.audience == "group" else ()
        return (self.phrase("assent"), *group)

    def help(self) -> HelpView:
        """The help card; among others it stays as it is, whatever somebody types."""
        now = None if self.reader.audience == "group" else self.phrase("help_now")
        own = self.reader.questionnaire.language
        heard = self.heard.get("card:help", ())
        return replace(help_view(self.reader.plan, self.lang, self.reader.edition, own=own, heard=heard), now=now)

    def choices(self, named: dict[str, str], chosen: str) -> tuple[Choice, ...]:
        if len(named) == 1:
            return ()
        return tuple(Choice(value, words, value == chosen) for value, words in named.items())

    def steps(self) -> tuple[StepView, ...]:
        seen: set[str] = set()
        found = []
        for page in pages(self.reader.questionnaire, self.reader.edition):
            found.append(self.step(page, first=page.section.name not in seen))
            seen.add(page.section.name)
        return tuple(found)

    def step(self, page: Page, *, first: bool) -> StepView:
        heading = self.maybe(self.words.section(page.section.name))
        return StepView(
            questions=tuple(self.question(question) for question in page.questions),
            heading=heading if first else None,
            intro=self.maybe(self.words.intro(page.section.name)) if first else None,
            section=heading,
        )

    def question(self, question: Question) -> QuestionView:
        name = question.name
        values = self.typed.get(name, [])
        most: int | None = None
        if isinstance(question, Many | Number):
            most = question.most
        elif isinstance(question, Rank):
            most = question.top
        elif isinstance(question, Written):
            most = question.max_length
        return QuestionView(
            kind=type(question).__struct_config__.tag,  # type: ignore[arg-type]  # the tags are the kinds
            name=name,
            text=self.said(self.words.question(name)),
            help=self.maybe(self.words.help(name)),
            options=self.options(question, values),
            typed=next((value for value in values if value != PREFER_NOT_TO_SAY), ""),
            mistake=self.mistakes.get(name),
            follows=question.show_if is not None,
            most=most,
            least=question.least if isinstance(question, Number) else None,
            unit=self.maybe(self.words.unit(name)),
            picture=self.picture(question.picture),
            heard=self.heard.get(name, ()),
        )

    def options(self, question: Question, values: list[str]) -> tuple[OptionView, ...]:
        found = []
        if isinstance(question, Choosing):
            found = [self.option(question, option, values) for option in question.options]
        if isinstance(question, Closed) and self.reader.questionnaire.prefer_not_to_say:
            found.append(
                OptionView(
                    value=PREFER_NOT_TO_SAY,
                    text=self.said(self.words.option(question.name, PREFER_NOT_TO_SAY)),
                    chosen=PREFER_NOT_TO_SAY in values,
                    apart=True,
                    exclusive=isinstance(question, Many | Rank | Number),
                    picture=self.picture(pictures.PREFER_NOT_TO_SAY) if question.picture else None,
                    heard=self.heard.get(PREFER_NOT_TO_SAY, ()),
                )
            )
        return tuple(found)

    def option(self, question: Choosing, option: Option, values: list[str]) -> OptionView:
        return OptionView(
            value=option.value,
            text=self.said(self.words.option(question.name, option.value)),
            chosen=option.value in values,
            place=next(iter(self.typed.get(f"{question.name}.{option.value}", [])), ""),
            apart=option.also or option.exclusive,
            exclusive=option.exclusive,
            face=option.face,
            picture=self.picture(option.picture),
            asks_help=option.help_if,
            heard=self.heard.get(f"{question.name}={option.value}", ()),
        )

    def picture(self, name: str | None) -> str | None:
        return pictures.file(name) if self.reader.edition == pictures.EDITION else None
