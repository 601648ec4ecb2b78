"""An answer made ready for the table: everything about it that needs no database and no turn.

Whoever brings the answer does this, so that the one thread that writes only has to link and insert. What the driver
adapts costs it thirty times what it takes as it is: binary columns are bytearrays, and an empty column is left out.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress, groupby

from collector.codes import random_code
from collector.storage import chain, driver
from collector.storage.identity import canonical
from collector.storage.records import NewResponse, Stored

RECEIPT_LENGTH = 16  # 80 bits
CONTENT_COLUMNS = (
    "id", "survey", "version", "agency", "service", "counter", "training", "class", "mode", "offline",
    "language", "visited_on", "received_at", "seconds", "answers", "source", "source_row",
)  # fmt: skip
COLUMNS = (*CONTENT_COLUMNS, "receipt", "nonce", "commitment", "chain")
_CLASS = CONTENT_COLUMNS.index("class")
Value = str | int | bytearray | None
Row = tuple[Value, ...]
Content = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer with what it is stored as.

    Attributes
    ----------
    content
        The stored columns in their fixed order, as they are committed to.
    receipt
        Its receipt code; None for a row of an imported file.
    nonce, commitment
        32 bytes each.
    """

    response: NewResponse
    content: Content
    receipt: str | None
    nonce: bytes
    commitment: bytes

    @property
    def id(self) -> str:
        """The key of idempotency."""
        return self.response.id

    @classmethod
    def of(cls, response: NewResponse) -> "Entry":
        """Make an answer ready, in the class it says it has."""
        content = _content(response)
        nonce = secrets.token_bytes(32)
        receipt = None if response.source else random_code(RECEIPT_LENGTH)
        return cls(response, content, receipt, nonce, chain.commit(nonce, content))

    def in_class(self, response_class: str) -> "Entry":
        """Return the same answer in the class that its slip gave it."""
        if response_class == self.content[_CLASS]:
            return self
        content = (*self.content[:_CLASS], response_class, *self.content[_CLASS + 1 :])
        return Entry(self.response, content, self.receipt, self.nonce, chain.commit(self.nonce, content))

    def row(self, link: bytes) -> Row:
        """Return the row in the order of `COLUMNS`, with its link of the chain."""
        return (*self.content, self.receipt, bytearray(self.nonce), bytearray(self.commitment), bytearray(link))

    def stored(self) -> Stored:
        """Return what its sender is told."""
        return Stored(
            id=self.id, receipt=self.receipt or "", received_at=self.response.received_at, is_new=True,
            response_class=str(self.content[_CLASS]),
        )  # fmt: skip


def insert(connection: driver.Connection, rows: Iterable[Row]) -> None:
    """Insert rows in their order."""
    for filled, alike in groupby(rows, key=_filled):
        names = list(compress(COLUMNS, filled))
        statement = f"INSERT INTO response ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - constants
        connection.executemany(statement, _values(alike))


def _filled(row: Row) -> tuple[bool, ...]:
    return tuple([value is not None for value in row])


def _values(rows: Iterable[Row]) -> Iterator[list[Value]]:
    return ([value for value in row if value is not None] for row in rows)


def _content(response: NewResponse) -> Content:
    return (
        response.id, response.survey, response.version, response.agency, response.service, response.counter,
        response.training, response.response_class, response.mode, int(response.offline), response.language,
        response.visited_on.isoformat(), response.received_at.isoformat(timespec="seconds"), response.seconds,
        canonical(response.answers), response.source, response.source_row,
    )  # fmt: skip
