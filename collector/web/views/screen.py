"""The counter's own screen, ``/layar/<loket>``: a QR whose code changes every half hour, for everyone in the queue.

Whoever scans it has been where the screen is, at most two half hours ago; see collector/proofs/screen_codes.py.
"""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector.printing.addresses import public_address
from collector.printing.qr_codes import qr_drawing
from collector.proofs.screen_codes import WINDOW, screen_code, seconds_left
from collector.storage.records import CounterEntry
from collector.web.desk import desk
from collector.web.pages import message_page, retired_page
from collector.web.visits import counter_of

views = Blueprint("screen", __name__)
RELOAD_SECONDS = 30


@views.get("/layar/<loket>")
def show(loket: str) -> ResponseReturnValue:
    """Show the code that is good now; the page asks for the next one by itself, with or without a script."""
    counter = counter_of(loket)
    if counter is None:
        return message_page("unknown_counter", 404)
    if counter.retired:
        return retired_page(counter)
    now = desk().clock()
    return Response(
        render_template(
            "screen.html",
            counter=counter,
            words=desk().interfaces.values(),
            address=_address(counter).partition("://")[2],
            qr=qr_drawing(_address(counter, k=screen_code(desk().secret, counter.agency, now))),
            reload=RELOAD_SECONDS,
            good_for=seconds_left(now) + int(WINDOW.total_seconds()),  # the next window takes it too
        )
    )


def _address(counter: CounterEntry, **arguments: Any) -> str:
    """Return the form's address as phones reach it: the public one, else the one this screen was opened by."""
    base = public_address(desk().settings.form_url) or request.host_url.rstrip("/")
    return base + url_for("counter.show", loket=counter.code, **arguments)
