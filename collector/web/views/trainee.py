"""A trainee's invitation, ``/u/<undangan>``: which questionnaires it opens, the forms, and keeping what was sent.

It works without a script. What was sent is answered at once and not by a second address: an address with both the
invitation and what became of it would tie them in every log on the way.
"""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from collector.questions import type_of
from collector.storage.trainees import Kept, WaveEntry
from collector.web.desk import desk
from collector.web.forms import AnswerForm
from collector.web.invitations import EARLY, OPEN, OVER, USED, Invitation, Refusal, invitation_of, today
from collector.web.moments import day_text, local_date
from collector.web.openings import COUNTER, KEEPING, new_id
from collector.web.origin import refuse_foreign_pages
from collector.web.pages import language_argument, message_page
from collector.web.prepared import Envelope
from collector.web.sender import sender_address
from collector.web.signatures import Stamp
from collector.web.submission import FORM_TYPE, MOST_FIELDS, Filling, UnknownFieldError, read_filling
from collector.web.visits import speech, timezone

views = Blueprint("trainee", __name__)
THANKS = "thanks"


@views.get("/u/<undangan>")
def show(undangan: str) -> ResponseReturnValue:
    """Show the form of the one wave that is open or that was asked for, else what the invitation opens and when."""
    found = invitation_of(undangan)
    if isinstance(found, Refusal):
        return found.page()
    asked = request.args.get("isi", "")
    wave = found.wave(asked)
    if asked and wave is None:
        return message_page("foreign_wave", 404)
    open_now = [one for one in found.waves if found.state(one, today()) == OPEN]
    if wave is None and len(open_now) == 1:
        (wave,) = open_now
    if wave is None or wave not in open_now:
        return _overview(found, found.state(wave, today()) if wave else _state_of_all(found))
    return _blank(found, wave)


@views.post("/u/<undangan>")
def send(undangan: str) -> ResponseReturnValue:
    """Keep the answers and say thanks; show the form again where something is wrong."""
    refuse_foreign_pages()
    found = invitation_of(undangan)
    if isinstance(found, Refusal):
        return found.page()
    wave = found.wave(request.args.get("kirim", ""))
    if wave is None:
        return message_page("foreign_wave", 404)
    submission = _read(found, wave)
    if not wave.opens <= _filled_on(submission) <= wave.closes:
        return _overview(found, OVER), 409
    if not submission.is_acceptable() or not submission.answers:
        return (_overview(found, USED), 409) if wave.wave in found.used else _form_again(found, wave, submission)
    return _kept(found, wave, submission)


def _read(found: Invitation, wave: WaveEntry) -> Filling:
    """Read the form in this request; the ticks of one question are one value, with spaces between them."""
    if request.mimetype != FORM_TYPE:
        raise UnsupportedMediaType
    sent = request.form  # raises 413 above LARGEST_BODY
    survey = found.survey(wave)
    several = {question.key for question in survey.questions if type_of(question).takes_several}
    if len(sent) > MOST_FIELDS or any(len(values) > 1 and key not in several for key, values in sent.lists()):
        raise BadRequest("too many fields, or one that comes twice")
    fields = {key: " ".join(values) for key, values in sent.lists()}
    try:
        return read_filling(desk(), found.place(wave), survey, fields)
    except UnknownFieldError:
        raise BadRequest("a field the form does not have") from None


def _kept(found: Invitation, wave: WaveEntry, submission: Filling) -> ResponseReturnValue:
    network = desk().allowance.network(sender_address(request.environ, desk().settings.trusted_proxy))
    desk().allowance.check(network)
    match found.keep(wave, submission):
        case Kept.CONFLICT:
            return message_page("conflict", 409)
        case Kept.USED:
            return _overview(found, USED), 409
        case Kept.UNKNOWN:  # sealed since it was looked up
            return message_page("unknown_invitation", 404)
        case Kept.STORED:
            desk().allowance.spend(network)
    again = invitation_of(found.slip)
    return _overview(again if isinstance(again, Invitation) else found, THANKS, is_unpaired=found.is_unpaired(wave))


def _filled_on(submission: Filling) -> date:
    """Return when the form was opened: who began in time is not turned away for having thought until midnight."""
    moment = submission.stamp.rendered_at if submission.stamp else submission.received_at
    return local_date(moment, timezone())


def _blank(found: Invitation, wave: WaveEntry) -> Response:
    survey = found.survey(wave)
    envelope = Envelope(id=new_id(), stamp=_stamp(found, wave), proof="")
    page = _form(found, wave, desk().form_class(survey, speech())(), envelope)
    return Response(page, headers={"Cache-Control": KEEPING[COUNTER]})


def _form_again(found: Invitation, wave: WaveEntry, submission: Filling) -> ResponseReturnValue:
    say = speech()
    form = submission.form(desk().form_class(submission.survey, say))
    errors = form.messages
    if not errors and not submission.answers:
        errors = [("", say("invitation.blank"))]
    if submission.trapped:
        errors = [("", say("error.trap")), *errors]
    stamp = submission.sent_stamp
    if submission.stamp is None:
        errors, stamp = [("", say("error.stale")), *errors], _stamp(found, wave)
    return _form(found, wave, form, Envelope(id=submission.id, stamp=stamp, proof=""), errors), 422


def _form(
    found: Invitation, wave: WaveEntry, form: AnswerForm, envelope: Envelope, errors: Sequence[tuple[str, str]] = ()
) -> str:
    survey = found.survey(wave)
    return render_template(
        "trainee.html",
        action=url_for("trainee.send", undangan=found.slip, kirim=wave.wave, **language_argument(speech())),
        day=lambda day: day_text(day, speech()),
        envelope=envelope,
        errors=errors,
        event=found.event,
        form=form,
        is_unpaired=found.is_unpaired(wave),
        survey=survey,
        total=len(survey.counted),
        wave=wave,
    )


def _stamp(found: Invitation, wave: WaveEntry) -> str:
    survey = found.survey(wave)
    stamp = Stamp(survey=survey.id, version=survey.version, rendered_at=desk().clock())
    return stamp.write(desk().signer, found.place(wave))


def _state_of_all(found: Invitation) -> str:
    """Return what is most worth saying of several waves: what can be done, what comes, what is done or over."""
    states = {found.state(one, today()) for one in found.waves}
    return next((state for state in (OPEN, EARLY, USED) if state in states), OVER)


def _overview(found: Invitation, about: str, *, is_unpaired: bool = False) -> str:
    """Show every wave of an invitation; `about` says why: a state, or thanks."""
    say = speech()
    return render_template(
        "invitation.html",
        body=say(f"invitation.{about}_body"),
        day=lambda day: day_text(day, say),
        event=found.event,
        is_thanks=about == THANKS,
        is_unpaired=is_unpaired,
        title=say(f"invitation.{about}_title"),
        waves=[_shown(found, one) for one in found.waves],
    )


def _shown(found: Invitation, wave: WaveEntry) -> dict[str, object]:
    state = found.state(wave, today())
    link = url_for("trainee.show", undangan=found.slip, isi=wave.wave, **language_argument(speech()))
    return {
        "title": desk().surveys[wave.survey].title,
        "state": state,
        "day": wave.opens if state == EARLY else wave.closes,
        "address": link if state == OPEN else "",
    }
