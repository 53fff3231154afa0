"""Every table of the product, as Piccolo sees it; the migrations hold the same in SQL.

Every row belongs to an organisation. Keys are random UUIDs, never ones with a time in them, so that no
key says when a row was written. Columns that point elsewhere are plain UUIDs here: what they point to
is a foreign key in the migration, where the table may have one. No table with something a young person
sent is ever pointed to, so that it can be written anew in key order (see `order.py`).
"""

from piccolo.columns import UUID, Boolean, Bytea, Date, DoublePrecision, Integer, Text, Timestamptz
from piccolo.table import Table


class Organisation(Table, tablename="organisation"):
    """Who runs consultations; `migrate` makes one."""

    id = UUID(primary_key=True)
    name = Text()


class Staff(Table, tablename="staff"):
    """A person who signs in; a new epoch signs them out everywhere."""

    id = UUID(primary_key=True)
    organisation = UUID()
    email = Text()
    name = Text()
    password_hash = Text()
    role = Text()
    active = Boolean(default=True)
    epoch = Integer(default=0)


class Throttle(Table, tablename="throttle"):
    """Failed sign-ins of one account, known only by its HMAC."""

    account = Text(primary_key=True)
    organisation = UUID()
    failures = Integer(default=0)
    wait_until = Timestamptz()


class QuestionnaireVersion(Table, tablename="questionnaire_version"):
    """A published questionnaire; the database refuses every change."""

    id = UUID(primary_key=True)
    organisation = UUID()
    name = Text()
    number = Integer()
    document = Text()
    digest = Text()
    published_on = Date()


