"""Which periods the last release contained, and how often one changed after it had ended."""

from collections.abc import Iterable
from dataclasses import dataclass

from collector.storage import driver
from collector.storage.sqlite_store import SqliteStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedPeriod:
    """One unit, survey and official period as released; `revision` counts changes after the period had ended."""

    agency: str
    survey: str
    period: str
    closed: bool
    revision: int


def read_released_periods(store: SqliteStore) -> list[ReleasedPeriod]:
    """Return which periods were released, in order."""
    rows = store.connection.execute(
        "SELECT agency, survey, period, closed, revision FROM released_period ORDER BY 1, 2, 3"
    )
    return [ReleasedPeriod(agency=r[0], survey=r[1], period=r[2], closed=bool(r[3]), revision=r[4]) for r in rows]


def save_released(connection: driver.Connection, periods: Iterable[ReleasedPeriod]) -> None:
    """Replace what the last release contained, inside the caller's transaction."""
    connection.execute("DELETE FROM released_period")
    connection.executemany(
        "INSERT INTO released_period VALUES (?, ?, ?, ?, ?)",
        [(p.agency, p.survey, p.period, int(p.closed), p.revision) for p in periods],
    )
