"""Staff: who they are, how they sign in, and how guessing is slowed down."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from participation.store import audit, engine, passwords
from participation.store.records import ROLES, Organisation, Person, Refused, Role, StaffMember
from participation.store.tables import Organisation as OrganisationRow
from participation.store.tables import Staff, Throttle

FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)
FORGET_AFTER = timedelta(days=1)
"""Failed sign-ins older than this no longer count."""


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """Why nobody was signed in; it never says whether the account exists."""

    words: str
    wait: int = 0
    """Seconds until the next try is looked at; 0 if at once."""


async def organisation() -> Organisation:
    """The organisation that `migrate` made."""
    row = (await OrganisationRow.select().limit(1))[0]
    return Organisation(str(row["id"]), row["name"])


async def operator() -> Person:
    """Whoever runs commands on the server itself: may do what an administrator and a strategist may."""
    return Person("", (await organisation()).id, "", "the operator", "operator")


async def add_staff(
    email: str, role: str, password: str, name: str = "", *, organisation_id: str | None = None
) -> Person | Refused:
    """Add a member of staff; refused with every reason in words."""
    email = _email(email)
    reasons = _faults(email, role, password)
    if reasons:
        return Refused(reasons)
    belongs_to = engine.key(organisation_id or (await organisation()).id)
    password_hash = await passwords.hashed(password)
    async with engine.writing():
        if await Staff.exists().where((Staff.organisation == belongs_to) & (Staff.email == email)):
            return Refused((f"There is already an account for {email}.",))
        row = Staff(
            id=engine.new_id(),
            organisation=belongs_to,
            email=email,
            name=name.strip() or email.split("@")[0],
            password_hash=password_hash,
            role=role,
        )
        await Staff.insert(row)
    return _person(row.to_dict())


def _faults(email: str, role: str, password: str) -> tuple[str, ...]:
    found = []
    if not email or email.count("@") != 1 or email.startswith("@") or email.endswith("@") or " " in email:
        found.append("That is not an e-mail address.")
    if role not in ROLES:
        found.append(f"There is no role “{role}”. The roles are: {', '.join(ROLES)}.")
    if len(password) < passwords.LEAST_LENGTH:
        found.append(f"Choose a password of at least {passwords.LEAST_LENGTH} characters.")
    if len(password) > passwords.MOST_LENGTH:
        found.append(f"Choose a password of at most {passwords.MOST_LENGTH} characters.")
    return tuple(found)


def _email(typed: str) -> str:
    # Nothing that a database cannot hold: such an address is simply nobody's.
    holdable = typed[:320].encode("utf-8", "replace").decode().replace("\0", "?")
    return unicodedata.normalize("NFKC", holdable).strip().casefold()


# ---------------------------------------------------------------- signing in
async def sign_in(email: str, password: str, now: datetime | None = None) -> Person | SignInRefused:
    """The person, or a refusal that is the same, and takes as long, whether or not the account exists."""
    email, now = _email(email), now or datetime.now(UTC)
    account = engine.sealed("sign-in", email.encode())
    wait = await _start_try(account, now)
    if wait > timedelta():
        seconds = int(wait.total_seconds()) + 1
        return SignInRefused(f"Too many tries. Wait {_in_words(seconds)}, then try again.", seconds)
    rows = await Staff.select().where(Staff.email == email).where(Staff.active.eq(value=True)).limit(1)
    found = await passwords.right(rows[0]["password_hash"] if rows else None, password)
    if not found:
        return SignInRefused("That e-mail address and password do not go together.")
    await Throttle.delete().where(Throttle.account == account)
    return _person(rows[0])


async def _start_try(account: str, now: datetime) -> timedelta:
    """Count a try before it is looked at, so that many at once are no way round; how long to wait instead."""
    async with engine.writing():
        if engine.name() == "postgres":
            await engine.sql("SELECT pg_advisory_xact_lock(hashtext({}))", account)
        rows = await Throttle.select().where(Throttle.account == account)
        failures = 0
        if rows and rows[0]["wait_until"] > now - FORGET_AFTER:
            failures = rows[0]["failures"]
            # A clock that was set back must not lock anybody out for longer than the longest wait.
            left: timedelta = min(rows[0]["wait_until"] - now, LONGEST_WAIT)
            if left > timedelta():
                return left
        await Throttle.delete().where(Throttle.account == account)
        await Throttle.insert(
            Throttle(
                account=account,
                organisation=engine.key((await organisation()).id),
                failures=failures + 1,
                wait_until=now + _wait_after(failures + 1),
            )
        )
    return timedelta()


def _wait_after(failures: int) -> timedelta:
    if failures < FREE_TRIES:
        return timedelta()
    return min(timedelta(seconds=2 ** min(failures - FREE_TRIES + 2, 12)), LONGEST_WAIT)


def _in_words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"{seconds} seconds" if seconds < 60 else f"{minutes} minute{'s' if minutes > 1 else ''}"  # noqa: PLR2004


async def forget_old_tries(now: datetime) -> None:
    """Delete what is known of failed sign-ins a day after the last."""
    await Throttle.delete().where(Throttle.wait_until < now - FORGET_AFTER)


# ---------------------------------------------------------------- who they are
async def person(staff_id: str, epoch: int) -> Person | None:
    """The member of staff whom a sign-in cookie names, unless they were signed out everywhere or left."""
    rows = await Staff.select().where(Staff.id == engine.key(staff_id)).where(Staff.active.eq(value=True))
    return _person(rows[0]) if rows and rows[0]["epoch"] == epoch else None


async def staff_of(person: Person, role: Role | None = None) -> tuple[StaffMember, ...]:
    """The organisation's staff by name, only active ones of a role if one is asked for."""
    query = (
        Staff.select().where(Staff.organisation == engine.key(person.organisation)).order_by(Staff.name, Staff.email)
    )
    if role is not None:
        query = query.where(Staff.role == role).where(Staff.active.eq(value=True))
    return tuple(
        StaffMember(str(row["id"]), row["email"], row["name"], cast(Role, row["role"]), bool(row["active"]))
        for row in await query
    )


