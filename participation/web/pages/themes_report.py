"""What the pages of a theme report show around it: what it holds, its files, and its releases."""

from dataclasses import dataclass

from participation.reports.theme_report import ThemeReport
from participation.web.pages.staff import Choices, StaffPage
from participation.web.pages.strategy import ReleaseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage(StaffPage):
    """A report as it would be frozen now."""

    report: ThemeReport
    here: str
    csv: str
    csv_for_excel: str
    freeze: str
    everything: bool
    """All analysed questions of the consultation stand in it."""
    can_hold_all: bool
    groups: Choices | None
    releases: tuple[ReleaseRow, ...]
    to_read: int
    """How many answers still wait for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePage(StaffPage):
    """A frozen report."""

    report: ThemeReport
    csv: str
    csv_for_excel: str
    digest: str
    inputs_digest: str
    made_by: str
