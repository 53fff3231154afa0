"""From a desk and a view to the page that shows it: who said what of each answer, and what may be done."""

from collections.abc import Mapping, Sequence

from participation.analysis.codebook import Codebook, CodebookTheme
from participation.analysis.edit_faults import LONGEST_DESCRIPTION, LONGEST_NAME
from participation.analysis.results import FITS_NO_THEME, AnswerCode, CodedAnswer
from participation.reports import words
from participation.reports.theme_report import day
from participation.store.records import Person
from participation.web.desk_shown import SURE, Shown, page_of, wrote
from participation.web.desk_view import BUCKETS, BY_TONE, MOST_WORDS, SORTS, TO_READ
from participation.web.pages.desk import (
    AnswerItem,
    CodeChip,
    DeskPage,
    OpenTheme,
    QuoteItem,
    ThemeLink,
    Translated,
)
from participation.web.pages.staff import Choice, Field, Problem, by_field
from participation.web.strategy_places import UP, address

NO_MODEL = "no sentence model"
"""How the name of the analysis's stand-in for a language model begins."""

SAID = {
    "decided": "Saved.",
    "kept": "Kept here, as a person's decision.",
    "moved": "Moved.",
    "added": "Put into that theme.",
    "out": "Taken out of the theme.",
    "renamed": "Renamed.",
    "new-theme": "Added. It is empty until answers are decided into it.",
    "described": "Saved.",
    "merged": "Merged. Nothing is lost: the history can undo it.",
    "retired": "Retired. The history can bring it back.",
    "approved": "Approved. The quote stands in reports now.",
    "withdrawn": "Withdrawn. The quote stands in no new report.",
    "passed": "Passed on. It is on the safeguarding lead's list now.",
    "had": "The safeguarding lead has this one already.",
    "translated": "Saved. The computer is reading it now.",
    "brought-in": "Brought in. One undo takes all its codes back.",
    "undone": "Undone.",
    "finished": "Finished. From now on the codes can be compared.",
    "dropped": "Deleted. Another person can begin.",
    "agreed": "Kept in the codebook, as a person's decision.",
    "all-undone": "Every edit is undone. The codebook is the computer's draft again.",
}
"""What the last press has done; an address can name one of these and nothing else."""


# ---------------------------------------------------------------- the page
def desk_page(
    person: Person,
    found: Shown,
    texts: Mapping[int, str],
    *,
    problems: tuple[Problem, ...] = (),
    typed: Mapping[str, str] | None = None,
    said: str = "",
) -> DeskPage:
    """The whole desk."""
    run, view, codebook = found.desk.run, found.view, found.codebook
    answers, pager = page_of(found)
    open_theme = codebook.theme(view.theme) if view.theme else None
    heading, intro, none = _heading(found, open_theme)
    return DeskPage(
        title=run.source.question_text or run.source.name,
        person=person,
        area="themes",
        up=UP,
        problems=problems,
        here=view.here,
        base=address(run.id),
        about=f"{run.source.name} · {run.source.rows} answers, taken on {day(run.source.made_on)}",
        state=_state(found),
        is_draft=view.draft,
        edits=found.desk.codebook.edits,
        figures=figures(found),
        warnings=_warnings(found),
        themes=tuple(_theme_link(theme, found) for theme in codebook.themes),
        buckets=_buckets(found),
        foreign="" if view.draft else _foreign(len(codebook.foreign)),
        heading=heading,
        intro=intro,
        theme=_open(open_theme, found, by_field(problems), typed or {}) if open_theme else None,
        answers=tuple(_item(each, found, texts.get(each.row, "")) for each in answers),
        none=none,
        sorts=tuple(Choice(value=value, words=said) for value, said in SORTS.items()) if view.theme else (),
        sort=view.sort,
        search=_search(found),
        add=() if view.draft else add_fields(by_field(problems), typed or {}),
        tone_caution=words.WORD_TONE if view.sort in BY_TONE else "",
        pager=pager,
        said=said,
    )


