"""From a consultation to the page that staff see of it: a draft, a running one, a closed one."""

from datetime import UTC, date, datetime, timedelta

from participation.settings import Settings
from participation.store.records import Consultation, Person, StaffMember
from participation.surveys import codes
from participation.surveys.group import shown_count
from participation.surveys.plan import LATE_HOURS, Plan, cautions
from participation.surveys.questionnaire import Many, Note, One, Questionnaire
from participation.web.pages.manage import ClosedPage, ConsultationRow, DraftPage, PlanPage, RunningPage
from participation.web.pages.staff import Choice, Field, Link, Problem
from participation.web.plan_form import Read, plan_form, still_missing
from participation.web.sharing import form_address, join_address
from participation.web.spoken import day_words

LIST = Link(href="/staff/consultations", words="Consultations")
_ORDER = ("open", "draft", "closed", "answered")
_STATES = {"draft": "Draft", "open": "Open", "closed": "Closed", "answered": "Answered"}
_CHIPS = {"draft": "unsure", "open": "on", "closed": "wait", "answered": "person"}


def address(consultation_id: str) -> str:
    """The staff page of a consultation."""
    return f"/staff/consultations/{consultation_id}"


def minutes_words(questionnaire: Questionnaire) -> str:
    """How long it takes, as people say it; empty if nobody has said."""
    minutes = questionnaire.minutes
    return f"about {minutes} minute{'' if minutes == 1 else 's'}" if minutes else ""


def rows(consultations: tuple[Consultation, ...], today: date) -> tuple[ConsultationRow, ...]:
    """The list, what runs first."""
    return tuple(_row(one, today) for one in sorted(consultations, key=lambda one: _ORDER.index(one.state)))


def _row(one: Consultation, today: date) -> ConsultationRow:
    plan = one.plan
    gaps = len(still_missing(plan, today))
    more = {
        "draft": f"{gaps} {'thing' if gaps == 1 else 'things'} missing" if gaps else "Ready to open",
        "open": f"Until {day_words(plan.closes_on)}" if plan.closes_on else "No last day",
        "closed": f"Tell young people what happened by {day_words(plan.feedback_date)}",
        "answered": "Young people can read what happened",
    }[one.state]
    if one.state == "open" and plan.opens_on and plan.opens_on > today:
        more = f"Starts on {day_words(plan.opens_on)}"
    if one.state == "closed" and plan.feedback_date and plan.feedback_date < today:
        more = f"Overdue: you promised to tell young people by {day_words(plan.feedback_date)}"
    return ConsultationRow(
        href=address(one.id),
        title=one.title or "Without a title",
        state=_STATES[one.state],
        chip="late" if more.startswith("Overdue") else _CHIPS[one.state],
        more=more,
    )


def draft_page(
    person: Person,
    one: Consultation,
    questionnaire: Questionnaire,
    leads: tuple[StaffMember, ...],
    *,
    read: Read | None = None,
    problems: tuple[Problem, ...] = (),
    done: str = "",
) -> DraftPage:
    """The plan as a form, and what still keeps it from opening. `questionnaire` is the draft as chosen."""
    today = datetime.now(UTC).date()
    plan = read.plan if read else one.plan
    asked = tuple(question for question in questionnaire.questions() if not isinstance(question, Note))
    return DraftPage(
        title=one.title or "New consultation",
        person=person,
        area="consultations",
        up=LIST,
        problems=(*problems, *(read.problems if read else ())),
        done=done,
        here=address(one.id),
        form=plan_form(plan, _readers(leads), today, read),
        questionnaire=questionnaire.title,
        questions=len(asked),
        minutes=minutes_words(questionnaire),
        asks_areas=any(isinstance(question, One | Many) and question.options_from for question in asked),
        missing=still_missing(plan, today),
        cautions=cautions(plan, today),
    )


