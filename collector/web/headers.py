"""Headers of every answer: nothing foreign is loaded, nothing is remembered about the visitor."""

import gzip
from functools import lru_cache

from flask import Flask, Response, request
from werkzeug.http import parse_accept_header

from collector.web.desk import EXTENSION
from collector.web.stylesheet import Stylesheet

SMALLEST_COMPRESSED = 1000


def guards(stylesheet: Stylesheet) -> dict[str, str]:
    """Return what every answer tells the browser."""
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src {stylesheet.sources}; img-src data:; "
            "script-src 'self'; media-src 'self'; worker-src 'self'; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # "no-referrer" would empty the Origin of a form that is sent
        "X-Robots-Tag": "noindex",
    }


@lru_cache(maxsize=64)
def takes_gzip(accepted: str) -> bool:
    """Tell from an ``Accept-Encoding`` whether an answer may be compressed."""
    return parse_accept_header(accepted).quality("gzip") > 0


def register_headers(app: Flask) -> None:
    """Add the headers to every answer of `app`, and compress pages for those who accept it."""
    fixed = list(guards(app.extensions[EXTENSION].stylesheet).items())

    def guard(response: Response) -> Response:
        response.headers.extend(fixed)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(guard)
    app.after_request(_compress)  # runs before guard: the last one registered comes first


def _compress(response: Response) -> Response:
    if response.mimetype != "text/html" or response.is_streamed:
        return response
    body = response.get_data()
    if len(body) < SMALLEST_COMPRESSED:
        return response
    response.vary.add("Accept-Encoding")
    if takes_gzip(request.headers.get("Accept-Encoding", "")):
        response.set_data(gzip.compress(body, compresslevel=6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
