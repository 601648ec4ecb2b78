"""A sent form: read by a strict allow list, checked, and turned into the record that is kept."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from collector.proofs.tokens import token_digest
from collector.questions import Answer
from collector.storage.records import CounterEntry, NewResponse
from collector.web.answers import faultless
from collector.web.desk import desk
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
from collector.web.interface import Interface
from collector.web.moments import local_date
from collector.web.openings import new_id
from collector.web.proof import OPEN, read_proof
from collector.web.signatures import Stamp, read_stamp
from collector.web.visits import asked_here
from survey_definitions.model import Survey

LARGEST_BODY = 32 * 1024
MOST_FIELDS = 64
FORM_TYPE = "application/x-www-form-urlencoded"
_SECONDS = re.compile(r"[0-9]{1,8}", re.ASCII)
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One sent form of a counter, not yet stored.

    Attributes
    ----------
    id
        The page's own id, or a fresh one where it was damaged on the way.
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
    fields: MultiDict[str, str]
    answers: dict[str, Answer] | None
    received_at: datetime
    trapped: bool
    age: timedelta | None
    sent_proof: str

    def is_acceptable(self) -> bool:
        """Tell whether nothing is wrong with the answers and with what surrounds them."""
        return self.answers is not None and self.stamp is not None and not self.trapped

    def form(self, say: Interface) -> AnswerForm:
        """Return the filled form with all its faults, to be shown again."""
        form = desk().form_class(self.survey, say)(self.fields)
        form.validate()
        return form

    @property
    def filled_at(self) -> datetime:
        """When the form was filled: now, or as long ago as the phone says, but never before it was rendered."""
        if self.age is None or self.stamp is None:
            return self.received_at
        return max(self.received_at - self.age, self.stamp.rendered_at)

    def response(self, counter: CounterEntry, language: str, timezone: str, mode: str) -> NewResponse:
        """Return the record to keep; nothing in it is about the person.

        Only a phone brings proof of a visit: what the office's own tablet sends counts as open (decision 0008).
        """
        proof = read_proof(desk().signer, self.sent_proof, self.id, counter.code) if mode == "qr" else OPEN
        return NewResponse(
            id=self.id,
            survey=self.survey.id,
            version=self.survey.version,
            agency=counter.agency,
            service=counter.service,
            counter=counter.code,
            response_class=proof.response_class,
            token=token_digest(desk().secret, proof.token) if proof.token else None,
            mode=mode,
            offline=self.age is not None,
            language=language,
            visited_on=local_date(self.filled_at, timezone),
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


def read_submission(counter: CounterEntry) -> Submission:
    """Read the form in this request.

    Raises
    ------
    werkzeug.exceptions.HTTPException
        400 for a field the form does not have or that comes twice, 413 and 415 for what is no form of ours.
    """
    fields = _read_fields()
    now = desk().clock()
    sent_stamp = fields.get(STAMP_FIELD, "")
    stamp = read_stamp(desk().signer, sent_stamp, counter.code, now)
    survey = _survey_of(stamp, counter)
    known = {question.key for question in survey.questions}.union(ENVELOPE)
    if not known.issuperset(fields):
        raise BadRequest("a field the form does not have")
    sent_id = fields.get(ID_FIELD, "")
    return Submission(
        id=sent_id if _ID.fullmatch(sent_id) else new_id(),
        stamp=stamp if _ID.fullmatch(sent_id) else None,
        sent_stamp=sent_stamp,
        survey=survey,
        fields=fields,
        answers=faultless(survey.questions, fields),
        received_at=now,
        trapped=bool(fields.get(TRAP_FIELD)),
        age=_age(fields),
        sent_proof=fields.get(PROOF_FIELD, ""),
    )


def _read_fields() -> MultiDict[str, str]:
    if request.mimetype != FORM_TYPE:
        raise UnsupportedMediaType
    fields = request.form  # raises 413 above LARGEST_BODY
    if sum(1 for _ in fields.items(multi=True)) > MOST_FIELDS:
        raise BadRequest("too many fields")
    if any(len(values) > 1 for values in fields.listvalues()):
        raise BadRequest("a field that comes twice")
    return fields


def _age(fields: MultiDict[str, str]) -> timedelta | None:
    """Return how long an answer waited in a queue; one that says it was offline but not how long waited 0 s."""
    if fields.get(OFFLINE_FIELD) != "1":
        return None
    written = fields.get(AGE_FIELD, "")
    return timedelta(seconds=int(written)) if _SECONDS.fullmatch(written) else timedelta(0)


def _survey_of(stamp: Stamp | None, counter: CounterEntry) -> Survey:
    """Return the questionnaire the page had; a phone may send a page of an earlier one weeks later."""
    surveys = desk().surveys
    if stamp and stamp.survey in surveys and surveys[stamp.survey].version == stamp.version:
        return asked_here(stamp.survey)
    return asked_here(counter.survey)
