"""What the sign-in page shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The form, with what was typed and what was wrong; never the password."""

    next: str
    email: str = ""
    problem: str | None = None
