"""The receipt of one answer, ``/terima/<code>``: what anyone may see who holds its code, and taking it back."""

from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from collector import codes
from collector.storage.records import Receipt, Withdrawal
from collector.web.desk import desk
from collector.web.moments import day_text, local_date, local_time
from collector.web.origin import refuse_foreign_pages
from collector.web.pages import language_argument, message_page, site_address
from collector.web.visits import speech, timezone
from collector.web.withdrawal import SHOWN_WITHIN, is_withdrawal_code, withdrawal_code

views = Blueprint("receipt", __name__)
SHARE = "https://wa.me/?text="


@views.get("/terima/<code>")
def show(code: str) -> ResponseReturnValue:
    """Say thanks, when the answer was stored, and what happens with it; the first time with the second code."""
    receipt = _find(code)
    if receipt is None:
        return message_page("unknown_receipt", 404)
    return _page(receipt, second_code=_second_code(receipt))


@views.post("/terima/<code>")
def withdraw(code: str) -> ResponseReturnValue:
    """Take the answer back if the second code is right."""
    refuse_foreign_pages()
    receipt = _find(code)
    if receipt is None:
        return message_page("unknown_receipt", 404)
    if receipt.withdrawn_on is None:
        typed = request.form.get("tarik", "")
        if receipt.mode != "qr" or not is_withdrawal_code(desk().secret, receipt.code, typed):
            return _page(receipt, wrong=True), 422
        desk().store.withdraw(_wish(receipt))
    return redirect(url_for("receipt.show", code=receipt.code, **language_argument(speech())), 303)


def _find(code: str) -> Receipt | None:
    typed = codes.normalise(code)
    return desk().store.receipt(typed) if codes.is_code(typed) else None


def _wish(receipt: Receipt) -> Withdrawal:
    survey = desk().surveys.get(receipt.survey or "")
    scored = frozenset(question.key for question in survey.scored) if survey else frozenset[str]()
    return Withdrawal(receipt=receipt.code, day=local_date(desk().clock(), timezone()), scored=scored)


def _second_code(receipt: Receipt) -> str:
    """Return the second code if this is the first view after sending; looking ahead does not count as one."""
    if request.method != "GET" or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return ""
    if not desk().first_views.use(receipt.code, desk().clock()) or receipt.withdrawn_on is not None:
        return ""
    return withdrawal_code(desk().secret, receipt.code)


def _page(receipt: Receipt, *, second_code: str = "", wrong: bool = False) -> str:
    say = speech()
    unit_page = site_address(f"unit/{receipt.agency}/") if receipt.agency else ""
    sent_at = receipt.received_at
    return render_template(
        "receipt.html",
        action=url_for("receipt.withdraw", code=receipt.code, **language_argument(say)),
        check_page=site_address("tanda-terima/"),
        code=_grouped(receipt.code, 4),
        has_traces=desk().store.has_traces,
        listed_on=day_text(receipt.listed_on, say) if receipt.listed_on else "",
        may_show_again=not second_code and sent_at is not None and desk().clock() - sent_at <= SHOWN_WITHIN,
        receipt=receipt,
        second_code=_grouped(second_code, 5),
        share=_share(receipt, unit_page),
        slip_refused=request.args.get("slip") == "tidak",
        stored_at=local_time(sent_at, timezone(), say) if sent_at else "",
        unit_page=unit_page,
        withdrawn_on=day_text(receipt.withdrawn_on, say) if receipt.withdrawn_on else "",
        wrong=wrong,
    )


def _share(receipt: Receipt, unit_page: str) -> str:
    """Return an address by which a phone sends the unit's page on; nothing of the receipt is in it."""
    if receipt.agency_name is None:
        return ""
    say = speech()
    text = say("receipt.share_text", agency=receipt.agency_name[say.language], address=unit_page)
    return SHARE + quote(text, safe="")


def _grouped(code: str, size: int) -> str:
    return " ".join(code[start : start + size] for start in range(0, len(code), size))
