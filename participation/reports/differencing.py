"""May a second release follow a first one? Only if nobody could be found in the difference between them."""

from collections import Counter
from collections.abc import Mapping

from participation.analysis.results import NOTHING_TO_ADD
from participation.reports.groups import grouping
from participation.reports.inputs import ReportInputs
from participation.reports.suppression import LEAST


def people(inputs: ReportInputs) -> dict[str, int]:
    """How many people stand behind each group that a report can show; kept with a release and never shown."""
    counted = [response for response in inputs.responses if response.counted]
    found: Counter[str] = Counter()
    if inputs.questionnaire is not None:
        found["all"] = len(counted)
        about_you = (section for section in inputs.questionnaire.sections if section.about_you)
        for question in (question for section in about_you for question in section.questions):
            groups = grouping(question, counted)
            for label, n in zip(groups.labels, groups.counts, strict=True) if groups else ():
                found[f"{question.text} {label}"] = n
    ids = {response.id for response in counted}
    for asked in inputs.questions:
        found[f"wrote: {asked.text}"] = sum(
            each.bucket != NOTHING_TO_ADD and (each.response is None or each.response in ids) for each in asked.answers
        )
    return dict(found)


def too_close(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[str, ...]:
    """The groups that grew or shrank by 1 to 9 people since a release: with both, those few could be worked out.

    A group that is hidden in both, because it is under 10, tells nothing.
    """
    return tuple(
        name
        for name, n in before.items()
        if 0 < abs(after.get(name, 0) - n) < LEAST and max(after.get(name, 0), n) >= LEAST
    )
