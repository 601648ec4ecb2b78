"""The second code of an answer, with which its respondent can take it back.

It follows from the receipt and the instance's secret, so nothing of it is stored. The receipt's address alone never
shows it: the server notes in memory that an answer has just been sent, and the first view of its receipt uses the
note up. Nothing secret is in an address, so nothing gets into a history, a log or a shared link (decision 0009).
"""

import hashlib
import hmac
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from collector.codes import encode, normalise

CHARACTERS = 10  # 50 bits, and the receipt's 80 before one may try
SHOWN_WITHIN = timedelta(hours=1)
"""How long after sending the code may be shown; a phone that lost the reply has as long to send once more."""

MOST_NOTED = 10_000


def withdrawal_code(secret: bytes, receipt: str) -> str:
    """Return the second code of the answer with this receipt."""
    return encode(hmac.digest(secret, b"withdrawal\0" + receipt.encode(), hashlib.sha256))[:CHARACTERS]


def is_withdrawal_code(secret: bytes, receipt: str, typed: str) -> bool:
    """Tell in constant time whether `typed` is the second code of the answer with this receipt."""
    return hmac.compare_digest(normalise(typed).encode(), withdrawal_code(secret, receipt).encode())


class FirstViews:
    """Receipts that nobody has looked at since their answer was sent; the oldest notes are dropped."""

    def __init__(self, most: int = MOST_NOTED) -> None:
        self._most = most
        self._noted: OrderedDict[str, datetime] = OrderedDict()
        self._lock = Lock()

    def note(self, receipt: str, sent_at: datetime) -> None:
        """Let the next view of a receipt be its first."""
        with self._lock:
            self._noted[receipt] = sent_at
            self._noted.move_to_end(receipt)
            while len(self._noted) > self._most:
                self._noted.popitem(last=False)

    def use(self, receipt: str, now: datetime) -> bool:
        """Tell whether this is the first view of a receipt, soon enough after sending; the next one is not."""
        with self._lock:
            sent_at = self._noted.pop(receipt, None)
        return sent_at is not None and now - sent_at <= SHOWN_WITHIN
