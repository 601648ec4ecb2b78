"""A real server process that serves the form of an instance, and what a client without a browser does to it."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from form_client import QUESTIONNAIRE_ORDER

ROOT = Path(__file__).parents[1]
HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
FORM_TYPE = "application/x-www-form-urlencoded"
LISTENING = """
import sys
from pathlib import Path
from collector.settings import CollectorSettings
from collector.web import serve
from collector.web.app import create_app
listen = serve._listen
def tell(host, port):
    bound = listen(host, port)
    print(bound.getsockname()[1], flush=True)
    return bound
serve._listen = tell
settings = CollectorSettings(instance=Path(sys.argv[1]), trusted_proxy=("127.0.0.1",))
"""
"""The beginning of a program that serves behind a proxy: once it listens it prints its port."""

SCRIPT = f"""{LISTENING}
app = create_app(settings)
serve.serve(app, host="127.0.0.1", port=0, threads=8)
"""


class Server:
    """A running server.

    Attributes
    ----------
    port
        Where it listens at 127.0.0.1; the system chose it.
    """

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert process.stdout
        self.port = int(process.stdout.readline())

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> tuple[HTTPResponse, bytes]:
        """Get a page over a connection of its own."""
        return self._ask("GET", address, None, headers or {})

    def post(self, address: str, fields: Mapping[str, str]) -> tuple[HTTPResponse, bytes]:
        """Send a form over a connection of its own."""
        return self._ask("POST", address, urlencode(fields), {"Content-Type": FORM_TYPE})

    def _ask(
        self, method: str, address: str, body: str | None, headers: Mapping[str, str]
    ) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, address, body, {**headers, "Connection": "close"})
        response = connection.getresponse()
        return response, response.read()


def filled(page: bytes) -> dict[str, str]:
    """Fill in the form of a page: every unsur 3."""
    return {**dict(HIDDEN.findall(page.decode())), **dict.fromkeys(QUESTIONNAIRE_ORDER, "3")}


@contextmanager
def serving(instance: Path, script: str = SCRIPT) -> Iterator[Server]:
    """Run a server for `instance`, which holds a region, and kill it at the end if it still runs.

    Parameters
    ----------
    script
        Another program that serves; it prints its port, and gets the instance as its argument.
    """
    command = [sys.executable, "-c", script, str(instance)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Server(process)
        finally:
            process.kill()
