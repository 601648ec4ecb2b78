"""Keeping a sent form: what the view and the fast path before it have in common, free of any web framework."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TypeVar, cast
from urllib.parse import urlencode

from collector.storage.identity import second_id
from collector.storage.records import Conflict, NewResponse, Stored
from collector.storage.tokens import SPENT_CLASS
from collector.web.desk import Desk
from collector.web.interface import DEFAULT_LANGUAGE
from collector.web.replies import JSON_TYPE, marked
from collector.web.submission import Submission

T = TypeVar("T")

TRIED = "kotak_saran.tried"
"""Under this name a view finds in its request what came of storing it before, so as not to try twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer that is stored, and how its sender is told.

    Attributes
    ----------
    id
        The id that was sent: for an answer kept beside another one it differs from the stored one.
    address
        Where its receipt is.
    """

    id: str
    outcome: Stored
    address: str

    def reply(self, *, as_json: bool) -> tuple[HTTPStatus, dict[str, str], bytes]:
        """Return status, headers and body: a few words for our script, or the way to the receipt."""
        if not as_json:
            return (
                HTTPStatus.SEE_OTHER,
                {"Location": self.address, "Content-Type": "text/plain; charset=utf-8"},
                b"",
            )
        body = marked(
            id=self.id, receipt=self.outcome.receipt, **{"class": self.outcome.response_class}, next=self.address
        )
        return HTTPStatus.OK, {"Content-Type": JSON_TYPE}, body


def keep(desk: Desk, submission: Submission, *, language: str, mode: str, sender: str) -> Kept | Conflict:
    """Do what `keeping` says and wait for the disk.

    Raises
    ------
    StorageUnavailableError, TooManyAtOnceError
        Nothing was stored then.
    """
    return stored(desk, keeping(desk, submission, language=language, mode=mode, sender=sender))


def stored(desk: Desk, steps: Generator[NewResponse, Stored | Conflict, T]) -> T:
    """Store one after the other what `steps` yield, telling them what came of it; return what they return."""
    try:
        response = next(steps)
        while True:
            try:
                (outcome,) = desk.store.append([response])
            except Exception as failure:  # noqa: BLE001 - told to the steps, which raise what they can't answer
                response = steps.throw(failure)
            else:
                response = steps.send(outcome)
    except StopIteration as end:
        return cast(T, end.value)


def keeping(
    desk: Desk, submission: Submission, *, language: str, mode: str, sender: str
) -> Generator[NewResponse, Stored | Conflict, Kept | Conflict]:
    """Yield what to store of a sent form, within the allowance of its sender's network; return what came of it.

    One that waited in a queue is never refused because its id is taken, but kept beside.

    Parameters
    ----------
    submission
        One with which nothing is wrong.
    mode
        ``qr`` for a page on a phone, ``kiosk`` for the office's own device, which has no bounds.
    sender
        Network address, for the allowance and nothing else.

    Raises
    ------
    TooManyAtOnceError
        Nothing was yielded then.
    """
    response = submission.response(desk, language, mode)
    network = desk.allowance.network(sender) if mode == "qr" else None
    desk.allowance.check(network)
    outcome = yield response
    if isinstance(outcome, Conflict) and response.offline:
        outcome = yield replace(response, id=second_id(response))
    if isinstance(outcome, Conflict):
        return outcome
    if outcome.is_new:
        desk.allowance.spend(network)
    if mode == "qr":
        desk.first_views.note(outcome.receipt, outcome.received_at)
    refused_slip = bool(response.token) and outcome.response_class != SPENT_CLASS
    return Kept(id=submission.id, outcome=outcome, address=_address(outcome, language, refused_slip=refused_slip))


def _address(outcome: Stored, language: str, *, refused_slip: bool) -> str:
    arguments = {"slip": "tidak"} if refused_slip else {}
    if language != DEFAULT_LANGUAGE:
        arguments["lang"] = language
    return f"/terima/{outcome.receipt}" + (f"?{urlencode(arguments)}" if arguments else "")
