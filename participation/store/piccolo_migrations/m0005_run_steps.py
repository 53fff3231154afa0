"""What a run has read so far, so that one whose worker died goes on from there; and whose the run is by now."""

DESCRIPTION = "Analyses that go on where they were"


def statements(engine: str) -> tuple[str, ...]:
    """The SQL of this step for "sqlite" or "postgres"."""
    bytes_type = "BLOB" if engine == "sqlite" else "BYTEA"
    made = (
        "ALTER TABLE analysis_run ADD COLUMN claim UUID",
        f"""CREATE TABLE run_step (
        id UUID PRIMARY KEY NOT NULL,
        organisation UUID NOT NULL REFERENCES organisation (id),
        run UUID NOT NULL REFERENCES analysis_run (id),
        number INTEGER NOT NULL,
        seal TEXT NOT NULL,
        vectors {bytes_type} NOT NULL,
        UNIQUE (run, number))""",
    )
    # Vectors cannot be packed smaller, and the planner's statistics are copies of values.
    kept = (
        "ALTER TABLE run_step ALTER COLUMN vectors SET STORAGE EXTERNAL",
        "ALTER TABLE run_step ALTER COLUMN vectors SET STATISTICS 0",
    )
    return made if engine == "sqlite" else (*made, *kept)
