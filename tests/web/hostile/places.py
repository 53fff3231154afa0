"""Where typed text stands: every page of every route of the application, or why none can stand there."""

from dataclasses import dataclass

from tests.web.test_roles import CONSULTATION, GROUP, HEARD, PLAYED, RUN


@dataclass(frozen=True, slots=True)
class Place:
    """A page, who opens it, and every kind of text that stands on it."""

    path: str
    who: str
    """A person of the stage; empty for nobody in particular."""
    shows: str
    """Kinds, as `words.kinds` finds them: all of them and no other."""
    of: str = "open"
    """The state whose names the address takes."""
    query: str = ""


_THEME = f"{RUN}/theme/{{theme_id:str}}"
_HELP = "contact hours number reach route"
_PLAN = "canchange decisionmaker purpose team title topic readby feedbackplace"
_EASY = f"{_HELP} canchange decisionmaker feedbackplace team topic readby form help intro option question section"
_FORM = f"{_EASY} area unit"
_FACTS = "area canchange contact decisionmaker feedbackplace name number purpose readby title"
_SENT = f"{_HELP} canchange decisionmaker feedbackplace readby"
_ROOM = f"{_HELP} canchange feedbackplace name place readby team title topic".replace("reach ", "")
_OVER = f"{_HELP} feedbackplace name place readby reason title".replace("reach ", "")
_REPORT = "answer canchange decisionmaker description name purpose question team theme title"

PHONE = (
    Place("/", "", "title organisation"),
    Place("/s/{code:str}", "", _FORM),
    Place("/s/{code:str}", "", f"{_FORM} wording".replace("form ", ""), query="?lang=ur"),
    Place("/s/{code:str}", "", f"{_FORM} wording", query="?lang=sk"),
    Place("/s/{code:str}", "", _EASY, query="?edition=easy"),
    Place("/s/{code:str}", "", _FORM, of="group"),
    Place("/s/{code:str}", "", f"{_HELP} decisionmaker title yousaid", of="answered"),
    Place("/s/{code:str}", "", f"{_HELP} feedbackplace", of="closed"),
    Place("/s/{code:str}", "", f"{_HELP} feedbackplace", of="over"),
    Place("/s/{code:str}/sent", "", _SENT),
)
STAFF = (
    Place("/staff", "administrator", "name title"),
    Place("/staff", "strategist", "name title"),
    Place("/staff", "youth_worker", "name place title"),
    Place("/staff", "lead", "name"),
    Place("/staff/consultations", "administrator", "name title"),
    Place("/staff/consultations/new", "administrator", "name"),
    Place(CONSULTATION, "administrator", _FACTS),
    Place(CONSULTATION, "administrator", f"{_PLAN} {_HELP} area form name", of="draft"),
    Place(CONSULTATION, "administrator", _FACTS, of="closed"),
    Place(CONSULTATION, "administrator", f"{_FACTS} yousaid", of="answered"),
    Place(f"{CONSULTATION}/languages", "administrator", "name speaker title"),
    Place(f"{CONSULTATION}/plan", "administrator", f"{_PLAN} {_HELP} name"),
    Place(f"{CONSULTATION}/poster", "administrator", "title"),
    Place(f"{CONSULTATION}/preview", "administrator", "name title"),
    Place(f"{CONSULTATION}/preview/form", "administrator", _FORM, of="draft"),
    Place(f"{CONSULTATION}/questionnaire", "administrator", "name", of="draft"),
    Place(f"{CONSULTATION}/recordings", "administrator", "area canchange name option question readby team title topic"),
    Place("/staff/people", "administrator", "email name"),
    Place("/staff/groups", "administrator", "name place title"),
    Place("/staff/groups", "youth_worker", "name place title"),
    Place("/staff/groups/new", "youth_worker", "name phone place title"),
    Place(GROUP, "youth_worker", _ROOM),
    Place(GROUP, "administrator", _OVER, of="over"),
    Place(f"{GROUP}/poster", "youth_worker", "place title"),
)
READERS = (
    Place("/staff/safeguarding", "lead", "concern name note phone place question title"),
    Place("/staff/safeguarding/texts", "lead", "answer name question title"),
    Place("/staff/safeguarding/texts", "lead", "answer name note question title", query="?state=closed"),
    Place("/staff/themes", "strategist", "asked file name question title"),
    Place("/staff/themes/file", "strategist", "name"),
    Place(RUN, "strategist", "answer name question theme title"),
    Place(RUN, "strategist", "asked comment file name theme", of="file"),
    Place(RUN, "strategist", "asked file name", of="waiting"),
    Place(RUN, "strategist", "asked file name", of="failed"),
    Place(_THEME, "strategist", "answer description keyword language name question theme title translation"),
    Place(_THEME, "strategist", "asked comment description file keyword name theme", of="file"),
    Place(f"{RUN}/bucket/{{bucket:str}}", "strategist", "answer name question theme title"),
    Place(f"{RUN}/decide", "strategist", "answer description name question theme"),
    Place(f"{RUN}/decide", "strategist", "asked comment description name theme", of="file"),
    Place(f"{RUN}/translate", "strategist", "answer language name question translation", query="?row=0"),
    Place(f"{RUN}/translate", "strategist", "asked comment name", of="file", query="?row=0"),
    Place(f"{RUN}/ready", "strategist", "name question"),
    Place(f"{RUN}/double", "strategist", "name question theme"),
    Place(f"{RUN}/double/differences", "strategist", "answer description language name theme translation"),
    Place(f"{RUN}/double", "strategist", "asked name", of="file"),
    Place(f"{RUN}/double/code", "strategist", "asked comment description name theme", of="file"),
    Place(f"{RUN}/history", "strategist", "description name question theme translation"),
    Place(f"{RUN}/coding", "strategist", "name question"),
    Place(f"{RUN}/coding", "strategist", "asked name", of="file"),
    Place(f"{RUN}/report", "strategist", _REPORT),
    Place(f"{RUN}/report", "strategist", "asked description file name theme", of="file"),
    Place("/staff/themes/releases/{release_id:str}", "strategist", _REPORT),
)
PAGES = (*PHONE, *STAFF, *READERS)
FILES = (
    Place(f"{RUN}/report.csv", "strategist", f"{_REPORT} area".replace("name ", "")),
    Place(f"{RUN}/report.csv", "strategist", "asked description file name theme", of="file"),
    Place("/staff/themes/releases/{release_id:str}/file.csv", "strategist", f"{_REPORT} area".replace("name ", "")),
)
NO_TEXT = {
    "/healthz": "one word about the database",
    "/join": "an empty box; what is typed into it comes back from the post",
    "/leave": "our own words, and a way back",
    HEARD: "sound and pictures; the page of recordings says what they are",
    PLAYED: "sound and pictures",
    "/static/{seen:str}/{name:path}": "our own files",
    "/staff/sign-in": "empty boxes; what is typed into them comes back from the post",
    f"{GROUP}/count": "a number in words",
    f"{GROUP}/screen": "the code and the address, for a wall that strangers see",
    f"{RUN}/coding/themes.qdc": "XML for other programs; strategy/test_coding.py reads hostile names out of it",
    f"{RUN}/learned": "how many answers the computer put elsewhere",
    f"{RUN}/progress": "a worker's own words for how far it is",
}
"""Routes on whose pages no typed text can stand, and why."""
