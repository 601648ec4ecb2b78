"""The form on the office's own tablet, ``/kios/<loket>``: no receipt, and nothing left for the next visitor."""

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.web.pages import language_argument
from collector.web.views import counter
from collector.web.visits import speech

views = Blueprint("kiosk", __name__)
THANKS_SECONDS = 8


@views.get("/kios/<loket>")
def show(loket: str) -> ResponseReturnValue:
    """Show a blank form, or thanks to a visitor whose browser does not run the script."""
    if "selesai" in request.args:
        return _finished(loket)
    return _unkept(counter.show(loket))


@views.post("/kios/<loket>")
def send(loket: str) -> ResponseReturnValue:
    """Keep the answers and lead on to the thanks; no receipt is shown, since the screen is not the visitor's."""
    reply = _unkept(counter.keep(loket, mode="kiosk"))
    if reply.location is None:
        return reply
    return redirect(url_for("kiosk.show", loket=loket, selesai=1, **language_argument(speech())), 303)


def _finished(loket: str) -> Response:
    start = url_for("kiosk.show", loket=loket)
    response = Response(render_template("kiosk_finished.html", start=start))
    response.headers["Refresh"] = f"{THANKS_SECONDS}; url={start}"
    return response


def _unkept(reply: ResponseReturnValue) -> Response:
    """Let no browser keep the page: going back would show what the visitor before has written."""
    response = current_app.make_response(reply)
    response.headers["Cache-Control"] = "no-store"
    return response
