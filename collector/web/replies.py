"""Short replies for our own script: it deletes a queued answer only on a reply it knows as ours."""

import json
from typing import Any

from flask import Response, request

MARK = {"kotaksaran": 1}
"""In every reply, since the login page of a foreign network answers 200 as well."""

JSON_TYPE = "application/json"


def is_for_script(accepted: str) -> bool:
    """Tell from its ``Accept`` whether a request comes from our script and not from a browser's own form."""
    return accepted == JSON_TYPE


def marked(**content: Any) -> bytes:
    """Return the body of a reply to our script."""
    return json.dumps({**MARK, **content}, separators=(",", ":")).encode()


def wants_json() -> bool:
    """Tell whether this request comes from our script."""
    return is_for_script(request.headers.get("Accept", ""))


def json_reply(status: int, **content: Any) -> Response:
    """Answer our script."""
    return Response(marked(**content), status, content_type=JSON_TYPE)
