"""The whole first schema.

Raw SQL, because Piccolo makes neither WITHOUT ROWID tables nor composite UNIQUE keys on SQLite, nor
triggers. The type names are PostgreSQL's and also those by which Piccolo converts SQLite's values.
"""

DESCRIPTION = "The first schema"

# What a young person sent points to parents and is pointed to by nothing: it must be rewritable.
TABLES = {
    "organisation": """
        id UUID PRIMARY KEY NOT NULL,
        name TEXT NOT NULL""",
    "staff": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        email TEXT NOT NULL,
        name TEXT NOT NULL,
        password_hash TEXT NOT NULL,
        role TEXT NOT NULL,
        active BOOLEAN NOT NULL,
        epoch INTEGER NOT NULL,
        UNIQUE (organisation, email)""",
    "throttle": """
        account TEXT PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        failures INTEGER NOT NULL,
        wait_until TIMESTAMPTZ NOT NULL""",
    "questionnaire_version": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        name TEXT NOT NULL,
        number INTEGER NOT NULL,
        document TEXT NOT NULL,
        digest TEXT NOT NULL,
        published_on DATE NOT NULL,
        UNIQUE (organisation, name, number)""",
    "consultation": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        owner UUID REFERENCES staff (id),
        title TEXT NOT NULL,
        state TEXT NOT NULL,
        plan TEXT NOT NULL,
        opens_on DATE,
        closes_on DATE,
        retention_date DATE,
        safeguarding_lead UUID REFERENCES staff (id),
        deputy UUID REFERENCES staff (id),
        closed_at TIMESTAMPTZ,
        draft_document TEXT NOT NULL,
        version UUID REFERENCES questionnaire_version (id),
        you_said TEXT,
        rewrite_due TIMESTAMPTZ,
        purged_on DATE""",
    "group_session": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        consultation UUID NOT NULL REFERENCES consultation (id),
        worker UUID REFERENCES staff (id),
        place TEXT NOT NULL,
        phone TEXT NOT NULL,
        head_count INTEGER NOT NULL,
        started_on DATE NOT NULL,
        closed_at TIMESTAMPTZ,
        state TEXT NOT NULL,
        reason TEXT,
        actor UUID REFERENCES staff (id),
        rewrite_due TIMESTAMPTZ""",
    "entrance": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        code TEXT NOT NULL UNIQUE,
        consultation UUID NOT NULL REFERENCES consultation (id),
        lane TEXT NOT NULL,
        group_session UUID REFERENCES group_session (id),
        opens_at TIMESTAMPTZ,
        closes_at TIMESTAMPTZ""",
    "response": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL,
        consultation UUID NOT NULL REFERENCES consultation (id),
        version UUID NOT NULL,
        entrance UUID NOT NULL REFERENCES entrance (id),
        lane TEXT NOT NULL,
        language TEXT NOT NULL,
        edition TEXT NOT NULL,
        audience TEXT NOT NULL,
        week DATE NOT NULL,
        texts INTEGER NOT NULL,
        answers TEXT NOT NULL,
        standing TEXT NOT NULL,
        reason TEXT,
        actor UUID""",
    "receipt": """
        id TEXT PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL,
        consultation UUID NOT NULL REFERENCES consultation (id),
        body TEXT NOT NULL""",
    "concern": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL,
        consultation UUID NOT NULL REFERENCES consultation (id),
        question TEXT NOT NULL,
        text TEXT NOT NULL,
        reasons TEXT NOT NULL,
        day DATE NOT NULL,
        group_session UUID,
        place TEXT,
        call TEXT,
        state TEXT NOT NULL,
        note TEXT NOT NULL,
        staff UUID,
        marked_on DATE""",
    "kept_envelope": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL,
        consultation UUID NOT NULL REFERENCES consultation (id),
        entrance UUID NOT NULL,
        week DATE NOT NULL,
        document TEXT NOT NULL,
        reason TEXT NOT NULL""",
    "text_reading": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL,
        consultation UUID NOT NULL REFERENCES consultation (id),
        response UUID NOT NULL,
        question TEXT NOT NULL,
        state TEXT NOT NULL,
        note TEXT NOT NULL,
        staff UUID REFERENCES staff (id),
        marked_on DATE NOT NULL,
        UNIQUE (response, question)""",
    "source": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        owner UUID REFERENCES staff (id),
        consultation UUID REFERENCES consultation (id),
        question TEXT,
        name TEXT NOT NULL,
        question_text TEXT NOT NULL,
        direction TEXT NOT NULL,
        rows INTEGER NOT NULL,
        made_on DATE NOT NULL,
        delete_on DATE""",
    "source_text": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL,
        source UUID NOT NULL REFERENCES source (id),
        "row" INTEGER NOT NULL,
        response UUID,
        text TEXT NOT NULL,
        UNIQUE (source, "row")""",
    "analysis_run": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        source UUID NOT NULL REFERENCES source (id),
        owner UUID REFERENCES staff (id),
        settings TEXT NOT NULL,
        state TEXT NOT NULL,
        stage TEXT NOT NULL,
        share DOUBLE PRECISION NOT NULL,
        tries INTEGER NOT NULL,
        lease_until TIMESTAMPTZ,
        made_at TIMESTAMPTZ NOT NULL,
        draft TEXT,
        error TEXT""",
    "codebook_edit": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        run UUID NOT NULL REFERENCES analysis_run (id),
        number INTEGER NOT NULL,
        staff UUID REFERENCES staff (id),
        at TIMESTAMPTZ NOT NULL,
        kind TEXT NOT NULL,
        detail TEXT NOT NULL,
        UNIQUE (run, number)""",
    "release": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        consultation UUID REFERENCES consultation (id),
        source UUID REFERENCES source (id),
        number INTEGER NOT NULL,
        figures TEXT NOT NULL,
        digest TEXT NOT NULL,
        settings TEXT NOT NULL,
        made_by UUID REFERENCES staff (id),
        made_on DATE NOT NULL,
        UNIQUE (consultation, number)""",
    "audit_line": """
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        staff UUID REFERENCES staff (id),
        at TIMESTAMPTZ NOT NULL,
        act TEXT NOT NULL,
        detail TEXT NOT NULL""",
}

