"""django-survey-and-report with the questions of "Your Voice", on PostgreSQL. Runs in the peers' environment.

`python peer_django.py` makes the tables and the survey and prints the fields' names as JSON; gunicorn serves
`peer_django:application`. Its cross-site check is left out and its sign-in sessions are in cookies, both to
its advantage. `PEER_DATABASE` is a libpq keyword string.
"""

import json
import os

import django
from django.conf import settings

QUESTIONS = (
    ("Did your worker listen to you?", "Always,Mostly,Sometimes,Never,Not sure"),
    ("Did they explain things in a way that made sense?", "Always,Mostly,Sometimes,Never,Not sure"),
    ("Did you have a say in what happened?", "A lot,Some,A little,None,Not sure"),
    ("What helped you, if anything?", None),
    ("What could we do better?", None),
    ("Compared with before, how safe do you feel?", "Much safer,A bit safer,The same,Not sure"),
    ("Did we tell you what would happen next?", "Yes,Partly,No,Not sure"),
    ("What is one thing you want the people in charge to know?", None),
)

settings.configure(
    SECRET_KEY="only for measuring",  # noqa: S106 - a throw-away server on this machine
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="survey.urls",
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    SESSION_SERIALIZER="django.contrib.sessions.serializers.JSONSerializer",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "survey",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ["PEER_DATABASE"],
            "HOST": os.environ["PEER_HOST"],
            "PORT": os.environ["PEER_PORT"],
            "USER": os.environ["PEER_USER"],
            "CONN_MAX_AGE": 600,
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
    CHOICES_SEPARATOR=",",
    USER_DID_NOT_ANSWER="Left blank",
    EXCEL_COMPATIBLE_CSV=False,
    DEFAULT_SURVEY_PUBLISHING_DURATION=7,
    SURVEY_DEFAULT_PIE_COLOR="blue!50",
    TEX_CONFIGURATION_FILE="",
    MEDIA_ROOT="",
    LOGGING_CONFIG=None,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - only after the settings

application = get_wsgi_application()


def main() -> None:
    """Make the tables and one survey; print its address and fields."""
    from django.core.management import call_command  # noqa: PLC0415 - only after the settings
    from survey.models import Category, Question, Survey  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    survey = Survey.objects.create(name="Your Voice", description="", need_logged_user=False, display_method=0)
    about = Category.objects.create(name="All", survey=survey, order=1)
    fields = []
    for order, (text, choices) in enumerate(QUESTIONS):
        made = Question.objects.create(
            text=text,
            order=order,
            required=False,
            survey=survey,
            category=about,
            type="radio" if choices else "text",
            choices=choices,
        )
        fields.append((f"question_{made.pk}", choices is not None))
    print(json.dumps({"path": f"/{survey.pk}/", "fields": fields}))


if __name__ == "__main__":
    main()
