"""A small static server for the demo's site: no listings, its own page for what is missing, no noise.

Run as ``python -m kotak_saran.demo.site_server FOLDER HOST PORT``; Ctrl-C stops it.
"""

import sys
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from socket import socket
from typing import Any
from urllib.parse import unquote

MISSING = "404.html"
LANGUAGES = ("en",)
"""Languages with a folder, and a page for what is missing, of their own."""
_TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers with a file of the site or with its 404 page, to GET and HEAD only."""

    protocol_version = "HTTP/1.1"
    server_version = "kotaksaran"
    sys_version = ""
    timeout = 30

    def list_directory(self, path: Any) -> BytesIO | None:  # noqa: ARG002 - the handler's contract
        """Answer that a folder without a page of its own is missing."""
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def send_head(self) -> Any:
        """Find the file that is asked for; no file has a NUL in its name."""
        if "\0" in unquote(self.path):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return None
        return super().send_head()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Answer what is missing with the site's own page, and everything else in a few words."""
        if code == HTTPStatus.NOT_IMPLEMENTED:  # a method that files don't know
            code = HTTPStatus.METHOD_NOT_ALLOWED
        page = self._missing_page() if code == HTTPStatus.NOT_FOUND else None
        body = page or f"{code} {HTTPStatus(code).phrase}\n".encode()
        self.send_response(code)
        if code == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Type", f"text/{'html' if page else 'plain'}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if page is None:
            self.send_header("Connection", "close")  # what was sent with the request is not read
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def guess_type(self, path: Any) -> str:
        """Return the type of a file, with the encoding where it is text."""
        guessed = super().guess_type(path)
        return f"{guessed}; charset=utf-8" if guessed.startswith(_TEXT) else guessed

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing: who reads the site is nobody's business."""

    def _missing_page(self) -> bytes | None:
        first = self.path.lstrip("/").partition("/")[0]
        own = Path(self.directory, first, MISSING) if first in LANGUAGES else Path(self.directory, MISSING)
        for page in (own, Path(self.directory, MISSING)):
            if page.is_file():
                return page.read_bytes()
        return None


class SiteServer(ThreadingHTTPServer):
    """Serves a folder; a reader who goes away in the middle is no news."""

    daemon_threads = True

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        """Report a fault of ours, but no lost connection."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def site_server(folder: Path, host: str, port: int) -> SiteServer:
    """Bind a server for `folder`; ``serve_forever()`` of what is returned serves."""
    return SiteServer((host, port), partial(SiteHandler, directory=str(folder)))


def main() -> None:
    """Serve until interrupted."""
    folder, host, port = sys.argv[1:]
    with site_server(Path(folder), host, int(port)) as server, suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
