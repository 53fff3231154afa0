"""Groups of those who answered (ages, areas …), and how often each theme was raised in them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from participation.reports import suppression
from participation.reports.inputs import Coded, Responded, ThemeOf
from participation.reports.suppression import Figure, Line
from participation.reports.table import Row, Table
from participation.surveys.questionnaire import One, Question, Scale

DID_NOT_SAY = "Did not say"
TOO_SMALL = "The groups are too small to show."
LEFT_OUT = "There are too few answers in each group to count the themes by “{}”."


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups that one pick-one question makes; everybody is in exactly one, the last are those who did not say."""

    question: str
    text: str
    labels: tuple[str, ...]
    of_response: dict[str, int]
    counts: tuple[int, ...]
    line: Line

    @property
    def table(self) -> Table:
        """How many are in each group."""
        rows = [Row(label, (cell,)) for label, cell in zip(self.labels, self.line.cells, strict=True)]
        hidden = self.line.all_hidden
        return Table(
            name=f"group-{self.question}",
            caption=self.text,
            head=("Group", "Answers"),
            rows=() if hidden else (*rows, Row("All", (self.line.total,))),
            note=TOO_SMALL if hidden else "",
        )

    def by_theme(self, themes: Sequence[ThemeOf], wrote: Sequence[Coded]) -> tuple[Table, ...]:
        """Counts and shares of each theme by group, gated; one empty table that says why, if nothing can be shown."""
        where = [self.of_response.get(each.response or "", len(self.labels) - 1) for each in wrote]
        people = Counter(where)
        bases = [people[group] for group in range(len(self.labels))]
        rows = []
        for theme in themes:
            raised = Counter(group for group, each in zip(where, wrote, strict=True) if theme.id in each.themes)
            rows.append([raised[group] for group in range(len(self.labels))])
        shown = suppression.breakdown(bases, rows, limits=self.counts, hidden_groups=self.line.hidden)
        head, caption = ("Theme", *self.labels), f"Themes by group: {self.text}"
        if shown is None:
            note = LEFT_OUT.format(self.text)
            return (Table(name=f"by-{self.question}", caption=caption, head=head, rows=(), note=note),)
        counts = Table(
            name=f"by-{self.question}",
            caption=caption,
            head=head,
            rows=(
                Row("All who wrote something", shown.bases),
                *(Row(theme.name, cells) for theme, cells in zip(themes, shown.rows, strict=True)),
            ),
        )
        shares = _shares(self, themes, shown.rows, bases)
        return (counts,) if shares is None else (counts, shares)


def _shares(
    groups: Grouping, themes: Sequence[ThemeOf], rows: Sequence[tuple[Figure, ...]], bases: Sequence[int]
) -> Table | None:
    shares = [tuple(suppression.percent(cell, base) for cell, base in zip(row, bases, strict=True)) for row in rows]
    if all(cell.number is None for row in shares for cell in row):
        return None
    return Table(
        name=f"share-{groups.question}",
        caption=f"Share of each group that raised it: {groups.text}",
        head=("Theme", *groups.labels),
        rows=tuple(Row(theme.name, cells) for theme, cells in zip(themes, shares, strict=True)),
        note=f"{suppression.NO_PERCENT} = no percentage: the count is hidden, or fewer than 50 of the group wrote.",
    )


def groupable(question: Question) -> TypeGuard[One | Scale]:
    """Whether a question parts everybody into groups: pick one, and asked of all, not only after another answer."""
    return isinstance(question, One | Scale) and bool(question.options) and question.show_if is None


def grouping(question: Question, counted: Sequence[Responded]) -> Grouping | None:
    """The groups that a question makes; None where it makes none, and where nobody was asked it."""
    if not groupable(question) or not counted:
        return None
    values = [option.value for option in question.options]
    labels = (*(option.text for option in question.options), DID_NOT_SAY)
    places = {value: place for place, value in enumerate(values)}
    of_response = {each.id: places.get(str(each.answers.get(question.name, "")), len(values)) for each in counted}
    people = Counter(of_response.values())
    counts = tuple(people[place] for place in range(len(labels)))
    return Grouping(question.name, question.text, labels, of_response, counts, suppression.line(counts))
