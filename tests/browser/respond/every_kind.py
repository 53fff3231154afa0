"""A form with every kind of question, in English, easy read, Urdu, and in the longest words a translation may bring."""

from datetime import date

from participation.surveys.plan import CheckedLanguage
from participation.surveys.questionnaire import Condition, Edition, Option, Questionnaire, Section, Wording
from tests.surveys.make import options, question, questionnaire

READINGS = {"en": "", "easy": "?edition=easy", "ur": "?lang=ur", "long": "?lang=pl"}
"""How each is asked for."""
CHECKED = tuple(
    CheckedLanguage(language=language, speaker="our interpreter", checked_on=date(2026, 1, 2), by="")
    for language in ("ur", "pl")
)

FACES = (("great", "Great", "😀"), ("good", "Good", "🙂"), ("not_great", "Not great", "🙁"), ("bad", "Bad", "😞"))
DAY = question(
    "scale",
    "day",
    text="How was your day?",
    help="Think of today.",
    faces=True,
    options=tuple(Option(value=value, text=text, face=face, picture="calendar") for value, text, face in FACES),
    picture="calendar",
)
BUS = question(
    "one",
    "bus",
    text="Do you feel safe on the bus?",
    options=(*options("yes", "no", help_if=True), Option(value="none", text="I take no bus", also=True)),
)
WHY = question(
    "short_text", "why", text="What is it about the bus?", show_if=Condition(question="bus", is_any_of=("yes", "no"))
)
TELL = question(
    "many",
    "tell",
    text="Who would you tell?",
    help="You can pick two.",
    most=2,
    options=(*options("a_friend", "a_worker", "a_teacher"), Option(value="no_one", text="No one", exclusive=True)),
)
FIRST = question("rank", "first", text="What should come first?", top=3, options=options("light", "music", "food"))
SAY = question("long_text", "say", text="What else?", help="Anything at all.", max_length=200)
YEARS = question("number", "years", text="How long have you come here?", least=0, most=20, unit="years")
# Nobody has put this one into another language.
LATE = question("one", "late", text="Is it open late?", page="end", options=options("often", "never"))
KIND = question("one", "kind", text="Are people kind?", page="end", options=options("often", "never"))
QUESTIONS = (question("note", "hello", text="Hello. Ask if a word is hard."), DAY, BUS, WHY, TELL, FIRST, SAY, YEARS)

URDU = {
    "title": "آپ کا دن",
    "section:main": "آج",
    "section:main.intro": "آج کے بارے میں۔",
    "hello": "سلام۔ کوئی لفظ مشکل ہو تو پوچھیں۔",
    "day": "آپ کا دن کیسا تھا؟",
    "day.help": "آج کا سوچیں۔",
    "day=great": "بہت اچھا",
    "day=good": "اچھا",
    "day=not_great": "اتنا اچھا نہیں",
    "day=bad": "برا",
    "bus": "کیا آپ بس میں محفوظ محسوس کرتے ہیں؟",
    "bus=yes": "ہاں",
    "bus=no": "نہیں",
    "bus=none": "میں بس نہیں لیتا",
    "why": "بس میں کیا بات ہے؟",
    "tell": "آپ کسے بتائیں گے؟",
    "tell.help": "آپ دو چن سکتے ہیں۔",
    "tell=a_friend": "دوست",
    "tell=a_worker": "کارکن",
    "tell=a_teacher": "استاد",
    "tell=no_one": "کسی کو نہیں",
    "first": "پہلے کیا ہو؟",
    "first=light": "روشنی",
    "first=music": "موسیقی",
    "first=food": "کھانا",
    "say": "اور کچھ؟",
    "say.help": "کچھ بھی۔",
    "years": "آپ کب سے آتے ہیں؟",
    "years.unit": "سال",
    "section:about": "آپ",
    "kind": "کیا لوگ مہربان ہیں؟",
    "kind=often": "اکثر",
    "kind=never": "کبھی نہیں",
}
# A translation may be twice as long, and hold a word that no line of a small phone has room for.
LONG = {
    place: f"Najprawdopodobniejszego niebezpieczeństwa przeciwdziałanie, konstantynopolitańczykowianeczka {place}"
    for place in URDU
}
WORDINGS = (
    Wording(language="ur", texts=URDU),
    Wording(language="pl", texts=LONG),
    Wording(language="en", edition="easy", texts={"day.help": "Think about today."}),
)


def every_kind() -> Questionnaire:
    """The form; one question is in English alone, and two stand on one step."""
    main = Section(name="main", title="Today", intro="All about today.", questions=QUESTIONS)
    about = Section(name="about", title="You", about_you=True, questions=(LATE, KIND))
    easy = Edition(name="easy", questions=tuple(one.name for one in (*QUESTIONS, LATE, KIND)))
    return questionnaire(sections=(main, about), title="Your day", editions=(easy,), minutes=3, wordings=WORDINGS)
