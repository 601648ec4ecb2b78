"""The gate before Datasette: which addresses there are, in which language, and with which headers."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import unquote

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

OWN_PAGES = frozenset({"static", "databases.json", "metadata.json"})
"""What Datasette says of itself that strangers need; the rest shows the server, its paths and its threads."""
_SOURCES = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
HEADERS = (
    (b"content-security-policy", f"{_SOURCES}; frame-ancestors 'none'".encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
MISSING = "/tidak-ada"
"""An address that Datasette does not know, so that its own page says so."""


class Gate:
    """Sends a request to the Datasette that speaks the language its path begins with.

    `languages` maps the base path of each language, such as ``/`` and ``/en/``, to its application.
    """

    def __init__(self, languages: Mapping[str, Application]) -> None:
        self._languages = languages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *HEADERS]}
            await send(message)

        base, inner = self._parts(scope["raw_path"].decode("latin-1").partition("?")[0])
        if not _is_public(inner):
            inner = MISSING
        elif inner.endswith("/") and inner != "/":
            await _redirect(send_with_headers, base + inner.strip("/"), scope["query_string"])
            return
        scope = {**scope, "path": unquote(inner), "raw_path": inner.encode("latin-1")}
        await self._languages[base](scope, receive, send_with_headers)

    def _parts(self, path: str) -> tuple[str, str]:
        """Split a path into the longest base it lies under and the rest; a proxy may have cut off the first."""
        for base in sorted(self._languages, key=len, reverse=True):
            if path.startswith(base) or path + "/" == base:
                return base, "/" + path[len(base) :]
        return min(self._languages, key=len), path


def _is_public(path: str) -> bool:
    """Tell whether strangers may ask for `path`: no redirect to another host, nothing about the server."""
    plain = unquote(path)
    if plain[1:2] in ("/", "\\"):
        return False
    first, _, rest = plain[1:].partition("/")
    return first != "-" or rest.partition("/")[0] in OWN_PAGES


async def _redirect(send: Send, path: str, query: bytes) -> None:
    location = path.encode() + (b"?" + query if query else b"")
    await send({"type": "http.response.start", "status": 302, "headers": [(b"location", location)]})
    await send({"type": "http.response.body", "body": b""})
