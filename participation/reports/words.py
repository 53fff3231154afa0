"""The fixed words of every theme report: cautions, the key to few / some / many / most, limits."""

from collections.abc import Mapping
from typing import Final

from participation.reports.suppression import LEAST, Figure
from participation.surveys.envelope import Lane
from participation.surveys.questionnaire import Direction

WHO_CHOSE: Final = (
    "These are the views of those who chose to answer. They do not stand for all young people in the borough."
)
NOT_ONE_PERSON: Final = "An answer is not always one person."
UNPROMPTED: Final = (
    "Theme counts show how often something was raised unprompted; not raising it does not mean disagreeing."
)
HIDDEN_CELLS: Final = "[c] = hidden to protect people; some other figures are hidden so that it cannot be worked out."
WORD_TONE: Final = (
    "Word-tone is a computer estimate in English, used only for sorting; it is not a measure of wellbeing."
)
READ_FIRST: Final = (
    "This is a computer's first draft. It groups words that look alike; it does not understand them. "
    "People must read the answers before anybody relies on these themes."
)
NO_QUOTE: Final = "No quote is shown: a person has not approved one yet."
ROUNDED: Final = "Counts of answers are rounded to 5. Percentages are made from the rounded counts."
NO_PERCENTAGES: Final = "Fewer than 50 wrote something, so counts are given and no percentages."

SHARES: Final[tuple[tuple[int, str, str], ...]] = (
    (50, "most", "half or more of those who wrote"),
    (25, "many", "25 % to 49 %"),
    (10, "some", "10 % to 24 %"),
    (0, "few", "under 10 %"),
)
"""The least percentage, the word, and what the key says of it."""

LANES: Final[Mapping[Lane, str]] = {
    "own_phone": "On their own phone, with a group session's code",
    "shared_device": "On a shared tablet",
    "paper": "On paper",
    "open_link": "By the open link",
    "ticket": "With a ticket",
    "import": "Brought in from another system",
}

DIRECTIONS: Final[Mapping[Direction, str]] = {
    "positive": "The question asks what is good: what is raised is read as good.",
    "improve": "The question asks what to change: what is raised is read as something to change.",
    "negative": "The question asks what is wrong: what is raised is read as wrong.",
    "open": "The question leaves it open whether something is good or bad: the answers have to be read for that.",
}

UNSURE: Final[tuple[tuple[int, str, str], ...]] = (
    (50, "mostly unsure", "no person decided half or more of its answers, and the computer is not sure of them"),
    (25, "partly unsure", "that is so for 25 % to 49 % of its answers"),
    (0, "mostly sure", "people decided more than three quarters of its answers, or the computer is sure of them"),
)
"""The least percentage of unsure answers, the word, and what the key says of it."""


FEW_UNSURE: Final = f"Of fewer than {LEAST} answers in themes the computer is unsure; they wait to be read."


def sure_word(unsure: int, of: int) -> str:
    """How sure it is that a theme's answers belong there; nothing for a theme without answers."""
    return next((word for least, word, _ in UNSURE if 100 * unsure >= least * of), "") if of else ""


METHOD: Final = (
    "A computer put answers with like meaning together and proposed themes.",
    "An answer can be in several themes, so the themes add up to more than the answers.",
    "Answers that say nothing (“nothing”, “idk”) are not among those who wrote something.",
)

LIMITS: Final = (
    "A count says how many raised something, not how much it matters. What few raise can be the most serious.",
    "Questions about a person that are asked only after another answer make very small groups and are left out.",
    "The computer reads English. Answers in other languages are counted apart until a person translates them.",
)


def share_word(answers: Figure, share: Figure, wrote: Figure) -> str:
    """few, some, many or most by the published share; empty where too few wrote to say it."""
    if share.number is not None:
        return next(word for least, word, _ in SHARES if share.number >= least)
    hidden_means_few = answers.number is None and wrote.number is not None and wrote.number >= 10 * LEAST
    return "few" if hidden_means_few else ""
