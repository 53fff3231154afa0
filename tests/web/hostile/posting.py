"""What somebody can send to each address, and which of it comes back on the page that follows."""

from dataclasses import dataclass, field

from tests.web.hostile.furnished import Values
from tests.web.hostile.words import Words
from tests.web.test_roles import CONSULTATION, GROUP, RUN, filled


@dataclass(frozen=True, slots=True)
class Post:
    """A form as it is sent: `~40` stands for a text of up to 40 characters, `!900` for one that is about as long.

    Anything else stands for itself.
    """

    path: str
    who: str
    fields: dict[str, str]
    back: str = ""
    """The fields of which something stands on the page that follows, at once or after a redirect."""
    of: str = "open"
    headers: dict[str, str] = field(default_factory=dict)

    def typed(self, words: Words, known: Values) -> dict[str, str]:
        """What is typed into each field, each time something else."""
        return {name: _typed(words, name, text, known) for name, text in self.fields.items()}


def _typed(words: Words, name: str, text: str, known: Values) -> str:
    if text[0] not in "~!":
        return filled(text, known)
    kind = "p" + "".join(sign for sign in name.lower() if "a" <= sign <= "z")  # none that is stored already
    return words(kind, int(text[1:]), filled=text[0] == "!")


_SWAPS = {"hx-request": "true"}
_THEME = f"{RUN}/theme/{{theme_id:str}}"
_LINES = "title decision_maker team topic feedback_place read_by"
_CONTACT = "contact-0-name contact-0-number contact-0-hours contact-0-area contact-0-routes"
_PLAN = {
    **dict.fromkeys(_LINES.split(), "~190"),
    **dict.fromkeys(_CONTACT.split(), "~190"),
    **dict.fromkeys(("purpose", "can_change"), "~1900"),
    **dict.fromkeys(("closes_on", "read_within_days", "safeguarding_lead", "deputy"), "~40"),
    "areas": "~79",
}
_STAFF = {"name": "~190", "email": "~200", "role": "~40", "password": "~9"}
_GROUP = {"place": "~190", "phone": "~59", "head_count": "~40", "hours": "~40", "consultation": "~40"}
_COLUMNS = {"token": "~40", "name": "~99", "column": "~9", "asked": "~200", "direction": "~9"}
_CONCERN = "/staff/safeguarding/concerns/{concern_id:str}"
_PLAN_BACK = f"{_LINES} {_CONTACT} purpose can_change closes_on read_within_days"

