"""The form of a counter, ``/l/<loket>``."""

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from collector.storage.records import Conflict, CounterEntry
from collector.web.desk import desk
from collector.web.pages import Link, blank_form, form_page, language_argument, message_page, site_link
from collector.web.signatures import Stamp
from collector.web.submission import Submission, new_id, read_submission
from collector.web.visits import counter_of, speech, timezone

views = Blueprint("counter", __name__)


@views.get("/l/<loket>")
def show(loket: str) -> ResponseReturnValue:
    """Show a blank form with an id and a signed time of its own."""
    counter = counter_of(loket)
    if counter is None:
        return message_page("unknown_counter", 404)
    if counter.retired:
        return _retired(counter)
    survey = desk().surveys[counter.survey]
    stamp = Stamp(survey=survey.id, version=survey.version, rendered_at=desk().clock())
    page = blank_form(counter, survey).filled(new_id(), stamp.write(desk().signer, counter.code))
    response = Response(page)
    # Not "no-store": going back must show the same page with the same id, so that sending twice stays one answer.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@views.post("/l/<loket>")
def send(loket: str) -> ResponseReturnValue:
    """Keep the answers and lead on to the receipt; show the form again where something is wrong."""
    counter = counter_of(loket)
    if counter is None:
        return message_page("unknown_counter", 404)
    say = speech()
    submission = read_submission(counter, say)
    if counter.retired and submission.stamp is None:
        return _retired(counter)
    if not submission.is_acceptable():
        return _form_again(counter, submission)
    response = submission.response(counter, say.language, timezone())
    (outcome,) = desk().store.append([response])
    if isinstance(outcome, Conflict):
        return _conflict(counter)
    return redirect(url_for("receipt.show", code=outcome.receipt, **language_argument(say)), 303)


def _form_again(counter: CounterEntry, submission: Submission) -> ResponseReturnValue:
    errors = submission.form.messages
    stamp = submission.sent_stamp
    if submission.stamp is None:
        errors = [("", speech()("error.stale")), *errors]
        survey = submission.survey
        fresh = Stamp(survey=survey.id, version=survey.version, rendered_at=submission.received_at)
        stamp = fresh.write(desk().signer, counter.code)
    return form_page(counter, submission.survey, submission.form, submission.id, stamp, errors), 422


def _conflict(counter: CounterEntry) -> Response:
    say = speech()
    address = url_for("counter.show", loket=counter.code, **language_argument(say))
    return message_page("conflict", 409, Link(address=address, text=say("conflict.link")))


def _retired(counter: CounterEntry) -> Response:
    language = speech().language
    names = {"counter": counter.name[language], "agency": counter.agency_name[language]}
    return message_page("retired", 200, site_link("retired.link"), **names)
