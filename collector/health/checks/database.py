"""Is every answer safe: SQLite, how it is set up, and whether the file is whole."""

from collections.abc import Iterator

from collector.health.registry import Finding, Patient, bad, check, good, look

LOWEST_SQLITE = (3, 51, 3)  # older ones have the WAL-reset corruption bug


@check
def sqlite_is_current(patient: Patient) -> Iterator[Finding]:
    """Refuse a SQLite that can damage the file."""
    version = ".".join(map(str, patient.inspection.sqlite_version))
    if patient.inspection.sqlite_version < LOWEST_SQLITE:
        yield bad(f"SQLite {version} can damage the database. Install pysqlite3 0.6.1 or newer.")
    else:
        yield good(f"SQLite {version}.")


@check
def answers_are_durable(patient: Patient) -> Iterator[Finding]:
    """Expect an acknowledged answer on disk, and reading that never stops writing."""
    if not patient.inspection.is_wal:
        yield look("The database is not in WAL mode; the next command that writes turns it on.")
    if patient.inspection.waits_for_disk:
        yield good("An answer is acknowledged when it is on disk (synchronous = FULL).")
    else:
        yield bad("Answers are acknowledged before they are on disk. Please report this as a fault of Kotak Saran.")


@check
def file_is_whole(patient: Patient) -> Iterator[Finding]:
    """Let SQLite check every page and index, and rows that point at nothing."""
    faults = patient.inspection.faults
    if faults:
        yield bad(f"The database is damaged: {faults[0]}. Stop the server and restore a backup.")
    else:
        yield good(f"The database is whole; it holds {patient.inspection.answers} answers.")


@check
def schema_is_current(patient: Patient) -> Iterator[Finding]:
    """Expect the steps of the schema that this version takes."""
    newer, missing = patient.inspection.newer_migrations, patient.inspection.missing_migrations
    if newer:
        yield bad(f"A newer version made this database ({', '.join(newer)}). Install that version.")
    elif missing:
        yield look(f"The schema is older ({', '.join(missing)} to come); the next command brings it up to date.")
    else:
        yield good("The schema is that of this version.")
