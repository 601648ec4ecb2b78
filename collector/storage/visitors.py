"""How many people were served: from visitors.csv, or typed day by day; a day is never counted twice."""

from collections.abc import Iterable
from datetime import date

from collector.errors import CollectorRefusedError
from collector.registers.files.visitors import VisitorCount
from collector.storage import driver
from collector.storage.sqlite_store import SqliteStore

INSERT = 'INSERT INTO visitor_count (service, start, "end", served, source) VALUES (?, ?, ?, ?, ?)'


def read_visitors(store: SqliteStore) -> list[VisitorCount]:
    """Return every visitor count, by service and start."""
    rows = store.connection.execute(
        'SELECT service, start, "end", served FROM visitor_count ORDER BY service, start'
    )
    return [
        VisitorCount(service=r[0], start=date.fromisoformat(r[1]), end=date.fromisoformat(r[2]), served=r[3])
        for r in rows
    ]


def replace_visitors(connection: driver.Connection, visitors: Iterable[VisitorCount]) -> None:
    """Take the counts of visitors.csv as they stand; typed counts stay for the days the file does not cover."""
    connection.execute("DELETE FROM visitor_count WHERE source = 'file'")
    for count in visitors:
        span = (count.service, count.start.isoformat(), count.last.isoformat())
        connection.execute('DELETE FROM visitor_count WHERE service = ? AND "end" >= ? AND start <= ?', span)
        connection.execute(INSERT, (*span, count.served, "file"))


def add_visitors(store: SqliteStore, service: str, day: date, served: int) -> int | None:
    """Note how many people `service` served on `day`; return the number that was typed before, if there was one.

    Raises
    ------
    CollectorRefusedError
        If the service is not known, or visitors.csv counts that day already.
    """
    with store.transaction() as connection:
        if not connection.execute("SELECT 1 FROM service WHERE code = ?", (service,)).fetchone():
            raise CollectorRefusedError(f"There is no service '{service}' in this region. Correct its code.")
        span = (service, day.isoformat(), day.isoformat())
        before = connection.execute(
            'SELECT served, source FROM visitor_count WHERE service = ? AND "end" >= ? AND start <= ?', span
        ).fetchone()
        if before and before[1] == "file":
            raise CollectorRefusedError(f"visitors.csv counts '{service}' on {day} already. Correct it there.")
        connection.execute('DELETE FROM visitor_count WHERE service = ? AND start = ? AND "end" = ?', span)
        connection.execute(INSERT, (*span, served, "command"))
    return int(before[0]) if before else None
