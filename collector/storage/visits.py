"""Read how often forms were opened and how many slips were issued, for the denominators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from collector.storage.sqlite_store import SqliteStore
from collector.storage.tokens import SLIP


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many of something one unit, or one of its services, had on one local day."""

    agency: str
    service: str | None
    day: date
    n: int


def read_opened(store: SqliteStore) -> Iterator[DayCount]:
    """Yield how often the forms of each service were opened, day by day."""
    rows = store.connection.execute(
        """
        SELECT service.agency, service.code, day, sum(n)
        FROM opened JOIN counter ON counter.code = opened.counter JOIN service ON service.code = counter.service
        GROUP BY service.code, day ORDER BY service.code, day
        """
    )
    for agency, service, day, n in rows:
        yield DayCount(agency, service, date.fromisoformat(day), n)


def read_issued(store: SqliteStore) -> Iterator[DayCount]:
    """Yield how many slips each unit or service handed out, by the first day on which they are good."""
    rows = store.connection.execute(
        """
        SELECT agency, service, valid_from, sum(issued) FROM token_batch WHERE kind = ?
        GROUP BY agency, service, valid_from ORDER BY agency, service, valid_from
        """,
        (SLIP,),
    )
    for agency, service, day, n in rows:
        yield DayCount(agency, service, date.fromisoformat(day), n)
