"""What the last release counted of respondents and comments: the next one is compared with it (PUB04)."""

from collections.abc import Iterable
from dataclasses import dataclass

from collector.storage import driver
from collector.storage.sqlite_store import SqliteStore

_COLUMNS = "source, agency, period, subject, value, n, hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedCount:
    """One count as released.

    Attributes
    ----------
    source
        The table it stood in: ``profile`` or ``theme``.
    subject, value
        What was counted: a characteristic and its value, or an unsur and a theme.
    n
        The count, even where the release hid it.
    """

    source: str
    agency: str
    period: str
    subject: str
    value: str
    n: int
    hidden: bool


def read_released_counts(store: SqliteStore) -> list[ReleasedCount]:
    """Return what the last release counted."""
    rows = store.connection.execute(f"SELECT {_COLUMNS} FROM released_count")  # noqa: S608 - constants
    return [
        ReleasedCount(
            source=source, agency=agency, period=period, subject=subject, value=value, n=n, hidden=bool(hidden)
        )
        for source, agency, period, subject, value, n, hidden in rows
    ]  # fmt: skip


def save_released_counts(connection: driver.Connection, counts: Iterable[ReleasedCount]) -> None:
    """Remember what a release counts, inside the caller's transaction."""
    connection.execute("DELETE FROM released_count")
    connection.executemany(
        f"INSERT INTO released_count ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
        [(c.source, c.agency, c.period, c.subject, c.value, c.n, int(c.hidden)) for c in counts],
    )
