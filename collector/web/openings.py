"""Opening a blank form: what the view and the fast path before it have in common, free of any web framework."""

import secrets
from dataclasses import dataclass

from collector.storage.records import CounterEntry, RegionEntry
from collector.web.desk import Desk
from collector.web.moments import local_date, timezone_of
from collector.web.prepared import Envelope
from collector.web.proof import Claim
from collector.web.signatures import Stamp

COUNTER, KIOSK = "counter", "kiosk"

KEEPING = {COUNTER: "private, no-cache", KIOSK: "no-store"}
"""Whether a browser may keep a form, blank or with what is wrong in it.

On a phone it may: going back must show the same page with the same id, so that sending twice stays one answer.
On the office's own tablet going back would show what the visitor before has written.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankForm:
    """A blank form by what its text depends on. A changed register entry makes another form, without a restart.

    Attributes
    ----------
    place
        Where the form stands: ``counter`` on a phone, ``kiosk`` on the office's own tablet.
    """

    place: str
    counter: CounterEntry
    region: RegionEntry | None
    language: str

    def envelope(self, desk: Desk, claim: Claim) -> Envelope:
        """Draw an id for one filling, and sign the time and the proof of the visit."""
        now = desk.clock()
        survey = desk.surveys[self.counter.survey]
        response_id = new_id()
        stamp = Stamp(survey=survey.id, version=survey.version, rendered_at=now)
        return Envelope(
            id=response_id,
            stamp=stamp.write(desk.signer, self.counter.code),
            proof=claim.proof(desk, self.counter, response_id, now, timezone_of(self.region)),
        )

    def count(self, desk: Desk, method: str, purpose: str) -> None:
        """Count the form as opened if somebody looks at it: no HEAD, and nothing that was loaded in advance.

        At a kiosk each visitor is counted and not the page, which they share.
        """
        if self.place == COUNTER and is_seen(method, purpose):
            count_opened(desk, self.counter, self.region)


def is_seen(method: str, purpose: str) -> bool:
    """Tell from the method and the ``Sec-Purpose`` of a request whether somebody looks at the page."""
    return method == "GET" and "prefetch" not in purpose


def count_opened(desk: Desk, counter: CounterEntry, region: RegionEntry | None) -> None:
    """Note that one more person had the form of a counter before them today."""
    desk.store.note_opened(counter.code, local_date(desk.clock(), timezone_of(region)))


def new_id() -> str:
    """Draw the id of one filling: 128 random bits."""
    return secrets.token_hex(16)
