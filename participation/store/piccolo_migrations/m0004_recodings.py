"""What the machine makes of undecided answers after it learned from people's decisions: the newest of each run."""

DESCRIPTION = "Answers coded again after people's decisions"


def statements(engine: str) -> tuple[str, ...]:
    """The SQL of this step for "sqlite" or "postgres"."""
    made = (
        """CREATE TABLE recoding (
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        run UUID NOT NULL UNIQUE REFERENCES analysis_run (id),
        after INTEGER NOT NULL,
        document TEXT NOT NULL)""",
    )
    # It holds rows and themes, no words; but it is long, and statistics of it would serve nobody.
    kept = "ALTER TABLE recoding ALTER COLUMN document SET STATISTICS 0"
    return made if engine == "sqlite" else (*made, kept)