async def sign_out_everywhere(person: Person, staff_id: str) -> bool:
    """End every sign-in of a member of staff: their own, or anybody's for an administrator."""
    if person.role not in {"administrator", "operator"} and staff_id != person.id:
        return False
    return await _change(person, staff_id, "signed out everywhere", {})


async def set_active(person: Person, staff_id: str, *, active: bool) -> bool:
    """Let a member of staff in again, or close their account and end every sign-in; administrators only."""
    if person.role not in {"administrator", "operator"} or staff_id == person.id:
        return False
    return await _change(person, staff_id, "opened account" if active else "closed account", {Staff.active: active})


async def set_password(person: Person, staff_id: str, password: str) -> bool | Refused:
    """Give a new password and end every sign-in; one's own, or anybody's for an administrator."""
    if person.role not in {"administrator", "operator"} and staff_id != person.id:
        return False
    faults = _faults("a@b", "administrator", password)
    if faults:
        return Refused(faults)
    return await _change(person, staff_id, "new password", {Staff.password_hash: await passwords.hashed(password)})


async def _change(person: Person, staff_id: str, act: str, values: dict[Any, Any]) -> bool:
    async with engine.writing():
        changed = await (
            Staff.update({**values, Staff.epoch: Staff.epoch + 1})
            .where(Staff.id == engine.key(staff_id))
            .where(Staff.organisation == engine.key(person.organisation))
            .returning(Staff.id)
        )
        if changed:
            await audit.record(person, act, {"staff": staff_id})
    return bool(changed)


def _person(row: dict[str, Any]) -> Person:
    return Person(
        id=str(row["id"]),
        organisation=str(row["organisation"]),
        email=row["email"],
        name=row["name"],
        role=row["role"],
        epoch=row["epoch"],
    )
