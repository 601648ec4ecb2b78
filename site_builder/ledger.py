"""The published ledger, checked by whoever has the open file: heads are recomputed from the commitments alone.

Link n is SHA-256 of link n-1 and commitment n, both as 32 bytes; the link before the first is 32 zero bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDay:
    """A head and the days it covers."""

    number: int
    first_day: str
    last_day: str
    rows: int
    last_position: int
    head: str

    @property
    def name(self) -> str:
        """The days and positions, for a message."""
        days = self.first_day if self.first_day == self.last_day else f"{self.first_day} to {self.last_day}"
        return f"{days} (positions {self.last_position - self.rows + 1} to {self.last_position})"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """The commitment to one answer."""

    position: int
    commitment: str
    receipt_hash: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ListedReceipt:
    """The hash of a receipt's last half, and where its answer stands."""

    receipt_hash: str
    position: int
    withdrawn: bool


def ledger_faults(days: Sequence[LedgerDay], entries: Iterable[LedgerEntry]) -> Iterator[str]:
    """Yield the first fault of a ledger as one sentence; nothing if every head follows from the commitments."""
    link, following, position = bytes(32), iter(entries), 0
    for number, day in enumerate(days, start=1):
        if day.number != number:
            yield f"Head {number} is missing."
            return
        for entry in islice(following, day.rows):
            position += 1
            if entry.position != position:
                yield f"Position {position} is missing; the next one is {entry.position}."
                return
            link = hashlib.sha256(link + _bytes(entry.commitment)).digest()
        if position != day.last_position or link.hex() != day.head:
            yield f"{day.name}: the commitments do not give the published head. One was changed, added or moved."
            return
    left = next(following, None)
    if left is not None:
        yield f"Position {left.position} stands behind the last head."


def continuation_faults(earlier: Sequence[LedgerDay], later: Sequence[LedgerDay]) -> Iterator[str]:
    """Yield the first head of an earlier ledger that a later one does not repeat as it was."""
    for at, day in enumerate(earlier):
        if at >= len(later) or later[at] != day:
            yield f"{day.name}: the head differs from the earlier file's."
            return


def _bytes(digits: str) -> bytes:
    """Return the bytes of hexadecimal digits; none where they are damaged, so that the head does not follow."""
    try:
        return bytes.fromhex(digits)
    except (ValueError, TypeError):
        return b""
