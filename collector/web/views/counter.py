"""The form of a counter, ``/l/<loket>``."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from collector.storage.identity import second_id
from collector.storage.records import Conflict, CounterEntry, NewResponse, Stored
from collector.storage.tokens import SPENT_CLASS
from collector.web.desk import desk
from collector.web.openings import KEEPING
from collector.web.origin import refuse_foreign_pages
from collector.web.pages import (
    Link,
    blank_page,
    form_page,
    language_argument,
    message_page,
    place,
    retired_page,
)
from collector.web.prepared import Envelope
from collector.web.replies import json_reply, wants_json
from collector.web.sender import sender_address
from collector.web.signatures import Stamp
from collector.web.submission import Submission, read_submission
from collector.web.visits import counter_of, speech, timezone

views = Blueprint("counter", __name__)


@views.get("/l/<loket>")
def show(loket: str) -> ResponseReturnValue:
    """Show a blank form with an id and a signed time of its own."""
    counter = counter_of(loket)
    if counter is None:
        return message_page("unknown_counter", 404)
    if counter.retired:
        return retired_page(counter)
    return blank_page(counter)


@views.post("/l/<loket>")
def send(loket: str) -> ResponseReturnValue:
    """Keep the answers and lead on to the receipt; show the form again where something is wrong."""
    return keep(loket, mode="qr")


def keep(loket: str, mode: str) -> ResponseReturnValue:
    """Do what a sent form asks, for a page on a phone (``qr``) or on the office's own device (``kiosk``)."""
    refuse_foreign_pages()
    counter = counter_of(loket)
    if counter is None:
        return message_page("unknown_counter", 404)
    say = speech()
    submission = read_submission(counter)
    if counter.retired and submission.stamp is None:
        return retired_page(counter)
    if not submission.is_acceptable():
        return _form_again(counter, submission)
    response = submission.response(counter, say.language, timezone(), mode)
    outcome = _store(response)
    if isinstance(outcome, Conflict):
        return _conflict(counter, outcome)
    slip: dict[str, Any] = {"slip": "tidak"} if response.token and outcome.response_class != SPENT_CLASS else {}
    receipt = url_for("receipt.show", code=outcome.receipt, **slip, **language_argument(say))
    if mode == "qr":
        desk().first_views.note(outcome.receipt, outcome.received_at)
    if wants_json():
        return json_reply(
            200, id=submission.id, receipt=outcome.receipt, **{"class": outcome.response_class}, next=receipt
        )
    return redirect(receipt, 303)


def _store(response: NewResponse) -> Stored | Conflict:
    """Keep one answer, within the allowance of its sender's network; a kiosk is the office's own and has no bounds.

    One that waited in a queue is never refused because its id is taken, but kept beside.
    """
    sender = sender_address() if response.mode == "qr" else ""
    desk().allowance.check(sender)
    (outcome,) = desk().store.append([response])
    if isinstance(outcome, Conflict) and response.offline:
        (outcome,) = desk().store.append([replace(response, id=second_id(response))])
    if isinstance(outcome, Stored) and outcome.is_new:
        desk().allowance.spend(sender)
    return outcome


def _form_again(counter: CounterEntry, submission: Submission) -> ResponseReturnValue:
    say = speech()
    form = submission.form(say)
    errors = form.messages
    stamp = submission.sent_stamp
    if submission.trapped:
        errors = [("", say("error.trap")), *errors]
    survey = submission.survey
    if submission.stamp is None:
        errors = [("", say("error.stale")), *errors]
        if form.is_blank:  # nobody is scolded for an empty page that can't be sent
            form, errors = desk().form_class(survey, say)(), [("", say("error.stale_empty"))]
        fresh = Stamp(survey=survey.id, version=survey.version, rendered_at=submission.received_at)
        stamp = fresh.write(desk().signer, counter.code)
    if wants_json():
        return json_reply(422, errors=[message for _, message in errors])
    envelope = Envelope(id=submission.id, stamp=stamp, proof=submission.sent_proof)
    page = form_page(counter, survey, form, envelope, errors)
    return page, 422, {"Cache-Control": KEEPING[place()]}


def _conflict(counter: CounterEntry, conflict: Conflict) -> Response:
    """Lead on to the receipt of the first answer; on a kiosk, where nobody sees one, to a new form."""
    if wants_json():
        return json_reply(409, conflict=True)
    say = speech()
    language = language_argument(say)
    if place() == "kiosk":
        address, text = url_for("kiosk.show", loket=counter.code, **language), say("conflict.link")
    else:
        desk().first_views.note(conflict.receipt, conflict.received_at)
        address, text = url_for("receipt.show", code=conflict.receipt, **language), say("script.receipt")
    return message_page("conflict", 409, Link(address=address, text=text))
