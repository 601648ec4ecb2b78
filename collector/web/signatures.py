"""Signed values inside a page: the server knows its own words again without remembering them."""

import hmac
import json
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LIFETIME = timedelta(days=60)
"""How long a rendered form may be sent; a phone may carry an answer for weeks before it finds a network."""

_STAMP = re.compile(r"([a-z0-9-]{1,64})~([0-9]{1,6})~([0-9]{1,12})~([A-Za-z0-9_-]{22})", re.ASCII)
_SIGNATURE_BYTES = 16


class Signer:
    """Signs with the instance's secret; each purpose has signatures of its own."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def sign(self, purpose: str, *parts: str) -> str:
        """Return the signature of `parts`: 128 bits as 22 characters."""
        message = json.dumps([purpose, *parts], ensure_ascii=True).encode()
        digest = hmac.digest(self._key, message, "sha256")[:_SIGNATURE_BYTES]
        return urlsafe_b64encode(digest).rstrip(b"=").decode()

    def is_genuine(self, signature: str, purpose: str, *parts: str) -> bool:
        """Tell in constant time whether `signature` is ours for these parts."""
        return hmac.compare_digest(signature.encode(), self.sign(purpose, *parts).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Which questionnaire a form was rendered with, and when (aware, UTC)."""

    survey: str
    version: int
    rendered_at: datetime

    def write(self, signer: Signer, counter: str) -> str:
        """Return the signed text for the form of `counter`."""
        parts = (self.survey, str(self.version), str(int(self.rendered_at.timestamp())))
        return "~".join((*parts, signer.sign("stamp", counter, *parts)))

    def seconds_until(self, moment: datetime) -> int | None:
        """Return whole seconds from rendering to `moment`; None if the clock was set back between them."""
        seconds = int((moment - self.rendered_at).total_seconds())
        return seconds if seconds >= 0 else None


def read_stamp(signer: Signer, text: str, counter: str, now: datetime) -> Stamp | None:
    """Return the stamp `text` carries; None if it is malformed, forged, of another counter or too old."""
    found = _STAMP.fullmatch(text)
    if found is None:
        return None
    survey, version, seconds, signature = found.groups()
    if not signer.is_genuine(signature, "stamp", counter, survey, version, seconds):
        return None
    stamp = Stamp(survey=survey, version=int(version), rendered_at=datetime.fromtimestamp(int(seconds), UTC))
    return stamp if now - stamp.rendered_at <= LIFETIME else None
