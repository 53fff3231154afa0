"""Which language a young person's page is in, and how words in another language are marked on it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from litestar import Request
from markupsafe import Markup, escape

from participation.surveys import catalogue
from participation.surveys.interface import Text
from participation.surveys.plan import Plan
from participation.surveys.questionnaire import Questionnaire
from participation.surveys.wording import right_to_left
from participation.web.pages.respond import LanguageLink, Said

# How languages call themselves, where the Unicode locale data do not say it or say it with a capital missing.
_OWN_NAMES = {"ar": "العربية", "cs": "Čeština", "pl": "Polski", "ro": "Română", "rom": "Romani", "sk": "Slovenčina"}


def languages(questionnaire: Questionnaire, plan: Plan) -> tuple[str, ...]:
    """What young people may choose: the questionnaire's own language and those that a speaker has checked.

    Either every wording of the language says so in the questionnaire, or staff marked it for this consultation.
    """
    shown = {questionnaire.language, *(one.language for one in plan.checked_languages)}
    drafts = {wording.language for wording in questionnaire.wordings if wording.status == "draft"}
    return tuple(one for one in languages_of(questionnaire) if one in shown or one not in drafts)


def languages_of(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Every language that the questionnaire has words in, drafts too; its own first."""
    others = (wording.language for wording in questionnaire.wordings)
    return tuple(dict.fromkeys((questionnaire.language, *others)))


@dataclass(frozen=True, slots=True)
class Spoken:
    """The language somebody reads a consultation in; `own` is that of its questionnaire and of what staff wrote."""

    language: str
    own: str
    offered: tuple[str, ...]

    @property
    def page(self) -> str:
        """The language of the page's own words."""
        return catalogue.page_language(self.language)

    @property
    def query(self) -> str:
        """What an address carries so that the next page is in this language too; empty for the usual one."""
        return "" if self.language == self.own else f"?lang={self.language}"

    def typed(self, words: str) -> str:
        """Words that staff typed, for the middle of a sentence: they keep their language and direction."""
        return typed(words, self.own, self.page)

    def said(self, words: str) -> Said:
        """Words that staff typed, standing alone."""
        return said(Text(words, self.own), self.page)

    def links(self) -> tuple[LanguageLink, ...]:
        """The other languages of the same page."""
        return tuple(
            LanguageLink(one, "rtl" if right_to_left(one) else "ltr", own_name(one))
            for one in self.offered
            if one != self.language
        )


def spoken(questionnaire: Questionnaire | None, plan: Plan, asked: str) -> Spoken:
    """The language that was asked for, if it is offered; else the questionnaire's own."""
    if questionnaire is None:
        return Spoken(catalogue.LANGUAGE, catalogue.LANGUAGE, ())
    offered = languages(questionnaire, plan)
    own = questionnaire.language
    return Spoken(asked if asked in offered else own, own, offered)


def plain_language(request: Request[Any, Any, Any]) -> str:
    """The language of a page that belongs to no consultation: what the address or the phone asks for.

    Only a language whose whole catalogue a speaker has checked; nothing of it is kept. A form says in the address
    it is sent to which language it was in: whatever keeps it from being read is said in that one, staff having
    marked it there already.
    """
    form = request.query_params.get("lang", "").partition("-")[0]
    if request.method == "POST" and request.url.path.startswith("/s/") and form in catalogue.whole():
        return form
    listed = request.headers.get("accept-language", "").split(",")[:10]
    for wish in (request.query_params.get("lang", ""), *listed):
        language = wish.partition(";")[0].strip().partition("-")[0].lower()
        if language == catalogue.LANGUAGE:
            break
        if language in catalogue.whole() and catalogue.load(language).status == "checked":
            return language
    return catalogue.LANGUAGE


def said(text: Text, page_language: str) -> Said:
    """Words for a page, marked with their language where it is another."""
    if text.lang == page_language:
        return Said(text.text)
    return Said(text.text, text.lang, "rtl" if right_to_left(text.lang) else "ltr")


def typed(words: str, language: str, page_language: str) -> str:
    """Words for the middle of a sentence, kept apart from it where their language is another."""
    return (
        words if language == page_language or not words else Markup('<bdi lang="{}">{}</bdi>').format(language, words)
    )


def filled(text: Text, values: dict[str, str]) -> Text:
    """A phrase with its placeholders filled in; values that `typed` has marked keep their marks."""
    return Text(escape(text.text).format(**values), text.lang)


def day_words(day: date | None, language: str = catalogue.LANGUAGE) -> str:
    """A date in words, in a page's language: 14 March 2026."""
    locale = "en_GB" if language == catalogue.LANGUAGE else language.partition("-")[0]
    return format_date(day, "long", locale=locale) if day else ""


def own_name(language: str) -> str:
    """How a language calls itself; its tag if nobody knows."""
    if language in _OWN_NAMES:
        return _OWN_NAMES[language]
    try:
        return Locale.parse(language, sep="-").get_display_name() or language
    except (UnknownLocaleError, ValueError):
        return language
