"""The fast path before Flask, for the two requests that nearly everybody makes.

A blank form that is prepared already needs no routing and no rendering, and a sent one with which nothing is wrong
needs no page at all. Everything else is left to what stands behind: the first use of an address, counters that are
unknown or retired, addresses written in another way, and all that is wrong or fails.
"""

import io
import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from collector import codes
from collector.errors import StorageUnavailableError
from collector.storage.records import Conflict, NewResponse, Stored
from collector.web.allowance import TooManyAtOnceError
from collector.web.desk import Desk
from collector.web.headers import guards, takes_gzip
from collector.web.interface import language_of
from collector.web.openings import COUNTER, KEEPING, KIOSK, BlankForm
from collector.web.origin import OWN
from collector.web.prepared import MOST_PREPARED, PreparedForm
from collector.web.proof import Claim
from collector.web.reception import TRIED, keeping, stored
from collector.web.replies import is_for_script
from collector.web.sender import sender_address
from collector.web.submission import (
    FORM_TYPE,
    LARGEST_BODY,
    MOST_FIELDS,
    Submission,
    UnknownFieldError,
    read_submission,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PLACES = {"l": COUNTER, "kios": KIOSK}
_ADDRESS = re.compile(r"/(l|kios)/([0-9A-Za-z-]{1,40})", re.ASCII)
_ARGUMENT = r"(?:lang|t|k|kirim)=[0-9A-Za-z-]*"
_ARGUMENTS = re.compile(rf"{_ARGUMENT}(?:&{_ARGUMENT})*", re.ASCII)
_FORM_TYPE = re.compile(rf"{FORM_TYPE}(?:; ?charset=utf-8)?", re.ASCII | re.IGNORECASE)

_Ready = tuple[BlankForm, PreparedForm]
Answer = tuple[str, list[tuple[str, str]], bytes]
"""Status, headers and body."""

Tried = Conflict | StorageUnavailableError | TooManyAtOnceError
Steps = Generator[NewResponse, Stored | Conflict, tuple[Answer | None, Tried | None]]
_PAGE = (("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Encoding"))

FRESH_SECONDS = 0.5
"""How long is not asked again whether the registers have changed: asking makes two threads change places."""


@dataclass(slots=True)
class _Known:
    """Forms by place, code and language, as the registers were at one version of the store."""

    version: int
    fresh_until: float
    forms: dict[tuple[str, str, str], _Ready] = field(default_factory=dict)

    def keep(self, key: tuple[str, str, str], ready: _Ready) -> None:
        """Keep a form; all others go first when there are too many."""
        if len(self.forms) >= MOST_PREPARED:
            self.forms.clear()
        self.forms[key] = ready


class Front:
    """A WSGI application that answers blank forms itself and asks the one behind it for all the rest.

    What it knows of the registers holds until it sees, half a second later at most, that anything was written to
    the store: another process may load them at any time.
    """

    def __init__(self, behind: "WSGIApplication", desk: Desk) -> None:
        self.behind = behind
        self._desk = desk
        self._known = _Known(0, 0.0)
        self._headers = list(guards(desk.stylesheet).items())

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        if environ["REQUEST_METHOD"] == "POST":
            answer, tried = stored(self._desk, self.sent(environ))
            environ[TRIED] = tried
        else:
            answer = self._shown(environ)
        if not answer:
            return self.behind(environ, start_response)
        status, headers, body = answer
        start_response(status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def sent(self, environ: "WSGIEnvironment") -> Steps:
        """Yield what to store of a form that was sent; return the answer, or None and what was tried in vain.

        Only one from a phone and a page of ours is stored here, and only if nothing is wrong with it.
        """
        found = self._asked(environ) if TRIED not in environ else None
        if found is None:
            return None, environ.get(TRIED)
        form, _, arguments = found
        submission = self._submission(environ, form) if arguments.keys() <= {"kirim", "lang"} else None
        if submission is None:
            return None, None
        sender = sender_address(environ, self._desk.settings.trusted_proxy)
        try:
            kept = yield from keeping(self._desk, submission, language=form.language, mode="qr", sender=sender)
        except (StorageUnavailableError, TooManyAtOnceError) as refusal:
            return None, refusal
        if isinstance(kept, Conflict):
            return None, kept
        status, headers, body = kept.reply(as_json=is_for_script(environ.get("HTTP_ACCEPT", "")))
        told = [*headers.items(), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        return (f"{status} {status.phrase.upper()}", [*self._headers, *told], body), None

    def _shown(self, environ: "WSGIEnvironment") -> Answer | None:
        """Answer somebody who wants a blank form."""
        found = self._asked(environ) if environ["REQUEST_METHOD"] in ("GET", "HEAD") else None
        return self._show(environ, *found) if found else None

    def _asked(self, environ: "WSGIEnvironment") -> tuple[BlankForm, PreparedForm, dict[str, str]] | None:
        """Return the form that is asked for and the arguments of its address, if both are nothing unusual."""
        address = _ADDRESS.fullmatch(environ["PATH_INFO"])
        arguments = _arguments(environ["QUERY_STRING"]) if address else None
        if address is None or arguments is None:
            return None
        language = language_of(arguments.get("lang", ""))
        found = self._find(_PLACES[address[1]], codes.normalise(address[2]), language)
        return (*found, arguments) if found else None

    def _find(self, place: str, code: str, language: str) -> _Ready | None:
        """Return the form of a counter in use, if it is prepared and the store can be read."""
        try:
            known = self._fresh()
            found = known.forms.get((place, code, language))
            if found is None:
                found = self._read(place, code, language)
                if found is not None:
                    known.keep((place, code, language), found)
            return found
        except StorageUnavailableError:
            return None

    def _fresh(self) -> _Known:
        """Return what is known, or nothing if the store has another version."""
        now = monotonic()
        known = self._known
        if now >= known.fresh_until:
            version = self._desk.store.version()  # before the registers are read: newer entries do no harm
            if known.version != version:
                known = self._known = _Known(version, 0.0)
            known.fresh_until = now + FRESH_SECONDS
        return known

    def _read(self, place: str, code: str, language: str) -> _Ready | None:
        counter = self._desk.counter(code)
        if counter is None or counter.retired:
            return None
        form = BlankForm(place=place, counter=counter, region=self._desk.region(), language=language)
        prepared = self._desk.prepared.find(form)
        return (form, prepared) if prepared else None

    def _show(
        self, environ: "WSGIEnvironment", form: BlankForm, prepared: PreparedForm, arguments: dict[str, str]
    ) -> Answer | None:
        if "kirim" in arguments:
            return None
        envelope = form.envelope(self._desk, Claim(token=arguments.get("t", ""), code=arguments.get("k", "")))
        headers = [*self._headers, *_PAGE, ("Cache-Control", KEEPING[form.place])]
        if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            body = prepared.compressed(envelope)
            headers.append(("Content-Encoding", "gzip"))
        else:
            body = prepared.filled(envelope)
        headers.append(("Content-Length", str(len(body))))
        form.count(self._desk, environ["REQUEST_METHOD"], environ.get("HTTP_SEC_PURPOSE", ""))
        return "200 OK", headers, body

    def _submission(self, environ: "WSGIEnvironment", form: BlankForm) -> Submission | None:
        """Read what was sent from a phone; None if it is not from a page of ours or something is wrong with it."""
        fields = _fields(environ) if form.place == COUNTER and _is_own(environ) else None
        if fields is None:
            return None
        try:
            submission = read_submission(self._desk, form.counter, form.region, fields)
        except UnknownFieldError:
            return None
        return submission if submission.is_acceptable() else None


def _is_own(environ: "WSGIEnvironment") -> bool:
    """Tell whether the browser says that a page of ours sent this, in the way that all newer ones do."""
    site = environ.get("HTTP_SEC_FETCH_SITE")
    return site in OWN or (site is None and "HTTP_ORIGIN" not in environ)


def _fields(environ: "WSGIEnvironment") -> dict[str, str] | None:
    """Read a form as long as nothing about it is unusual; what stands behind may read it again."""
    length = environ.get("CONTENT_LENGTH", "")
    if not _FORM_TYPE.fullmatch(environ.get("CONTENT_TYPE", "")) or not re.fullmatch("[0-9]{1,5}", length):
        return None
    if int(length) > LARGEST_BODY:
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(body)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:  # not UTF-8, or too many
        return None
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) and len(body) == int(length) else None


def _arguments(query: str) -> dict[str, str] | None:
    """Read the arguments a form knows, as long as none is escaped and none comes twice; None for all others."""
    if not query:
        return {}
    if not _ARGUMENTS.fullmatch(query):
        return None
    pairs = parse_qsl(query, keep_blank_values=True)
    found = dict(pairs)
    return found if len(found) == len(pairs) else None
