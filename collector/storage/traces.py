"""Read what the quality signals look at, and nothing else: how each answer came in, never from whom."""

from collections.abc import Iterator
from typing import NamedTuple

from collector.storage.sqlite_store import SqliteStore


class Trace(NamedTuple):
    """One answer as signals see it.

    Attributes
    ----------
    month
        Year and month of the visit, ``2024-05``.
    received
        Seconds since 1970 (UTC) at which it came in by itself; None for paper, imports and what waited offline.
    seconds
        How long it took; None where unknown.
    answers
        JSON as stored.
    """

    sequence: int
    survey: str
    agency: str
    service: str | None
    mode: str
    response_class: str
    month: str
    received: int | None
    seconds: int | None
    answers: str
    withdrawn: int


def read_traces(store: SqliteStore) -> Iterator[Trace]:
    """Yield every answer whose scores are kept, in the order of storing."""
    rows = store.connection.execute(
        "SELECT sequence, survey, agency, service, mode, class, substr(visited_on, 1, 7),"
        " CASE WHEN mode IN ('qr', 'kiosk') AND NOT offline AND source IS NULL THEN unixepoch(received_at) END,"
        " seconds, answers, withdrawn_on IS NOT NULL FROM response WHERE answers IS NOT NULL ORDER BY sequence"
    )
    return map(Trace._make, rows)


def read_honeypots(store: SqliteStore) -> list[tuple[str, str | None, str, int]]:
    """Return unit, service, first day and number of uses of the slips that were never handed out."""
    rows = store.connection.execute(
        "SELECT agency, service, valid_from, sum(spent) FROM token_batch WHERE kind = 'honeypot'"
        " GROUP BY agency, service, valid_from ORDER BY agency, service, valid_from"
    )
    return [(agency, service, day, spent) for agency, service, day, spent in rows]
