"""Slips in the private database: issued in batches, spent by deleting, so that a used one leaves only a count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from collector.storage import driver
from collector.storage.records import NewResponse

SLIP, HONEYPOT = "slip", "honeypot"
SPENT_CLASS = "token"  # the class of an answer whose slip was good

INSERT_BATCH = """
    INSERT INTO token_batch (agency, service, kind, valid_from, valid_until, issued) VALUES (?, ?, ?, ?, ?, ?)
"""
FIND_SLIP = """
    SELECT batch, kind FROM token JOIN token_batch ON token_batch.id = batch
    WHERE digest = ? AND agency = ? AND ? BETWEEN valid_from AND valid_until
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenBatch:
    """Slips printed together for one unit; `kind` ``honeypot`` is never handed out, so a use of it is a signal."""

    agency: str
    service: str | None
    kind: str
    valid_from: date
    valid_until: date


def issue_tokens(connection: driver.Connection, batch: TokenBatch, digests: Sequence[bytes]) -> int:
    """Keep the digests of a new batch inside the caller's transaction; return the batch's number."""
    cursor = connection.execute(
        INSERT_BATCH,
        (
            batch.agency, batch.service, batch.kind, batch.valid_from.isoformat(),
            batch.valid_until.isoformat(), len(digests),
        ),
    )  # fmt: skip
    number = int(cursor.lastrowid)
    connection.executemany("INSERT INTO token VALUES (?, ?)", [(digest, number) for digest in digests])
    return number


def spend_token(connection: driver.Connection, response: NewResponse) -> str:
    """Use up the response's token inside the transaction that stores it; return the class of the answer.

    A token is good once, for its unit, on its days. Any other leaves the class as it was, and the answer is kept.
    """
    if response.token is None:
        return response.response_class
    day = response.visited_on.isoformat()
    found = connection.execute(FIND_SLIP, (response.token, response.agency, day)).fetchone()
    if found is None:
        return response.response_class
    batch, kind = found
    connection.execute("DELETE FROM token WHERE digest = ?", (response.token,))
    connection.execute("UPDATE token_batch SET spent = spent + 1 WHERE id = ?", (batch,))
    return SPENT_CLASS if kind == SLIP else response.response_class
