"""Who sends a form: only pages of our own. There is no cookie, so this guards against forms on foreign pages."""

from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import Forbidden

OWN = ("same-origin", "none")


def refuse_foreign_pages() -> None:
    """Raise Forbidden if the browser says that a foreign page sent this form; the Origin is its fallback."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in OWN:
            raise Forbidden
        return
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Forbidden
