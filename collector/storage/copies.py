"""Copies of the private database: made while others write, looked at before they are trusted."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from collector.errors import CollectorRefusedError
from collector.storage import driver
from collector.storage.migrations import migrations
from collector.storage.sqlite_tools import Database

MOST_SHOWN = 3
LOGS = ("-wal", "-shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyContents:
    """What a database holds: its region's code, or None, and how many answers."""

    region: str | None
    answers: int


def copy_database(source: Path, target: Path) -> CopyContents:
    """Write the database at `source`, as it is at this moment, into the empty or missing file `target`.

    Writers are not stopped: the copy is one read transaction (WAL). What was deleted is not in it (VACUUM).

    Raises
    ------
    CollectorRefusedError
        If the database can't be read or the copy can't be written.
    """
    try:
        with _opened(source) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        with looked_at(target) as copy:
            return _contents(copy)
    except driver.DatabaseError as error:
        raise CollectorRefusedError(
            f"{source}: the database could not be copied to {target.parent} ({error}). Free some space on that "
            "disk, or run 'kotaksaran doctor'."
        ) from error


def check_copy(path: Path, name: str) -> CopyContents:
    """Return what the copy at `path` holds, once it is sure to be whole; `name` is how messages call it.

    Raises
    ------
    CollectorRefusedError
        If it is damaged, is none of ours or was made by a newer version.
    """
    try:
        with looked_at(path) as connection:
            damage = list(faults_of(connection))
            newer = sorted(applied_migrations(connection) - known_migrations())
            contents = None if damage else _contents(connection)
    except driver.DatabaseError as error:
        raise CollectorRefusedError(f"{name}: its database is none of Kotak Saran's ({error}).") from error
    if newer:
        raise CollectorRefusedError(
            f"{name}: a newer version of Kotak Saran made it ({', '.join(newer)}). Install that version first."
        )
    if contents is None:
        raise CollectorRefusedError(f"{name}: its database is damaged ({'; '.join(damage[:MOST_SHOWN])}).")
    return contents


def faults_of(connection: driver.Connection) -> Iterator[str]:
    """Yield what SQLite finds wrong with a database, and rows that point at nothing."""
    yield from (row[0] for row in connection.execute("PRAGMA integrity_check(10)") if row[0] != "ok")
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} points at no {parent}"


def applied_migrations(connection: driver.Connection) -> set[str]:
    """Return the steps the schema of a database has taken."""
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (migrations.name,))
    return {name for (name,) in rows}


def known_migrations() -> set[str]:
    """Return the steps this version knows."""
    with closing(driver.connect(":memory:")) as nothing:
        return {step.name for step in migrations.pending(Database(nothing))}


def fold_log(path: Path) -> None:
    """Fold the write-ahead log into the database at `path`, so that it is one file nobody else has open.

    A log left beside it would be played into whatever database comes to that place.

    Raises
    ------
    CollectorRefusedError
        If a server or another command uses it.
    """
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA journal_mode = DELETE")
        except driver.DatabaseError:
            pass  # in use: its log is still there; or too damaged to be: closing it removes the log
    if any(path.with_name(path.name + suffix).exists() for suffix in LOGS):
        raise CollectorRefusedError(f"{path}: a server or another command uses this database. Stop it first.")


@contextmanager
def looked_at(path: Path) -> Iterator[driver.Connection]:
    """Open the database at `path`, which must exist, for reading only."""
    with _opened(path) as connection:
        connection.execute("PRAGMA query_only = ON")
        yield connection


@contextmanager
def _opened(path: Path) -> Iterator[driver.Connection]:
    """Open it, but not in SQLite's read-only mode: that one leaves files of the log behind."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with closing(driver.connect(uri, uri=True, isolation_level=None)) as connection:
        yield connection


def _contents(connection: driver.Connection) -> CopyContents:
    region = connection.execute("SELECT code FROM region").fetchone()
    (answers,) = connection.execute("SELECT count(*) FROM response").fetchone()
    return CopyContents(region=region[0] if region else None, answers=answers)
