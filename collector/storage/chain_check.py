"""Inspect the private database: whether the file is whole and every answer still opens its commitment."""

from collections.abc import Iterator

from collector.storage import chain, driver
from collector.storage.entries import CONTENT_COLUMNS
from collector.storage.ledger import read_ranges
from collector.storage.sqlite_store import SqliteStore

READ_CHAIN = f"""
    SELECT sequence, withdrawn_on IS NOT NULL, nonce, commitment, chain, {", ".join(CONTENT_COLUMNS)}
    FROM response ORDER BY sequence
"""  # noqa: S608 - constants


def private_faults(store: SqliteStore) -> Iterator[str]:
    """Yield what is wrong with the private database, one sentence each; the first fault of a kind hides others."""
    try:
        (state,) = store.connection.execute("PRAGMA integrity_check(1)").fetchone()
        if state != "ok":
            yield f"The database file is damaged: {state}."
        links: dict[int, bytes] = {}
        yield from _chain_faults(store, links)
        for one in read_ranges(store):
            if links.get(one.last) != one.head:
                yield (
                    f"The days {one.first_day} to {one.last_day}: answer {one.last} does not end in the head that "
                    "was published for them. The chain was written anew."
                )
                return
    except driver.DatabaseError as error:
        yield f"The database file can't be read ({error})."


def count_answers(store: SqliteStore) -> int:
    """Return how many answers the chain holds, withdrawn ones included."""
    return int(store.connection.execute("SELECT count(*) FROM response").fetchone()[0])


def _chain_faults(store: SqliteStore, links: dict[int, bytes]) -> Iterator[str]:
    """Recompute the chain into `links`; stop at the first fault, since all that follows hangs on it."""
    link, ends = chain.GENESIS, {one.last for one in read_ranges(store)}
    rows = store.connection.execute(READ_CHAIN)
    for expected, (sequence, is_withdrawn, nonce, commitment, stored, *content) in enumerate(rows, start=1):
        if sequence != expected:
            yield f"Answer {expected} is missing; the next one is {sequence}."
            return
        if not is_withdrawn and chain.commit(nonce, content) != commitment:
            yield f"Answer {sequence} was changed: it does not open its commitment."
            return
        link = chain.link(link, commitment)
        if link != stored:
            yield f"Answer {sequence} does not follow from the one before: one was added, removed or moved."
            return
        if sequence in ends:
            links[sequence] = link
