"""Withdrawn answers: what goes at once, and what goes when the scores have left the published numbers.

What stays in between: the scored answers, unit, month, mode and class, since the published numbers still hold them.
What stays for good: the two random codes (a late repetition must not bring the answer back, and the receipt must
say that it was withdrawn), the commitment with its place in the chain, and the day.
"""

import json
from collections.abc import Iterable
from datetime import date

from collector.storage import driver
from collector.storage.identity import canonical
from collector.storage.records import Withdrawal

FIND = """
    SELECT sequence, answers, visited_on FROM response
    WHERE receipt = ? AND mode = 'qr' AND withdrawn_on IS NULL
"""
REDUCE = """
    UPDATE response SET version = NULL, counter = NULL, offline = NULL, language = NULL, visited_on = ?,
        received_at = NULL, seconds = NULL, answers = ?, nonce = NULL, withdrawn_on = ?
    WHERE sequence = ?
"""
UNQUOTE = "DELETE FROM comment_review WHERE response = ?"
FORGET = """
    UPDATE response SET survey = NULL, agency = NULL, service = NULL, training = NULL, class = NULL, mode = NULL,
        visited_on = NULL, answers = NULL
    WHERE sequence = ? AND withdrawn_on IS NOT NULL
"""


def withdraw(connection: driver.Connection, withdrawal: Withdrawal) -> None:
    """Reduce an answer to its scores inside the caller's transaction; what was approved of its words goes, too.

    One that is withdrawn already, or that no phone of a respondent sent, stays as it is.
    """
    found = connection.execute(FIND, (withdrawal.receipt,)).fetchone()
    if found is None:
        return
    sequence, answers, visited_on = found
    kept = {key: value for key, value in json.loads(answers).items() if key in withdrawal.scored}
    month = date.fromisoformat(visited_on).replace(day=1)
    connection.execute(REDUCE, (month.isoformat(), canonical(kept), withdrawal.day.isoformat(), sequence))
    connection.execute(UNQUOTE, (sequence,))


def forget_scores(connection: driver.Connection, sequences: Iterable[int]) -> None:
    """Delete the scores of withdrawn answers that are in no published number any more."""
    connection.executemany(FORGET, [(sequence,) for sequence in sequences])
