"""From a published questionnaire and a plan to the page a young person sees."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from participation.store.records import Recording
from participation.surveys.answers import Mistake
from participation.surveys.interface import Text, phrase
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
from participation.surveys.wording import Words, right_to_left, words
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

# How languages call themselves; one that is not here is shown by its tag.
_OWN_NAMES = {
    "ar": "العربية",
    "ckb": "کوردی",
    "cs": "Čeština",
    "en": "English",
    "fa": "فارسی",
    "pa": "ਪੰਜਾਬੀ",
    "pl": "Polski",
    "ps": "پښتو",
    "ro": "Română",
    "rom": "Romani",
    "sk": "Slovenčina",
    "uk": "Українська",
    "ur": "اردو",
}
_EDITION_NAMES = {"standard": "Standard", "easy": "Easy read"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Which words of which form somebody reads."""

    questionnaire: Questionnaire
    version: int
    plan: Plan
    language: str
    edition: str
    audience: Audience
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


def languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The questionnaire's own language and those whose wording a speaker has checked."""
    checked = (wording.language for wording in questionnaire.wordings if wording.status == "checked")
    return tuple(dict.fromkeys((questionnaire.language, *checked)))


def editions(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Standard, and the others the questionnaire has."""
    return ("standard", *(edition.name for edition in questionnaire.editions))


def form_page(reader: Reader, key: str, left: Left = EMPTY, *, preview: bool = False) -> FormPage:
    """The whole page; `key` is the submission key to print, or the place where it will be spliced in."""
    return _Builder(reader, left).page(key, preview=preview)


def help_view(plan: Plan, language: str, edition: str = "standard", heard: tuple[HeardView, ...] = ()) -> HelpView:
    """The help card of a consultation, its contacts as staff keep them."""
    return HelpView(
        said(phrase("help_quiet", language, edition), language),
        said(phrase("help_live", language, edition), language),
        tuple(_contact(contact) for contact in plan.help_contacts),
        heard,
    )


def said(text: Text, page_language: str) -> Said:
    """Words for a page, marked with their language where it is another."""
    if text.lang == page_language:
        return Said(text.text)
    return Said(text.text, text.lang, "rtl" if right_to_left(text.lang) else "ltr")


def day_words(day: date | None) -> str:
    """A date in words: 14 March 2026."""
    return f"{day.day} {day:%B %Y}" if day else ""


def _contact(contact: Contact) -> ContactView:
    dial = "".join(char for char in contact.number if char.isdigit() or char == "+")
    return ContactView(contact.name, contact.number, dial, contact.hours, contact.routes, contact.local)


class _Builder:
    def __init__(self, reader: Reader, left: Left) -> None:
        self.reader = reader
        self.left = left
        self.words: Words = words(reader.questionnaire, reader.language, reader.edition, reader.audience)
        self.typed: defaultdict[str, list[str]] = defaultdict(list)
        for name, value in left.fields:
            self.typed[name].append(value)
        self.heard = heard(reader.recordings, reader.language, reader.media)
        self.mistakes = {mistake.question: mistake.words for mistake in left.mistakes}

    def page(self, key: str, *, preview: bool) -> FormPage:
        reader, questionnaire = self.reader, self.reader.questionnaire
        return FormPage(
            lang=reader.language,
            dir="rtl" if right_to_left(reader.language) else "ltr",
            title=self.said(self.words.title()),
            assent=self.assent(),
            sending=self.phrase("sending"),
            minutes=questionnaire.minutes,
            steps=self.steps(),
            help=help_view(reader.plan, reader.language, reader.edition, self.heard.get("card:help", ())),
            rules=tuple(phone_rules(questionnaire, reader.edition)),
            version=reader.version,
            edition=reader.edition,
            key=key,
            languages=self.choices(languages(questionnaire), _OWN_NAMES, reader.language),
            editions=self.choices(editions(questionnaire), _EDITION_NAMES, reader.edition),
            mistakes=tuple(self.mistake(mistake) for mistake in self.left.mistakes),
            notice=self.left.notice,
            asks_when_empty=self.left.notice != "empty",
            preview=preview,
            heard=self.heard.get("card:assent", ()),
            listens=bool(self.heard),
            tongues=tongues(reader.recordings, reader.language),
        )

    def said(self, text: Text) -> Said:
        return said(text, self.reader.language)

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
            "team": plan.team,
            "topic": plan.topic,
            "what": plan.can_change,
            "reading_time": plan.read_by,
            "date": day_words(plan.feedback_date),
            "place": plan.feedback_place,
        }
        reader = self.reader
        return self.said(phrase(name, reader.language, reader.edition, reader.audience, values))

    def assent(self) -> tuple[Said, ...]:
        group = (self.phrase("group"),) if self.reader.audience == "group" else ()
        return (self.phrase("assent"), *group)

    def choices(self, values: tuple[str, ...], named: dict[str, str], chosen: str) -> tuple[Choice, ...]:
        if len(values) == 1:
            return ()
        return tuple(Choice(value, named.get(value, value), value == chosen) for value in values)

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
            heard=self.heard.get(f"{question.name}={option.value}", ()),
        )