class Consultation(Table, tablename="consultation"):
    """A questionnaire put to young people; `plan` is everything that staff fill in."""

    id = UUID(primary_key=True)
    organisation = UUID()
    owner = UUID(null=True, default=None)
    title = Text()
    state = Text(default="draft")
    plan = Text()
    opens_on = Date(null=True, default=None)
    closes_on = Date(null=True, default=None)
    retention_date = Date(null=True, default=None)
    safeguarding_lead = UUID(null=True, default=None)
    deputy = UUID(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    draft_document = Text()
    version = UUID(null=True, default=None)
    you_said = Text(null=True, default=None)
    rewrite_due = Timestamptz(null=True, default=None)
    purged_on = Date(null=True, default=None)


class GroupSession(Table, tablename="group_session"):
    """A facilitated sitting; what was sent in it is found by its entrances."""

    id = UUID(primary_key=True)
    organisation = UUID()
    consultation = UUID()
    worker = UUID(null=True, default=None)
    place = Text()
    phone = Text()
    head_count = Integer()
    started_on = Date()
    closed_at = Timestamptz(null=True, default=None)
    state = Text(default="open")
    reason = Text(null=True, default=None)
    actor = UUID(null=True, default=None)
    rewrite_due = Timestamptz(null=True, default=None)


class Entrance(Table, tablename="entrance"):
    """What a code opens: a consultation, by which lane, for which group session, and when."""

    id = UUID(primary_key=True)
    organisation = UUID()
    code = Text()
    consultation = UUID()
    lane = Text()
    group_session = UUID(null=True, default=None)
    opens_at = Timestamptz(null=True, default=None)
    closes_at = Timestamptz(null=True, default=None)


class Response(Table, tablename="response"):
    """One questionnaire filled in once; nothing here is finer than a week."""

    id = UUID(primary_key=True)
    organisation = UUID()
    consultation = UUID()
    version = UUID()
    entrance = UUID()
    lane = Text()
    language = Text()
    edition = Text()
    audience = Text()
    week = Date()
    texts = Integer()
    answers = Text()
    standing = Text(default="counted")
    reason = Text(null=True, default=None)
    actor = UUID(null=True, default=None)


class Receipt(Table, tablename="receipt"):
    """What makes a repeated submit harmless; never a response's id."""

    id = Text(primary_key=True)
    organisation = UUID()
    consultation = UUID()
    body = Text()


class Concern(Table, tablename="concern"):
    """Words that the safeguarding lead must read; no key to the response they came from."""

    id = UUID(primary_key=True)
    organisation = UUID()
    consultation = UUID()
    question = Text()
    text = Text()
    reasons = Text()
    day = Date()
    group_session = UUID(null=True, default=None)
    place = Text(null=True, default=None)
    call = Text(null=True, default=None)
    state = Text(default="unread")
    note = Text()
    staff = UUID(null=True, default=None)
    marked_on = Date(null=True, default=None)


class KeptEnvelope(Table, tablename="kept_envelope"):
    """A late envelope that failed a check, and why: a young person's words are not thrown away."""

    id = UUID(primary_key=True)
    organisation = UUID()
    consultation = UUID()
    entrance = UUID()
    week = Date()
    document = Text()
    reason = Text()


class TextReading(Table, tablename="text_reading"):
    """What the safeguarding lead did about one written answer; no row means unread."""

    id = UUID(primary_key=True)
    organisation = UUID()
    consultation = UUID()
    response = UUID()
    question = Text()
    state = Text()
    note = Text()
    staff = UUID(null=True, default=None)
    marked_on = Date()


class Source(Table, tablename="source"):
    """What an analysis reads: one question's texts, or an uploaded file's; it never changes."""

    id = UUID(primary_key=True)
    organisation = UUID()
    owner = UUID(null=True, default=None)
    consultation = UUID(null=True, default=None)
    question = Text(null=True, default=None)
    name = Text()
    question_text = Text()
    direction = Text()
    rows = Integer()
    made_on = Date()
    delete_on = Date(null=True, default=None)


class SourceText(Table, tablename="source_text"):
    """One row of a source; `row` counts from 0 in the order of the random response ids."""

    id = UUID(primary_key=True)
    organisation = UUID()
    source = UUID()
    row = Integer()
    response = UUID(null=True, default=None)
    text = Text()


class AnalysisRun(Table, tablename="analysis_run"):
    """One analysis of a source: where it is, and the machine's draft once it is done."""

    id = UUID(primary_key=True)
    organisation = UUID()
    source = UUID()
    owner = UUID(null=True, default=None)
    settings = Text()
    state = Text(default="queued")
    stage = Text()
    share = DoublePrecision(default=0.0)
    tries = Integer(default=0)
    lease_until = Timestamptz(null=True, default=None)
    claim = UUID(null=True, default=None)
    made_at = Timestamptz()
    draft = Text(null=True, default=None)
    error = Text(null=True, default=None)


class RunStep(Table, tablename="run_step"):
    """A piece of what an unfinished run has read; `number` counts from 0, and none outlives the run."""

    id = UUID(primary_key=True)
    organisation = UUID()
    run = UUID()
    number = Integer()
    seal = Text()
    vectors = Bytea()


class CodebookEdit(Table, tablename="codebook_edit"):
    """One human edit of a draft codebook; only ever added."""

    id = UUID(primary_key=True)
    organisation = UUID()
    run = UUID()
    number = Integer()
    staff = UUID(null=True, default=None)
    at = Timestamptz()
    kind = Text()
    detail = Text()


class Recoding(Table, tablename="recoding"):
    """What the machine makes of a run's undecided answers after the edit of that number; one for each run."""

    id = UUID(primary_key=True)
    organisation = UUID()
    run = UUID()
    after = Integer()
    document = Text()


class SecondCoding(Table, tablename="second_coding"):
    """A sample that a second person codes; `after` is the codebook's newest edit when that person had finished."""

    id = UUID(primary_key=True)
    organisation = UUID()
    run = UUID()
    staff = UUID()
    begun_on = Date()
    after = Integer(null=True, default=None)
    finished_on = Date(null=True, default=None)


class SecondCode(Table, tablename="second_code"):
    """What a second person made of one answer: ids of themes, none where none fits, null until it is coded."""

    id = UUID(primary_key=True)
    organisation = UUID()
    second_coding = UUID()
    place = Integer()
    row = Integer()
    themes = Text(null=True, default=None)


class Release(Table, tablename="release"):
    """A frozen report; the database refuses every change."""

    id = UUID(primary_key=True)
    organisation = UUID()
    consultation = UUID(null=True, default=None)
    source = UUID(null=True, default=None)
    number = Integer()
    figures = Text()
    digest = Text()
    settings = Text()
    made_by = UUID(null=True, default=None)
    made_on = Date()


class Recording(Table, tablename="recording"):
    """Somebody saying or signing a form's words; its bytes lie in pieces."""

    id = UUID(primary_key=True)
    organisation = UUID()
    consultation = UUID()
    place = Text()
    language = Text()
    kind = Text()
    media_type = Text()
    size = Integer()
    staff = UUID(null=True, default=None)
    added_on = Date()


class RecordingPiece(Table, tablename="recording_piece"):
    """A part of a recording's bytes; `number` counts from 0."""

    id = UUID(primary_key=True)
    organisation = UUID()
    recording = UUID()
    number = Integer()
    bytes = Bytea()


class AuditLine(Table, tablename="audit_line"):
    """What a member of staff did, and when; never what a young person wrote."""

    id = UUID(primary_key=True)
    organisation = UUID()
    staff = UUID(null=True, default=None)
    at = Timestamptz()
    act = Text()
    detail = Text()


TABLES: tuple[type[Table], ...] = (
    Organisation,
    Staff,
    Throttle,
    QuestionnaireVersion,
    Consultation,
    GroupSession,
    Entrance,
    Response,
    Receipt,
    Concern,
    KeptEnvelope,
    TextReading,
    Source,
    SourceText,
    AnalysisRun,
    RunStep,
    CodebookEdit,
    Recoding,
    SecondCoding,
    SecondCode,
    Release,
    Recording,
    RecordingPiece,
    AuditLine,
)

TOUCHED_BY_A_SUBMIT: tuple[type[Table], ...] = (Receipt, Response, Concern, KeptEnvelope)
"""The tables whose storage order could say who sent what, in the order in which they are locked."""