PHONE = (
    Post("/join", "", {"code": "~40"}, "code"),
    Post("/s/{code:str}", "", {"say": "~4000", "short": "~190", "number": "~90"}, "say short number"),
    Post("/s/{code:str}", "", {"say": "~4000", "_do": "language", "_lang": "~9", "lang": "~9", "edition": "~9"}, "say"),
    Post("/staff/sign-in", "", {"email": "~200", "password": "~90", "next": "~200"}, "email"),
    Post("/leave", "", {"_": "~40"}),
)
STAFF = (
    Post(CONSULTATION, "administrator", _PLAN, f"{_PLAN_BACK} areas", of="draft"),
    Post(CONSULTATION, "administrator", _PLAN, _PLAN_BACK),
    Post(CONSULTATION, "administrator", {"title": "!3000", "purpose": "!9000"}, "title purpose"),
    Post(f"{CONSULTATION}/open", "administrator", {"_": "~40"}, of="draft"),
    Post(f"{CONSULTATION}/answer", "administrator", {"you_said": "~4900"}, "you_said", of="answered"),
    Post(f"{CONSULTATION}/answer", "administrator", {"you_said": "~4900"}),
    Post(f"{CONSULTATION}/languages", "administrator", {"language": "~40"}),
    Post(f"{CONSULTATION}/languages", "administrator", {"language": "sk", "speaker-sk": "~99"}, "speaker-sk"),
    Post(f"{CONSULTATION}/recordings/remove", "administrator", {"recording": "~40", "language": "~40"}),
    Post(f"{CONSULTATION}/close", "administrator", {"_": "~40"}, of="closed"),
    Post("/staff/people", "administrator", _STAFF, "name email role"),
    Post("/staff/people/{staff_id:str}", "administrator", {"_do": "password", "password-{staff_id:str}": "~9"}),
    Post("/staff/people/{staff_id:str}", "administrator", {"_do": "~40"}),
    Post(f"{GROUP}/decide", "administrator", {"decision": "exclude", "reason": "~490"}, "reason", of="over"),
    Post("/staff/groups", "youth_worker", _GROUP, "place phone head_count"),
    Post(f"{GROUP}/heads", "youth_worker", {"head_count": "~40"}),
    Post(f"{GROUP}/extend", "youth_worker", {"hours": "~40"}),
    Post(f"{GROUP}/close", "youth_worker", {"_": "~40"}, of="over"),
    Post("/staff/sign-out", "other_worker", {"_": "~40"}),
)
READERS = (
    Post(_CONCERN, "lead", {"state": "closed", "note": "~1900"}, "note"),
    Post(_CONCERN, "lead", {"state": "seen", "note": "~1900"}, "note", headers=_SWAPS),
    Post(_CONCERN, "lead", {"state": "~40", "note": "~40"}),
    Post("/staff/safeguarding/texts", "lead", {"texts": "~99", "state": "seen", "here": "~40"}),
    Post("/staff/themes/start", "strategist", {"question": "~99"}),
    Post("/staff/themes/columns", "strategist", _COLUMNS),
    Post(f"{RUN}/rename", "strategist", {"theme": "t1", "name": "~119", "here": "~99"}, "name"),
    Post(f"{RUN}/rename", "strategist", {"theme": "t1", "name": "!900", "here": _THEME}, "name"),
    Post(f"{RUN}/describe", "strategist", {"theme": "t1", "description": "~599", "here": _THEME}, "description"),
    Post(f"{RUN}/describe", "strategist", {"theme": "t1", "description": "!900", "here": _THEME}, "description"),
    Post(f"{RUN}/merge", "strategist", {"theme": "~40", "merge_into": "~40"}),
    Post(f"{RUN}/retire", "strategist", {"theme": "~40"}),
    Post(f"{RUN}/move", "strategist", {"row": "~9", "theme": "~40", "into": "~40", "do": "move"}),
    Post(f"{RUN}/decide", "strategist", {"row": "~9", "theme": "~40", "do": "save", "later": "~40"}),
    Post(f"{RUN}/new-theme", "strategist", {"new_name": "~119", "new_description": "~599"}, "new_name"),
    Post(f"{RUN}/new-theme", "strategist", {"new_name": "!900", "new_description": "!900"}, "new_name new_description"),
    Post(f"{RUN}/decide", "strategist", {"row": "~9", "number": "~9", "do": "undo"}),
    Post(f"{RUN}/translate", "strategist", {"row": "~9", "english": "~900", "language": "~39", "do": "save"}),
    Post(f"{RUN}/translate", "strategist", {"row": "0", "english": " ", "language": "!39"}, "language"),
    Post(f"{RUN}/translate", "strategist", {"row": "~9", "number": "~9", "do": "undo"}),
    Post(f"{RUN}/double", "strategist", {"do": "~40"}),
    Post(f"{RUN}/double/code", "strategist", {"row": "~9", "theme": "~40", "do": "save"}, of="file"),
    Post(f"{RUN}/double/differences", "strategist", {"row": "~9", "theme": "~40", "do": "other", "page": "~9"}),
    Post(f"{RUN}/quote", "strategist", {"row": "~9", "theme": "t1", "do": "approve"}),
    Post(f"{RUN}/pass", "strategist", {"row": "~9", "here": "~99"}),
    Post(f"{RUN}/undo", "strategist", {"number": "~9"}),
    Post(f"{RUN}/undo-all", "strategist", {"_": "~40"}, of="file"),
    Post(f"{RUN}/again", "strategist", {"_": "~40"}, of="failed"),
    Post(f"{RUN}/release", "strategist", {"_": "~40"}),
)
POSTS = (*PHONE, *STAFF, *READERS)
WITH_A_FILE = {
    "/staff/consultations/new",
    f"{CONSULTATION}/questionnaire",
    f"{CONSULTATION}/recordings",
    "/staff/themes/columns",
    "/staff/themes/file",
    f"{RUN}/coding/file",
    f"{RUN}/coding/project",
    f"{RUN}/coding/take",
}
"""Addresses that take a file, follow one or give one; `test_files` sends hostile ones to each that takes one."""
