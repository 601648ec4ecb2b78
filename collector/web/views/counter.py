"""The form of a counter, ``/l/<loket>``."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from collector.storage.records import Conflict, CounterEntry
from collector.web import reception
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
from collector.web.reception import Kept
from collector.web.replies import json_reply, wants_json
from collector.web.sender import sender_address
from collector.web.signatures import Stamp
from collector.web.submission import FORM_TYPE, MOST_FIELDS, Submission, UnknownFieldError, read_submission
from collector.web.visits import counter_of, region, speech

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
    submission = _read(counter)
    if counter.retired and submission.stamp is None:
        return retired_page(counter)
    if not submission.is_acceptable():
        return _form_again(counter, submission)
    kept = _keep(submission, mode)
    if isinstance(kept, Conflict):
        return _conflict(counter, kept)
    status, headers, body = kept.reply(as_json=wants_json())
    return Response(body, status, headers)


def _read(counter: CounterEntry) -> Submission:
    if request.mimetype != FORM_TYPE:
        raise UnsupportedMediaType
    fields = request.form  # raises 413 above LARGEST_BODY
    if len(fields) > MOST_FIELDS or any(len(values) > 1 for values in fields.listvalues()):
        raise BadRequest("too many fields, or one that comes twice")
    try:
        return read_submission(desk(), counter, region(), fields.to_dict())
    except UnknownFieldError:
        raise BadRequest("a field the form does not have") from None


def _keep(submission: Submission, mode: str) -> Kept | Conflict:
    """Store what was sent, unless the fast path has tried already: then go on with what came of it."""
    tried: Kept | Conflict | Exception | None = request.environ.get(reception.TRIED)
    if isinstance(tried, Exception):
        raise tried
    sender = sender_address(request.environ, desk().settings.trusted_proxy)
    return tried or reception.keep(desk(), submission, language=speech().language, mode=mode, sender=sender)


def _form_again(counter: CounterEntry, submission: Submission) -> ResponseReturnValue:
    say = speech()
    form = submission.form(desk().form_class(submission.survey, say))
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
