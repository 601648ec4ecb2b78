"""The receipt of one answer, ``/terima/<code>``: what anyone may see who holds its code."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from collector import codes
from collector.web.desk import desk
from collector.web.moments import local_time
from collector.web.pages import message_page, site_address
from collector.web.visits import speech, timezone

views = Blueprint("receipt", __name__)


@views.get("/terima/<code>")
def show(code: str) -> ResponseReturnValue:
    """Say thanks, when the answer was stored, and what happens with it."""
    typed = codes.normalise(code)
    receipt = desk().store.receipt(typed) if codes.is_code(typed) else None
    if receipt is None:
        return message_page("unknown_receipt", 404)
    return render_template(
        "receipt.html",
        code=_grouped(receipt.code),
        receipt=receipt,
        slip_refused=request.args.get("slip") == "tidak",
        stored_at=local_time(receipt.received_at, timezone(), speech()),
        unit_page=site_address(f"unit/{receipt.agency}/"),
    )


def _grouped(code: str) -> str:
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
