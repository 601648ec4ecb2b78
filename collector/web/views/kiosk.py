"""The form on the office's own tablet, ``/kios/<loket>``: no receipt, and nothing left for the next visitor."""

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.web.desk import desk
from collector.web.openings import count_opened, is_seen
from collector.web.origin import refuse_foreign_pages
from collector.web.pages import language_argument
from collector.web.views import counter
from collector.web.visits import counter_of, region, speech

views = Blueprint("kiosk", __name__)
THANKS_SECONDS = 8


@views.get("/kios/<loket>")
def show(loket: str) -> ResponseReturnValue:
    """Show a blank form, or thanks to a visitor whose browser does not run the script."""
    if "selesai" in request.args:
        return _finished(loket)
    return counter.show(loket)


@views.post("/kios/<loket>")
def send(loket: str) -> ResponseReturnValue:
    """Keep the answers and lead on to the thanks; no receipt is shown, since the screen is not the visitor's."""
    if "ulang" in request.args:
        return _emptied(loket)
    reply = current_app.make_response(counter.keep(loket, mode="kiosk"))
    if reply.location is None:
        return reply
    return redirect(url_for("kiosk.show", loket=loket, selesai=1, **language_argument(speech())), 303)


def _finished(loket: str) -> Response:
    if is_seen(request.method, request.headers.get("Sec-Purpose", "")):
        _count_visitor(loket)
    start = url_for("kiosk.show", loket=loket)
    response = Response(render_template("kiosk_finished.html", start=start))
    response.headers["Refresh"] = f"{THANKS_SECONDS}; url={start}"
    return response


def _emptied(loket: str) -> Response:
    """Hear from the page that it was emptied for the next visitor."""
    refuse_foreign_pages()
    _count_visitor(loket)
    return Response(status=204, mimetype="text/plain")


def _count_visitor(loket: str) -> None:
    """Count the visitor who leaves: many use the same loaded page, so its loading tells nothing."""
    entry = counter_of(loket)
    if entry is not None and not entry.retired:
        count_opened(desk(), entry, region())
