"""Everything that the strategist's desk shows of one analysis, in one fetch that checks whose it is."""

# ruff: noqa: S608 - what is put into the SQL is `{}` blanks; every value is passed apart

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from participation.analysis.codebook import Codebook
from participation.analysis.edits import NewTheme, Numbered, new_theme_id, teaches
from participation.analysis.recoding import Recoding
from participation.analysis.results import Ask, ThemeDraft
from participation.store import analysis_runs, codebooks, engine, recodings
from participation.store.codebooks import Edited
from participation.store.folding import folded
from participation.store.records import Person, Run


@dataclass(frozen=True, slots=True)
class Desk:
    """A finished analysis: the machine's draft, every edit, newest first, and the codebook that they make.

    Between draft and edits lies what the machine has learned since, if it has.
    """

    run: Run
    draft: ThemeDraft
    history: tuple[Edited, ...]
    codebook: Codebook
    recoding: Recoding | None = None

    @property
    def first_names(self) -> dict[str, str]:
        """What every theme was called at first, by the machine or by the person who added it."""
        added = {new_theme_id(one.number): one.edit.name for one in self.history if isinstance(one.edit, NewTheme)}
        return {theme.id: theme.name for theme in self.draft.themes} | added

    @property
    def ask(self) -> tuple[Ask, ...]:
        """Answers that a person should decide next, as the machine sees it now."""
        return self.draft.ask if self.recoding is None else self.recoding.ask

    @property
    def waits(self) -> bool:
        """Whether people have decided something since the machine learned last."""
        known = 0 if self.recoding is None else self.recoding.after
        few = self.run.source.rows <= recodings.MOST_ROWS
        return few and any(one.number > known and teaches(one.edit) for one in self.history)


async def desk(person: Person, run_id: str) -> Desk | None:
    """The desk of a finished run; None while there is no draft, or it is not the person's to see."""
    run = await analysis_runs.run(person, run_id)
    draft = None if run is None else await analysis_runs.draft(person, run_id)
    if run is None or draft is None:
        return None
    history = await codebooks.history(person, run.id)
    edits: tuple[Numbered, ...] = tuple((one.number, one.edit) for one in reversed(history))
    recoding = await recodings.latest(run.id)
    codebook = await folded(run.id, draft, recoding, edits)
    return Desk(run, draft, history, codebook, recoding)


async def beside(person: Person, own: Desk) -> tuple[Desk, ...]:
    """The newest finished analysis of each question of the consultation, this one's own question first of all."""
    newest = {own.run.source.question: own}
    for run in await others(person, own.run):
        if run.source.question not in newest:
            other = await desk(person, run.id)
            if other is not None:
                newest[run.source.question] = other
    return tuple(newest.values())


async def others(person: Person, own: Run) -> tuple[Run, ...]:
    """Finished analyses of other questions of the same consultation, newest first; a file has none."""
    if own.source.consultation is None:
        return ()
    runs = await analysis_runs.runs(person, own.source.consultation)
    return tuple(run for run in runs if run.state == "done" and run.source.question != own.source.question)


async def texts_of(person: Person, run: Run, rows: Sequence[int]) -> dict[int, str]:
    """The texts of these rows of a run's source; empty for whoever may not read them."""
    if not rows or await analysis_runs.source(person, run.source.id) is None:
        return {}
    found = await engine.sql(
        f'SELECT "row" AS place, text FROM source_text WHERE source = {{}} AND "row" IN ({engine.blanks(len(rows))})',
        engine.key(run.source.id),
        *rows,
    )
    return {row["place"]: row["text"] for row in found}


async def rows_with(person: Person, own: Desk, words: str) -> frozenset[int]:
    """The rows in whose text, or a person's translation of it, each of the words stands, in any case."""
    texts = await analysis_runs.texts(person, own.run.source.id)
    english = {row: edit.text for row, edit in own.codebook.translations.items()} if texts else {}
    return await asyncio.to_thread(_with, texts, english, words.casefold().split())


def _with(texts: Sequence[str], english: Mapping[int, str], wanted: Sequence[str]) -> frozenset[int]:
    both = ((row, f"{text}\n{english.get(row, '')}".casefold()) for row, text in enumerate(texts))
    return frozenset(row for row, text in both if all(word in text for word in wanted))


async def responses_of(person: Person, run: Run) -> tuple[str | None, ...]:
    """For each row of a run's source, the response it was written in; None in an uploaded file."""
    if await analysis_runs.source(person, run.source.id) is None:
        return ()
    found = await engine.sql(
        'SELECT response FROM source_text WHERE source = {} ORDER BY "row"', engine.key(run.source.id)
    )
    return tuple(None if row["response"] is None else str(row["response"]) for row in found)