def add_fields(wrong: Mapping[str, str], typed: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of a theme that a person adds."""
    return (
        Field(
            id="new_name",
            label="Name of the new theme",
            value=typed.get("new_name", ""),
            problem=wrong.get("new_name", ""),
            most=LONGEST_NAME,
        ),
        Field(
            id="new_description",
            label="What belongs in the new theme",
            kind="area",
            value=typed.get("new_description", ""),
            most=LONGEST_DESCRIPTION,
        ),
    )


def _state(found: Shown) -> str:
    if found.view.draft or not found.desk.codebook.edits:
        return "Draft by computer"
    edits = found.desk.codebook.edits
    return f"Codebook, {edits} {'edit' if edits == 1 else 'edits'} by people"


def figures(found: Shown) -> tuple[tuple[str, str], ...]:
    """How far the analysis is: answers that people decided, that the computer is sure of, and that wait."""
    to_read = len(found.to_read())
    coded = sum(bool(each.themes) for each in found.codebook.answers if each.row not in found.decided)
    doubts = sum(bool(each.themes) for each in found.to_read())
    return (
        (str(len(found.decided)), "decided by people"),
        (str(coded - doubts), "put into themes by the computer, fairly sure"),
        (str(to_read), "to be read: unsure, or fits no theme"),
    )


def _warnings(found: Shown) -> tuple[str, ...]:
    settings = found.desk.draft.settings
    told = [words.READ_FIRST] if not found.decided and not found.desk.codebook.edits else []
    if str(settings.get("model", "")).startswith(NO_MODEL):
        told.append("The language model was missing, so words were compared as they are spelt. Expect rougher themes.")
    return tuple(told)


def _theme_link(theme: CodebookTheme, found: Shown) -> ThemeLink:
    base = wrote(found.codebook)
    percent = round(100 * theme.n / base) if base else 0
    word = next(word for least, word, _ in words.SHARES if percent >= least)
    steady = "" if theme.stability is None else f"steady {theme.stability:.2f}".replace("0.", ".")
    return ThemeLink(
        href=found.view.to(theme=theme.id, bucket="", page=1, sort="", words=""),
        name=theme.name,
        n=str(theme.n),
        percent=percent,
        more=" · ".join(part for part in (word, f"{percent} %", steady) if part),
        doubtful=theme.doubtful and not theme.edited,
        here=theme.id == found.view.theme,
    )


def _search(found: Shown) -> Field:
    where = "in this theme" if found.view.theme else "in all answers"
    return Field(id="q", label=f"Search {where}", value=found.view.words, size="short", most=MOST_WORDS)


def _foreign(n: int) -> str:
    return f"Translate {n} {'answer' if n == 1 else 'answers'}" if n else ""


def _buckets(found: Shown) -> tuple[ThemeLink, ...]:
    counts = dict.fromkeys(BUCKETS, 0)
    counts[TO_READ] = len(found.to_read())
    slugs = {bucket: slug for slug, (_, bucket) in BUCKETS.items() if bucket}
    for each in found.codebook.answers:
        if not each.themes:
            counts[slugs[each.bucket or FITS_NO_THEME]] += 1
    return tuple(
        ThemeLink(
            href=found.view.to(theme="", bucket=slug, page=1, sort="", words=""),
            name=name,
            n=str(counts[slug]),
            percent=0,
            more="",
            here=slug == found.view.bucket,
        )
        for slug, (name, _) in BUCKETS.items()
    )


def _heading(found: Shown, theme: CodebookTheme | None) -> tuple[str, str, str]:
    if theme and found.view.words:
        return theme.name, theme.description, "No answer in this theme has these words."
    if theme:
        return theme.name, theme.description, "No answer is in this theme now."
    if found.view.bucket == TO_READ:
        intro = "The computer is unsure of these, or found no theme for them. Each one needs a person."
        return BUCKETS[TO_READ][0], intro, "Nothing waits to be read here."
    if found.view.bucket:
        return BUCKETS[found.view.bucket][0], "", "No answer is here."
    if found.view.words:
        return f"Answers with “{found.view.words}”", "Of all answers, in a theme or not.", "No answer has these words."
    intro = "These help the most: each stands for others like it, or the computer does not know what to do with it."
    return "Read these first", intro, "Nothing waits to be read. Open a theme to see its answers."


def _open(theme: CodebookTheme, found: Shown, wrong: Mapping[str, str], typed: Mapping[str, str]) -> OpenTheme:
    names = found.desk.first_names
    others = [one for one in found.codebook.themes if one.id != theme.id]
    options = (Choice(value="", words="Choose a theme"), *(Choice(value=one.id, words=one.name) for one in others))
    return OpenTheme(
        id=theme.id,
        name=theme.name,
        description=theme.description,
        keywords=", ".join(theme.keywords),
        called=theme.draft_name if theme.draft_name != theme.name else "",
        merged=", ".join(names.get(one, one) for one in theme.merged),
        quotes=tuple(QuoteItem(row=one.row, text=one.text, approved=one.row in theme.approved) for one in theme.quotes),
        rename=Field(
            id="name",
            label="Name",
            value=typed.get("name", theme.name),
            problem=wrong.get("name", ""),
            most=LONGEST_NAME,
        ),
        describe=Field(
            id="description",
            label="What belongs in it",
            kind="area",
            value=typed.get("description", theme.description),
            problem=wrong.get("description", ""),
            most=LONGEST_DESCRIPTION,
        ),
        merge=Field(
            id="merge_into",
            label="Put all its answers into",
            kind="select",
            options=options,
            problem=wrong.get("merge_into", ""),
        )
        if others
        else None,
    )


# ---------------------------------------------------------------- an answer
def _item(answer: CodedAnswer, found: Shown, text: str) -> AnswerItem:
    view, names = found.view, found.names
    has = {code.theme for code in answer.themes}
    own = sorted(answer.themes, key=lambda code: code.theme != view.theme)
    theme = view.theme or next((code.theme for code in own), "")
    asked = next((ask.why for ask in found.desk.ask if ask.row == answer.row), "")
    notes = [
        BUCKET_WORDS.get(answer.bucket or FITS_NO_THEME, "") if not answer.themes else "",
        "a person decided" if answer.row in found.decided and not answer.themes else "",
        f"word-tone: {answer.tone}" if view.sort in BY_TONE else "",
        asked if not view.theme and not view.bucket else "",
    ]
    return AnswerItem(
        row=answer.row,
        text=text,
        english=english(found.codebook, answer.row),
        codes=tuple(_chip(code, names) for code in own),
        note=" · ".join(note for note in notes if note),
        decided=answer.row in found.decided and _is_persons(own, view.theme),
        theme=theme,
        keep="Belongs here" if view.theme else f"Yes, “{names.get(theme, '')}”",
        into=tuple(Choice(value=theme, words=name) for theme, name in names.items() if theme not in has),
        editable=not view.draft,
    )


def english(codebook: Codebook, row: int) -> Translated | None:
    """What a person says that an answer says in English; None where nobody has."""
    edit = codebook.translations.get(row)
    if edit is None:
        return None
    language = edit.language.strip()
    return Translated(text=edit.text.strip(), note=f"Translated by a person{f' from {language}' if language else ''}:")


BUCKET_WORDS = {bucket: name.lower() for name, bucket in BUCKETS.values() if bucket}


def _is_persons(codes: Sequence[AnswerCode], theme: str) -> bool:
    return any(code.by == "human" for code in codes if not theme or code.theme == theme) or not codes


def _chip(code: AnswerCode, names: Mapping[str, str]) -> CodeChip:
    name = names.get(code.theme, code.theme)
    if code.by == "human":
        return CodeChip(words=f"{name}: a person", kind="person")
    sure = f"{code.confidence:.2f}".replace("0.", ".", 1)
    doubt = code.confidence < SURE
    return CodeChip(words=f"{name}: computer {sure}{', to read' if doubt else ''}", kind="unsure" if doubt else "")
