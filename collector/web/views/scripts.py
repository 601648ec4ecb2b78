"""The scripts, ``/s/<name>``, and the service worker, ``/sw.js``, whose place lets it serve every page."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as WerkzeugResponse

from collector.web.headers import takes_gzip
from collector.web.pages import message_page
from collector.web.scripts import Script, load_scripts

views = Blueprint("scripts", __name__)
FOR_EVER = "public, max-age=31536000, immutable"


@views.app_context_processor
def _names() -> dict[str, object]:
    return {"scripts": load_scripts()}


@views.get("/s/<name>")
def show(name: str) -> ResponseReturnValue:
    """Serve a script or film under the digest of its content; an earlier page works without its own."""
    found = load_scripts()
    for script in found.named:
        if script.path == f"/s/{name}":
            return _serve(script, FOR_EVER)
    return message_page("status_404", 404)


@views.get("/sw.js")
def worker() -> ResponseReturnValue:
    """Serve the service worker; browsers ask for it anew, and find a new version at once."""
    return _serve(load_scripts().worker, "no-cache")


def _serve(script: Script, keeping: str) -> WerkzeugResponse:
    gzipped = takes_gzip(request.headers.get("Accept-Encoding", "")) and len(script.compressed) < len(script.body)
    body = script.compressed if gzipped else script.body
    response = Response(body, mimetype=script.mimetype)
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = keeping
    response.vary.add("Accept-Encoding")
    response.set_etag(script.digest, weak=True)
    return response.make_conditional(request, accept_ranges=True, complete_length=len(body))
