"""Issue slips: draw tokens, keep their digests, hand the tokens out once for printing."""

from datetime import date

from collector.proofs.tokens import new_tokens, token_digest
from collector.storage.records import CounterEntry
from collector.storage.sqlite_store import SqliteStore
from collector.storage.tokens import HONEYPOT, SLIP, TokenBatch, issue_tokens


def issue_slips(
    store: SqliteStore,
    secret: bytes,
    counter: CounterEntry,
    days: tuple[date, date],
    count: int,
    honeypots: int = 0,
) -> list[str]:
    """Issue `count` slips of the counter's unit and return their tokens; they can't be read again afterwards.

    Parameters
    ----------
    days
        First and last local day on which the slips are good.
    honeypots
        Tokens that are kept as if they were slips and never handed out: a use of one is a signal.
    """
    tokens = new_tokens(count + honeypots)
    digests = [token_digest(secret, token) or b"" for token in tokens]
    with store.transaction() as connection:
        for kind, chosen in ((SLIP, digests[:count]), (HONEYPOT, digests[count:])):
            if chosen:
                batch = TokenBatch(
                    agency=counter.agency, service=counter.service, kind=kind,
                    valid_from=days[0], valid_until=days[1],
                )  # fmt: skip
                issue_tokens(connection, batch, chosen)
    return tokens[:count]