# SQLite's hidden rowid would keep the order in which these rows were written.
WITHOUT_ROWID = frozenset({"response", "receipt", "concern", "kept_envelope", "text_reading"})

INDEXES = (
    "CREATE INDEX consultation_organisation ON consultation (organisation)",
    "CREATE INDEX entrance_consultation ON entrance (consultation)",
    "CREATE INDEX entrance_group_session ON entrance (group_session)",
    "CREATE INDEX group_session_consultation ON group_session (consultation)",
    "CREATE INDEX response_consultation ON response (consultation, week)",
    "CREATE INDEX response_entrance ON response (entrance)",
    "CREATE INDEX receipt_consultation ON receipt (consultation)",
    "CREATE INDEX concern_consultation ON concern (consultation, state)",
    "CREATE INDEX kept_envelope_consultation ON kept_envelope (consultation)",
    "CREATE INDEX text_reading_consultation ON text_reading (consultation)",
    "CREATE INDEX source_consultation ON source (consultation)",
    "CREATE INDEX analysis_run_source ON analysis_run (source)",
    "CREATE INDEX audit_line_organisation ON audit_line (organisation, at)",
    'CREATE UNIQUE INDEX release_source ON "release" (source, number)',
)

NEVER_CHANGES = {
    "questionnaire_version": ("UPDATE", "DELETE"),
    "release": ("UPDATE", "DELETE"),
    "source_text": ("UPDATE",),
    "codebook_edit": ("UPDATE",),
}

# PostgreSQL's planner statistics are copies of values: no written word belongs there.
WRITTEN = (
    ("response", "answers"),
    ("concern", "text"),
    ("kept_envelope", "document"),
    ("source_text", "text"),
    ("analysis_run", "draft"),
    ("codebook_edit", "detail"),
)


def statements(engine: str) -> tuple[str, ...]:
    """The SQL of this step for "sqlite" or "postgres"."""
    sqlite = engine == "sqlite"
    made = [
        f'CREATE TABLE "{name}" ({columns})' + (" WITHOUT ROWID" if sqlite and name in WITHOUT_ROWID else "")
        for name, columns in TABLES.items()
    ]
    made += INDEXES
    if not sqlite:
        made.append(
            "CREATE FUNCTION never_changes() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% never changes', TG_TABLE_NAME; END $$"
        )
        made += [f'ALTER TABLE "{table}" ALTER COLUMN {column} SET STATISTICS 0' for table, column in WRITTEN]
    for table, acts in NEVER_CHANGES.items():
        for act in acts:
            head = f'CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON "{table}"'
            tail = (
                f"BEGIN SELECT RAISE(ABORT, '{table} never changes'); END"
                if sqlite
                else "FOR EACH ROW EXECUTE FUNCTION never_changes()"
            )
            made.append(f"{head} {tail}")
    return tuple(made)
