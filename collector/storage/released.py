"""Which answers the last release contained: the newest of each raw cell, and how often a closed period changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from collector.storage import driver
from collector.storage.sqlite_store import SqliteStore

_COLUMNS = "agency, survey, period, service, month, mode, class, until"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedCell:
    """The newest answer (its place in the order of storing) that the last release had of one raw cell."""

    agency: str
    survey: str
    period: str
    service: str | None
    month: date
    mode: str
    response_class: str
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedPeriod:
    """One unit, survey and official period as released; `revision` counts changes after the period had ended."""

    agency: str
    survey: str
    period: str
    closed: bool
    revision: int


def read_released_cells(store: SqliteStore) -> list[ReleasedCell]:
    """Return what the last release contained."""
    rows = store.connection.execute(f"SELECT {_COLUMNS} FROM released_cell")  # noqa: S608 - constants
    return [
        ReleasedCell(
            agency=r[0], survey=r[1], period=r[2], service=r[3] or None, month=date.fromisoformat(r[4]),
            mode=r[5], response_class=r[6], until=r[7],
        )
        for r in rows
    ]  # fmt: skip


def read_released_periods(store: SqliteStore) -> list[ReleasedPeriod]:
    """Return which periods were released, in order."""
    rows = store.connection.execute(
        "SELECT agency, survey, period, closed, revision FROM released_period ORDER BY 1, 2, 3"
    )
    return [ReleasedPeriod(agency=r[0], survey=r[1], period=r[2], closed=bool(r[3]), revision=r[4]) for r in rows]


def save_released(
    connection: driver.Connection, cells: Iterable[ReleasedCell], periods: Iterable[ReleasedPeriod]
) -> None:
    """Replace what the last release contained, inside the caller's transaction."""
    connection.execute("DELETE FROM released_cell")
    connection.executemany(
        f"INSERT INTO released_cell ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
        [
            (c.agency, c.survey, c.period, c.service or "", c.month.isoformat(), c.mode, c.response_class, c.until)
            for c in cells
        ],
    )
    connection.execute("DELETE FROM released_period")
    connection.executemany(
        "INSERT INTO released_period VALUES (?, ?, ?, ?, ?)",
        [(p.agency, p.survey, p.period, int(p.closed), p.revision) for p in periods],
    )
