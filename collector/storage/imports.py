"""Which files were imported, and the units an import may name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from collector.errors import CollectorRefusedError
from collector.storage.identity import canonical
from collector.storage.records import NewResponse
from collector.storage.sqlite_store import SqliteStore

IMPORTED = """
    SELECT service, visited_on, answers FROM response
    WHERE source IS NOT NULL AND survey = ? AND agency = ? AND visited_on BETWEEN ? AND ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file that was imported, known by the SHA-256 of its bytes; its name is not kept."""

    digest: str
    survey: str
    agency: str
    mode: str
    rows: int
    imported_at: datetime


def agency_codes(store: SqliteStore) -> tuple[str, ...]:
    """Return the codes of all agencies, retired ones included, sorted."""
    return tuple(row[0] for row in store.connection.execute("SELECT code FROM agency ORDER BY code"))


def service_codes(store: SqliteStore, agency: str) -> frozenset[str]:
    """Return the codes of the services of `agency`, retired ones included."""
    rows = store.connection.execute("SELECT code FROM service WHERE agency = ?", (agency,))
    return frozenset(row[0] for row in rows)


def find_import(store: SqliteStore, digest: str) -> ImportedFile | None:
    """Return the earlier import of the file with this digest, if there was one."""
    row = store.connection.execute(
        "SELECT digest, survey, agency, mode, rows, imported_at FROM import_file WHERE digest = ?", (digest,)
    ).fetchone()
    if row is None:
        return None
    return ImportedFile(
        digest=row[0], survey=row[1], agency=row[2], mode=row[3], rows=row[4],
        imported_at=datetime.fromisoformat(row[5]),
    )  # fmt: skip


def count_known(store: SqliteStore, file: ImportedFile, responses: Sequence[NewResponse]) -> int:
    """Count the answers of a file that equal imported ones of its unit and survey: service, day and every answer.

    Where two people answered alike in the file and one of them is there, one counts.
    """
    days = [one.visited_on.isoformat() for one in responses]
    rows = store.connection.execute(IMPORTED, (file.survey, file.agency, min(days), max(days)))
    known = Counter(tuple(row) for row in rows)
    new = Counter((one.service, one.visited_on.isoformat(), canonical(one.answers)) for one in responses)
    return (new & known).total()


def store_import(store: SqliteStore, file: ImportedFile, responses: Sequence[NewResponse]) -> None:
    """Keep a file's answers and the note that it was imported in one transaction: all of it or nothing.

    Raises
    ------
    CollectorRefusedError
        If another command imported the same file meanwhile.
    """
    with store.transaction() as connection:
        if find_import(store, file.digest):
            raise CollectorRefusedError(
                "Another command imported the same file at this moment, and nothing was stored twice. "
                "Run this one again to see what it stored."
            )
        connection.execute(
            "INSERT INTO import_file VALUES (?, ?, ?, ?, ?, ?)",
            (file.digest, file.survey, file.agency, file.mode, file.rows, file.imported_at.isoformat()),
        )
        store.append_within(connection, responses)
