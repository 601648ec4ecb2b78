"""Read answers for a release: one consistent snapshot, however long the release takes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from collector.storage.records import Answers
from collector.storage.sqlite_store import SqliteStore

_COLUMNS = """
    sequence, id, survey, agency, service, mode, class, visited_on, answers, counter, withdrawn_on IS NOT NULL
"""


class StoredResponse(NamedTuple):
    """The columns of an answer that a release works on.

    Attributes
    ----------
    sequence
        Its place in the order of storing.
    visited_on
        Of a withdrawn answer the first day of the month.
    counter
        Where it was given; None if not noted, and for a withdrawn one.
    withdrawn
        Whether the respondent took the answer back: it is to leave the published numbers.
    """

    sequence: int
    id: str
    survey: str
    agency: str
    service: str | None
    mode: str
    response_class: str
    visited_on: date
    answers: Answers
    counter: str | None = None
    withdrawn: bool = False


@contextmanager
def snapshot(store: SqliteStore) -> Iterator[None]:
    """Hold the database as it is now for all reads inside the block."""
    store.connection.execute("BEGIN")
    try:
        yield
    finally:
        store.connection.execute("ROLLBACK")


def read_responses(store: SqliteStore) -> Iterator[StoredResponse]:
    """Yield every answer in the order of storing, withdrawn ones too until their scores have left."""
    return _read(store, "answers IS NOT NULL")


def read_leaving(store: SqliteStore) -> Iterator[StoredResponse]:
    """Yield the withdrawn answers whose scores are still kept."""
    return _read(store, "withdrawn_on IS NOT NULL AND answers IS NOT NULL")


def _read(store: SqliteStore, condition: str) -> Iterator[StoredResponse]:
    query = f"SELECT {_COLUMNS} FROM response WHERE {condition} ORDER BY sequence"  # noqa: S608 - ours
    rows = store.connection.execute(query)
    for sequence, id_, survey, agency, service, mode, class_, visited_on, answers, counter, withdrawn in rows:
        yield StoredResponse(
            sequence, id_, survey, agency, service, mode, class_, date.fromisoformat(visited_on),
            json.loads(answers), counter, bool(withdrawn),
        )  # fmt: skip


def surveys_answered(store: SqliteStore) -> tuple[str, ...]:
    """Return the ids of all surveys that were answered or that a counter asks, sorted."""
    rows = store.connection.execute(
        "SELECT survey FROM response WHERE survey IS NOT NULL UNION SELECT survey FROM counter ORDER BY 1"
    )
    return tuple(row[0] for row in rows)
