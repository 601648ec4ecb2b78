"""A sent form: read by a strict allow list, checked, and turned into the record that is kept.

Free of any web framework: the view and the fast path before it both read what was sent with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from collector.proofs.tokens import token_digest
from collector.questions import Answer
from collector.storage.records import CounterEntry, NewResponse, RegionEntry
from collector.web.answers import faultless
from collector.web.desk import Desk
from collector.web.forms import (
    AGE_FIELD,
    ENVELOPE,
    ID_FIELD,
    OFFLINE_FIELD,
    PROOF_FIELD,
    STAMP_FIELD,
    TRAP_FIELD,
    AnswerForm,
)
from collector.web.moments import local_date, timezone_of
from collector.web.openings import new_id
from collector.web.proof import OPEN, read_proof
from collector.web.signatures import Stamp, read_stamp
from survey_definitions.model import Survey

LARGEST_BODY = 32 * 1024
MOST_FIELDS = 64
FORM_TYPE = "application/x-www-form-urlencoded"
_SECONDS = re.compile(r"[0-9]{1,8}", re.ASCII)
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


class UnknownFieldError(Exception):
    """A form was sent with a field that ours does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """One sent form of a counter or of a wave of a training, not yet stored.

    Attributes
    ----------
    id
        The page's own id, or a fresh one where it was damaged on the way.
    region
        The region as it is loaded now; None before the first ``region load``.
    stamp
        The signed render time; None if it is missing, forged or too old.
    sent_stamp
        The text of it, to be shown again.
    trapped
        Whether the field that people don't see was filled in, as programs do.
    sent_proof
        What the form carries to prove the visit, to be shown again.
    age
        How long the answer waited in the phone's queue; None for one that was sent at once.
    survey
        The questionnaire the page was rendered with, even if the counter has another one by now.
    answers
        What may be stored; None if something is wrong with an answer, which `form` tells.
    """

    id: str
    stamp: Stamp | None
    sent_stamp: str
    survey: Survey
    fields: Mapping[str, str]
    answers: dict[str, Answer] | None
    received_at: datetime
    trapped: bool
    age: timedelta | None
    sent_proof: str

    def is_acceptable(self) -> bool:
        """Tell whether nothing is wrong with the answers and with what surrounds them."""
        return self.answers is not None and self.stamp is not None and not self.trapped

    def form(self, form_class: type[AnswerForm]) -> AnswerForm:
        """Return the filled form with all its faults, to be shown again."""
        form = form_class(MultiDict(self.fields))
        form.validate()
        return form


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Filling):
    """One sent form of a counter."""

    counter: CounterEntry
    region: RegionEntry | None

    @property
    def filled_at(self) -> datetime:
        """When the form was filled: now, or as long ago as the phone says, but never before it was rendered."""
        if self.age is None or self.stamp is None:
            return self.received_at
        return max(self.received_at - self.age, self.stamp.rendered_at)

    def response(self, desk: Desk, language: str, mode: str) -> NewResponse:
        """Return the record to keep; nothing in it is about the person.

        Only a phone brings proof of a visit: what the office's own tablet sends counts as open (decision 0008).
        """
        counter = self.counter
        proof = read_proof(desk.signer, self.sent_proof, self.id, counter.code) if mode == "qr" else OPEN
        return NewResponse(
            id=self.id,
            survey=self.survey.id,
            version=self.survey.version,
            agency=counter.agency,
            service=counter.service,
            counter=counter.code,
            response_class=proof.response_class,
            token=token_digest(desk.secret, proof.token) if proof.token else None,
            mode=mode,
            offline=self.age is not None,
            language=language,
            visited_on=local_date(self.filled_at, timezone_of(self.region)),
            received_at=self.received_at,
            seconds=self._seconds if mode == "qr" else None,
            answers=self.answers or {},
        )

    @property
    def _seconds(self) -> int | None:
        """Time taken, from the signed render time; unknown for an answer that waited in a queue."""
        if self.age is not None or self.stamp is None:
            return None
        return self.stamp.seconds_until(self.received_at)


def read_submission(
    desk: Desk, counter: CounterEntry, region: RegionEntry | None, fields: Mapping[str, str]
) -> Submission:
    """Read what was sent by the form of `counter`.

    Raises
    ------
    UnknownFieldError
        If there is a field the form does not have.
    """
    now = desk.clock()
    stamp = read_stamp(desk.signer, fields.get(STAMP_FIELD, ""), counter.code, now)
    survey = _survey_of(desk, stamp, counter)
    asked = region.asked(survey) if region else survey
    return Submission(counter=counter, region=region, **_parts(asked, stamp, now, fields))


def read_filling(desk: Desk, place: str, survey: Survey, fields: Mapping[str, str]) -> Filling:
    """Read what was sent by a form that was signed for `place`, such as a wave of a training.

    Raises
    ------
    UnknownFieldError
        If there is a field the form does not have.
    """
    now = desk.clock()
    stamp = read_stamp(desk.signer, fields.get(STAMP_FIELD, ""), place, now)
    return Filling(**_parts(survey, stamp, now, fields))


def _parts(survey: Survey, stamp: Stamp | None, now: datetime, fields: Mapping[str, str]) -> dict[str, Any]:
    questions = survey.questions
    known = {question.key for question in questions}.union(ENVELOPE)
    if not known.issuperset(fields):
        raise UnknownFieldError
    sent_id = fields.get(ID_FIELD, "")
    return {
        "id": sent_id if _ID.fullmatch(sent_id) else new_id(),
        "stamp": stamp if _ID.fullmatch(sent_id) else None,
        "sent_stamp": fields.get(STAMP_FIELD, ""),
        "survey": survey,
        "fields": fields,
        "answers": faultless(questions, fields),
        "received_at": now,
        "trapped": bool(fields.get(TRAP_FIELD)),
        "age": _age(fields),
        "sent_proof": fields.get(PROOF_FIELD, ""),
    }


def _age(fields: Mapping[str, str]) -> timedelta | None:
    """Return how long an answer waited in a queue; one that says it was offline but not how long waited 0 s."""
    if fields.get(OFFLINE_FIELD) != "1":
        return None
    written = fields.get(AGE_FIELD, "")
    return timedelta(seconds=int(written)) if _SECONDS.fullmatch(written) else timedelta(0)


def _survey_of(desk: Desk, stamp: Stamp | None, counter: CounterEntry) -> Survey:
    """Return the questionnaire the page had; a phone may send a page of an earlier one weeks later."""
    sent = desk.surveys.get(stamp.survey) if stamp else None
    return sent if sent and stamp and sent.version == stamp.version else desk.surveys[counter.survey]
