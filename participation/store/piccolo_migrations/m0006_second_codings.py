"""A second person's codes of a sample of answers, apart from the codebook: one sample of each run."""

DESCRIPTION = "Answers coded by a second person"


def statements(engine: str) -> tuple[str, ...]:
    """The SQL of this step for "sqlite" or "postgres"."""
    made = (
        """CREATE TABLE second_coding (
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        run UUID NOT NULL UNIQUE REFERENCES analysis_run (id),
        staff UUID NOT NULL REFERENCES staff (id),
        begun_on DATE NOT NULL,
        after INTEGER,
        finished_on DATE)""",
        """CREATE TABLE second_code (
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        second_coding UUID NOT NULL REFERENCES second_coding (id),
        place INTEGER NOT NULL,
        "row" INTEGER NOT NULL,
        themes TEXT,
        UNIQUE (second_coding, place),
        UNIQUE (second_coding, "row"))""",
    )
    # Copies of codes in the planner's statistics would serve nobody.
    kept = "ALTER TABLE second_code ALTER COLUMN themes SET STATISTICS 0"
    return made if engine == "sqlite" else (*made, kept)
