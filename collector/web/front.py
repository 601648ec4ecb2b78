"""The fast path before Flask: a blank form that is prepared already needs no routing and no rendering.

It answers GET and HEAD of a form's plain address and leaves everything else to what stands behind it: the first use
of an address, counters that are unknown or retired, addresses written in another way, and all that fails.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from collector import codes
from collector.errors import StorageUnavailableError
from collector.web.desk import Desk
from collector.web.headers import guards, takes_gzip
from collector.web.interface import language_of
from collector.web.openings import COUNTER, KEEPING, KIOSK, BlankForm
from collector.web.prepared import MOST_PREPARED, PreparedForm
from collector.web.proof import Claim

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PLACES = {"l": COUNTER, "kios": KIOSK}
_ADDRESS = re.compile(r"/(l|kios)/([0-9A-Za-z-]{1,40})", re.ASCII)
_ARGUMENT = r"(?:lang|t|k)=[0-9A-Za-z-]*"
_ARGUMENTS = re.compile(rf"{_ARGUMENT}(?:&{_ARGUMENT})*", re.ASCII)


_Ready = tuple[BlankForm, PreparedForm]

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
        self._headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Vary", "Accept-Encoding"),
            *guards(desk.stylesheet).items(),
        ]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        method = environ["REQUEST_METHOD"]
        address = _ADDRESS.fullmatch(environ["PATH_INFO"]) if method in ("GET", "HEAD") else None
        arguments = _arguments(environ["QUERY_STRING"]) if address else None
        if address is None or arguments is None:
            return self.behind(environ, start_response)
        found = self._find(_PLACES[address[1]], codes.normalise(address[2]), language_of(arguments.get("lang", "")))
        if found is None:
            return self.behind(environ, start_response)
        form, prepared = found
        claim = Claim(token=arguments.get("t", ""), code=arguments.get("k", ""))
        body, headers = self._page(form, prepared, claim, environ.get("HTTP_ACCEPT_ENCODING", ""))
        form.count(self._desk, method, environ.get("HTTP_SEC_PURPOSE", ""))
        start_response("200 OK", headers)
        return [] if method == "HEAD" else [body]

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

    def _page(
        self, form: BlankForm, prepared: PreparedForm, claim: Claim, accepted: str
    ) -> tuple[bytes, list[tuple[str, str]]]:
        envelope = form.envelope(self._desk, claim)
        headers = [*self._headers, ("Cache-Control", KEEPING[form.place])]
        if takes_gzip(accepted):
            body = prepared.compressed(envelope)
            headers.append(("Content-Encoding", "gzip"))
        else:
            body = prepared.filled(envelope)
        headers.append(("Content-Length", str(len(body))))
        return body, headers


def _arguments(query: str) -> dict[str, str] | None:
    """Read the arguments a form knows, as long as none is escaped and none comes twice; None for all others."""
    if not query:
        return {}
    if not _ARGUMENTS.fullmatch(query):
        return None
    pairs = parse_qsl(query, keep_blank_values=True)
    found = dict(pairs)
    return found if len(found) == len(pairs) else None
