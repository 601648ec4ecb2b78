"""Read the chain for the public ledger, and remember which stretches of it were published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from collector.storage import driver
from collector.storage.sqlite_store import SqliteStore

READ_LINKS = """
    SELECT sequence, chain, coalesce(imported_at, received_at), answers IS NOT NULL
    FROM response LEFT JOIN import_file ON digest = source ORDER BY sequence
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRange:
    """Some days of the chain that are published together.

    Attributes
    ----------
    last
        Place in the chain of the last answer.
    head
        The link of the last answer, 32 bytes.
    """

    last: int
    first_day: date
    last_day: date
    head: bytes


class ChainLink(NamedTuple):
    """One answer's place in the chain.

    Attributes
    ----------
    moment
        When it came in, in ISO format and UTC, so that texts compare like moments; None for a withdrawn one.
    has_scores
        False for a withdrawn answer that is in no published number any more.
    """

    sequence: int
    link: bytes
    moment: str | None
    has_scores: bool


class Commitment(NamedTuple):
    """What the ledger says of one answer; the receipt is coarsened before it leaves."""

    sequence: int
    commitment: bytes
    receipt: str | None
    withdrawn_on: date | None


def read_ranges(store: SqliteStore) -> list[LedgerRange]:
    """Return what was published of the chain, in order."""
    rows = store.connection.execute("SELECT last, first_day, last_day, head FROM ledger_range ORDER BY last")
    return [
        LedgerRange(
            last=last, first_day=date.fromisoformat(first_day), last_day=date.fromisoformat(last_day),
            head=bytes(head),
        )
        for last, first_day, last_day, head in rows
    ]  # fmt: skip


def read_links(store: SqliteStore) -> Iterator[ChainLink]:
    """Yield the whole chain; an imported answer came in with its file, whenever it was given."""
    yield from map(ChainLink._make, store.connection.execute(READ_LINKS))


def read_commitments(store: SqliteStore, last: int) -> Iterator[Commitment]:
    """Yield the commitments up to place `last` in the order of the chain."""
    rows = store.connection.execute(
        "SELECT sequence, commitment, receipt, withdrawn_on FROM response WHERE sequence <= ? ORDER BY sequence",
        (last,),
    )
    for sequence, commitment, receipt, withdrawn_on in rows:
        day = date.fromisoformat(withdrawn_on) if withdrawn_on else None
        yield Commitment(sequence, bytes(commitment), receipt, day)


def read_withdrawn(store: SqliteStore, before: date) -> list[int]:
    """Return the places of the answers withdrawn before a day, in the order of the days."""
    rows = store.connection.execute(
        "SELECT sequence FROM response WHERE withdrawn_on < ? ORDER BY withdrawn_on, sequence",
        (before.isoformat(),),
    )
    return [row[0] for row in rows]


def save_ranges(connection: driver.Connection, ranges: Iterable[LedgerRange], published_on: date) -> None:
    """Remember ranges as published, inside the caller's transaction; known ones stay as they are."""
    connection.executemany(
        "INSERT INTO ledger_range VALUES (?, ?, ?, ?, ?) ON CONFLICT (last) DO NOTHING",
        [
            (one.last, one.first_day.isoformat(), one.last_day.isoformat(), one.head, published_on.isoformat())
            for one in ranges
        ],
    )
