"""What a citizen sees when something does not work: a sentence, and the answers kept wherever possible."""

from flask import Flask, Response, current_app, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from collector.errors import StorageUnavailableError
from collector.web.allowance import TooManyAtOnceError
from collector.web.pages import TEMPLATES, Link, language_argument, message_page, place
from collector.web.replies import json_reply, wants_json
from collector.web.visits import speech

RETRY_AFTER_SECONDS = 30
SHORTEST_WAIT_SECONDS = 10
_MESSAGES = {403: "status_403", 404: "status_404", 413: "status_413"}
_FIRST_SERVER_ERROR = 500


def register_failures(app: Flask) -> None:
    """Let `app` answer every failure with a page of ours."""
    app.register_error_handler(HTTPException, _http_failure)
    app.register_error_handler(StorageUnavailableError, _storage_unavailable)
    app.register_error_handler(TooManyAtOnceError, _too_many_at_once)


def _http_failure(error: HTTPException) -> HTTPException | Response:
    status = error.code or _FIRST_SERVER_ERROR
    if status < 400:  # noqa: PLR2004  redirects are exceptions, too
        return error
    if wants_json():
        return json_reply(status, refused=status < _FIRST_SERVER_ERROR)
    fallback = "status_500" if status >= _FIRST_SERVER_ERROR else "status_other"
    response = message_page(_MESSAGES.get(status, fallback), status, _fresh_form())
    for name, value in error.get_headers():
        response.headers.setdefault(name, value)  # such as Allow
    return response


def _fresh_form() -> Link | None:
    """Lead back to the form if the request was about one."""
    if request.blueprint not in TEMPLATES:
        return None
    say = speech()
    address = url_for(f"{place()}.show", **(request.view_args or {}), **language_argument(say))
    return Link(address=address, text=say("message.fresh_form"))


def _storage_unavailable(error: StorageUnavailableError) -> Response:
    current_app.logger.error("storage unavailable: %s", error)
    if wants_json() or (request.endpoint or "").endswith(".send"):
        return _once_more(503, "unavailable.body", RETRY_AFTER_SECONDS)
    response = message_page("unavailable_reading", 503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _too_many_at_once(error: TooManyAtOnceError) -> Response:
    return _once_more(429, "unavailable.crowded", max(error.wait, SHORTEST_WAIT_SECONDS))


def _once_more(status: int, reason: str, seconds: int) -> Response:
    """Answer with a page that holds the answers and sends the same ones again; our script keeps them itself."""
    if wants_json():
        response = json_reply(503, retry=True)  # whatever it is, the script's queue tries again later
    else:
        page = render_template(
            "resend.html",
            action=request.full_path,
            fields=list(request.form.items(multi=True)),
            reason=speech()(reason, seconds=seconds),
        )
        response = Response(page, status)
    response.headers["Retry-After"] = str(seconds)
    return response
