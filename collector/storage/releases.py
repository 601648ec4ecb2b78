"""The log of releases in the private database: each content once, with the time it was first released."""

from dataclasses import dataclass
from datetime import datetime

from collector.storage import driver
from collector.storage.sqlite_store import SqliteStore

_COLUMNS = "position, id, made_at, rows_in, rows_out, cells_hidden, rules, chain_head, units, periods, revisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseEntry:
    """One release; `position` counts from 1.

    `units` and `periods` with numbers and `revisions` are None where an older program did not count them.
    """

    position: int
    id: str
    made_at: datetime
    rows_in: int
    rows_out: int
    cells_hidden: int
    rules: str
    chain_head: str
    units: int | None = None
    periods: int | None = None
    revisions: int | None = None


def read_releases(store: SqliteStore) -> list[ReleaseEntry]:
    """Return all releases in order."""
    rows = store.connection.execute(f"SELECT {_COLUMNS} FROM release ORDER BY position")  # noqa: S608 - constants
    return [
        ReleaseEntry(
            position=r[0], id=r[1], made_at=datetime.fromisoformat(r[2]), rows_in=r[3], rows_out=r[4],
            cells_hidden=r[5], rules=r[6], chain_head=r[7], units=r[8], periods=r[9], revisions=r[10],
        )
        for r in rows
    ]  # fmt: skip


def log_release(connection: driver.Connection, entry: ReleaseEntry) -> None:
    """Add a release to the log, inside the caller's transaction."""
    connection.execute(
        f"INSERT INTO release ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
        (
            entry.position, entry.id, entry.made_at.isoformat(timespec="seconds"), entry.rows_in,
            entry.rows_out, entry.cells_hidden, entry.rules, entry.chain_head, entry.units, entry.periods,
            entry.revisions,
        ),
    )  # fmt: skip