def plan_page(
    person: Person, one: Consultation, leads: tuple[StaffMember, ...], *, read: Read | None = None,
    problems: tuple[Problem, ...] = (),
) -> PlanPage:  # fmt: skip
    """The plan of a consultation that has been opened, to be changed where that breaks no promise."""
    today = datetime.now(UTC).date()
    return PlanPage(
        title=f"The plan of {one.title}",
        person=person,
        area="consultations",
        up=Link(href=address(one.id), words=one.title),
        problems=(*problems, *(read.problems if read else ())),
        here=address(one.id),
        form=plan_form(read.plan if read else one.plan, _readers(leads), today, read),
    )


def _readers(leads: tuple[StaffMember, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(value=lead.id, words=lead.name or lead.email) for lead in leads)


def facts(plan: Plan, leads: tuple[StaffMember, ...]) -> tuple[tuple[str, str], ...]:
    """The plan to read: terms and words."""
    names = {lead.id: lead.name or lead.email for lead in leads}
    return (
        ("Why", plan.purpose),
        ("Who decides", plan.decision_maker),
        ("What can change", plan.can_change),
        ("First day", day_words(plan.opens_on) or "At once"),
        ("Last day", day_words(plan.closes_on) or "None"),
        ("You tell them what happened", f"{day_words(plan.feedback_date)}, {plan.feedback_place}"),
        ("Answers deleted", day_words(plan.retention_date)),
        ("Safeguarding lead", names.get(plan.safeguarding_lead, "Account closed: choose somebody else")),
        ("Deputy", names.get(plan.deputy, "Account closed: choose somebody else")),
        ("Each answer is read by", plan.read_by),
        ("Areas", ", ".join(plan.areas) or "Not asked"),
    )


def running_page(
    person: Person,
    one: Consultation,
    questionnaire: Questionnaire,
    leads: tuple[StaffMember, ...],
    sent: int,
    settings: Settings,
    *,
    problems: tuple[Problem, ...] = (),
    done: str = "",
) -> RunningPage:
    """An open consultation: how to hand it out, and a count in steps of five."""
    groups = person.role == "administrator" and questionnaire.group_sessions
    today = datetime.now(UTC).date()
    waits = one.plan.opens_on is not None and one.plan.opens_on > today
    return RunningPage(
        title=one.title,
        person=person,
        area="consultations",
        up=LIST,
        problems=problems,
        done=done,
        here=address(one.id),
        state=f"Starts on {day_words(one.plan.opens_on)}" if waits else "Open",
        address=form_address(settings.base_url, one.code),
        code=codes.shown(one.code),
        join=join_address(settings.base_url),
        count=f"{shown_count(sent)} answers".capitalize(),
        facts=facts(one.plan, leads),
        contacts=one.plan.help_contacts,
        cautions=cautions(one.plan, today),
        groups=Link(href="/staff/groups", words="Group sessions") if groups else None,
    )


def closed_page(
    person: Person,
    one: Consultation,
    leads: tuple[StaffMember, ...],
    sent: int,
    settings: Settings,
    *,
    typed: str | None = None,
    problems: tuple[Problem, ...] = (),
    done: str = "",
) -> ClosedPage:
    """A closed consultation: what was promised, and the words that keep the promise."""
    ends = one.closed_at + timedelta(hours=LATE_HOURS) if one.closed_at else None
    late = ends is not None and ends > datetime.now(UTC)
    return ClosedPage(
        title=one.title,
        person=person,
        area="consultations",
        up=LIST,
        problems=problems,
        done=done,
        here=address(one.id),
        address=form_address(settings.base_url, one.code),
        state=_STATES[one.state],
        count=f"{shown_count(sent)} answers".capitalize(),
        promise=f"You promised to tell young people by {day_words(one.plan.feedback_date)}: {one.plan.feedback_place}.",
        you_said=Field(
            id="you_said",
            label="What happened because of what they said",
            kind="area",
            value=typed if typed is not None else one.you_said or "",
            hint="What changed, what could not, and why. Plain words: young people read it at the same link.",
            problem=problems[0].words if problems else "",
            most=YOU_SAID,
        ),
        answered=one.state == "answered",
        facts=facts(one.plan, leads),
        contacts=one.plan.help_contacts,
        late="Forms that were already open are still taken for up to 24 hours after closing." if late else "",
    )


YOU_SAID = 5000
"""The most characters of a "you said, we did"."""
