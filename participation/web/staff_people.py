"""Who may sign in: an administrator adds colleagues, gives new passwords and closes accounts."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.store import people
from participation.store.records import ROLES, Person, Refused, StaffMember
from participation.web.form_body import Fields, value
from participation.web.guards import audience
from participation.web.page import render
from participation.web.pages.manage import PeoplePage, StaffRow
from participation.web.pages.staff import ROLE_WORDS, Choice, Field, Problem
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, done, fields_of, found, to

PEOPLE = "/staff/people"
LEAST_PASSWORD = "At least 12 characters. Give it in person or by phone, never by e-mail."  # noqa: S105  a hint

_ROLE_HINTS = {
    "administrator": "runs consultations and accounts; reads no answers",
    "youth_worker": "runs group sessions; reads no answers",
    "strategist": "runs consultations, finds themes, makes reports",
    "safeguarding_lead": "reads every written answer of the consultations they lead",
}


@get("/")
async def staff_list(request: AnyRequest, person: SignedIn) -> Response[Any]:
    """Everybody, and a form for one more."""
    return render("manage/people.html", await _page(person, done=done(request)))


@post("/")
async def add(request: AnyRequest, person: SignedIn) -> Answer:
    """Make an account."""
    sent = await fields_of(request)
    email, role, password, name = (value(sent, one) or "" for one in ("email", "role", "password", "name"))
    made = await people.add_staff(email[:320], role, password, name[:200], organisation_id=person.organisation)
    if not isinstance(made, Refused):
        return to(PEOPLE, "added")
    problems = tuple(Problem(field=_place(words), words=words) for words in made.reasons)
    page = await _page(person, problems=problems, sent=sent)
    return render("manage/people.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)


def _place(words: str) -> str:
    # The role first: its line repeats what was sent, whatever that was.
    return next((field for field in ("role", "password") if field in words), "email")


@post("/{staff_id:str}")
async def change(request: AnyRequest, person: SignedIn, staff_id: FromPath[str]) -> Answer:
    """Close an account, open it again, or give a new password, as the pressed button says."""
    sent = await fields_of(request)
    match value(sent, "_do"):
        case "close" | "open" as act:
            changed = await people.set_active(person, staff_id, active=act == "open")
            return to(PEOPLE, "account-opened" if act == "open" else "account-closed") if changed else _nobody()
        case "password":
            changed_to = await people.set_password(person, staff_id, value(sent, f"password-{staff_id}") or "")
            if isinstance(changed_to, Refused):
                problems = tuple(Problem(field=f"password-{staff_id}", words=words) for words in changed_to.reasons)
                page = await _page(person, problems=problems)
                return render("manage/people.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)
            return to(PEOPLE, "password") if changed_to else _nobody()
        case _:
            return to(PEOPLE)


def _nobody() -> Redirect:
    return found(None)


async def _page(person: Person, *, problems: tuple[Problem, ...] = (), sent: Fields = (), done: str = "") -> PeoplePage:
    wrong = {problem.field: problem.words for problem in problems}
    members = await people.staff_of(person)
    roles = tuple(Choice(value=role, words=f"{ROLE_WORDS[role]}: {_ROLE_HINTS[role]}") for role in ROLES)
    return PeoplePage(
        title="People",
        person=person,
        area="people",
        problems=problems,
        done=done,
        rows=tuple(_row(person, member, wrong) for member in members),
        new=(
            Field(id="name", label="Name", value=value(sent, "name") or "", most=200),
            Field(id="email", label="E-mail address", kind="email", value=value(sent, "email") or "",
                  problem=wrong.get("email", ""), most=320),
            Field(id="role", label="Role", kind="select", options=roles, value=value(sent, "role") or "youth_worker",
                  problem=wrong.get("role", "")),
            Field(id="password", label="First password", kind="password", hint=LEAST_PASSWORD,
                  problem=wrong.get("password", ""), autocomplete="new-password"),
        ),
    )  # fmt: skip


def _row(person: Person, member: StaffMember, wrong: dict[str, str]) -> StaffRow:
    field = f"password-{member.id}"
    return StaffRow(
        href=f"{PEOPLE}/{member.id}",
        name=member.name or member.email,
        email=member.email,
        role_words=ROLE_WORDS[member.role],
        active=member.active,
        me=member.id == person.id,
        password=Field(id=field, label="New password", kind="password", hint=LEAST_PASSWORD,
                       problem=wrong.get(field, ""), autocomplete="new-password"),
    )  # fmt: skip


router = Router("/people", route_handlers=[staff_list, add, change], opt=audience("administrator"))
