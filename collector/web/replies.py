"""Short replies for our own script: it deletes a queued answer only on a reply it knows as ours."""

from typing import Any

from flask import Response, jsonify, request

MARK = {"kotaksaran": 1}
"""In every reply, since the login page of a foreign network answers 200 as well."""


def wants_json() -> bool:
    """Tell whether the request comes from our script and not from a browser's own form."""
    return request.headers.get("Accept", "") == "application/json"


def json_reply(status: int, **content: Any) -> Response:
    """Answer our script."""
    response = jsonify({**MARK, **content})
    response.status_code = status
    return response
