"""What a form carries to prove where it was opened: a slip's token, or a pass for a code that was valid then.

A pass is signed for one id, counter and class, so it is good for this filling only; the code itself may have
expired by the time the form is sent.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from collector.codes import normalise
from collector.proofs.screen_codes import is_valid
from collector.proofs.tokens import token_digest
from collector.storage.records import CounterEntry
from collector.web.desk import Desk
from collector.web.signatures import Signer

POSTER = "poster"
TOKEN = "token"  # noqa: S105 - a class of answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The class a form may claim, and the token it carries, if any."""

    response_class: str
    token: str | None = None


OPEN = Proof(response_class="open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What came along in the address of a form: a slip's token (``?t``), a code from screen or sheet (``?k``)."""

    token: str
    code: str

    def proof(self, desk: Desk, counter: CounterEntry, response_id: str, now: datetime, timezone: str) -> str:
        """Return what the form carries on: the token, or for a code that is good now a pass."""
        if self.token and token_digest(desk.secret, self.token):
            return f"{TOKEN}~{normalise(self.token)}"
        if self.code and is_valid(desk.secret, counter.agency, self.code, now, ZoneInfo(timezone)):
            return write_pass(desk.signer, response_id, counter.code)
        return ""


def write_pass(signer: Signer, response_id: str, counter: str) -> str:
    """Return the text that lets the filling `response_id` at `counter` count as ``poster``."""
    return f"{POSTER}~{signer.sign('pass', response_id, counter, POSTER)}"


def read_proof(signer: Signer, text: str, response_id: str, counter: str) -> Proof:
    """Return what `text` proves for this filling; nothing (class ``open``) if it is empty, forged or foreign."""
    kind, _, value = text.partition("~")
    if kind == TOKEN and value:
        return Proof(response_class="open", token=value)  # the store decides, when it is spent
    if kind == POSTER and signer.is_genuine(value, "pass", response_id, counter, POSTER):
        return Proof(response_class=POSTER)
    return OPEN
