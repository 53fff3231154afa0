"""What a report says of a second coder: how far two people agree, or honestly that nobody has checked it."""

from typing import Final

from participation.analysis.double_coding import Agreement, Estimate
from participation.reports import suppression

NOT_YET: Final = "A second person has not yet coded a sample of the answers."
UNDER_WAY: Final = "A second person has begun to code a sample of the answers, and has not finished."
DONE: Final = "A second person coded a sample of the answers without seeing the first codes."


def second_coder(people: Agreement | None, *, begun: bool) -> str:
    """In words; `people` is the two people's agreement on whole answers once the second has finished."""
    if people is None:
        return UNDER_WAY if begun else NOT_YET
    if people.n < suppression.LEAST:
        return f"{DONE} Too few of its answers were coded by both to say how far they agree."
    figures = f"Cohen's kappa {said(people.kappa)}, Krippendorff's alpha {said(people.alpha)}"
    return f"{DONE} On {suppression.count(people.n).text} answers that both coded: {figures}, with 95 % intervals."


def said(figure: Estimate) -> str:
    """A figure with two decimals and its interval."""
    if figure.value is None:
        return "not defined"
    if figure.low is None or figure.high is None:
        return f"{_two(figure.value)} (no interval)"
    return f"{_two(figure.value)} ({_two(figure.low)} to {_two(figure.high)})"


def _two(value: float) -> str:
    words = f"{value:.2f}"
    return "0.00" if words == "-0.00" else words.replace("-", "−")
