"""Recordings of a form's words, in spoken and signed languages.

The bytes lie in pieces: a phone that asks for a part of a video does not make the server read the rest.
"""

DESCRIPTION = "Recordings in spoken and signed languages"


def statements(engine: str) -> tuple[str, ...]:
    """The SQL of this step for "sqlite" or "postgres"."""
    bytes_type = "BLOB" if engine == "sqlite" else "BYTEA"
    made = (
        """CREATE TABLE recording (
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        consultation UUID NOT NULL REFERENCES consultation (id),
        place TEXT NOT NULL,
        language TEXT NOT NULL,
        kind TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        staff UUID REFERENCES staff (id),
        added_on DATE NOT NULL,
        UNIQUE (consultation, place, language, kind))""",
        f"""CREATE TABLE recording_piece (
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        recording UUID NOT NULL REFERENCES recording (id),
        number INTEGER NOT NULL,
        bytes {bytes_type} NOT NULL,
        UNIQUE (recording, number))""",
    )
    # Sound and pictures are packed already: PostgreSQL need not try.
    kept = "ALTER TABLE recording_piece ALTER COLUMN bytes SET STORAGE EXTERNAL"
    return made if engine == "sqlite" else (*made, kept)
