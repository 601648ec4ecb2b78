"""The form's server as a process of its own, to be killed or starved."""

import resource
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

START_SECONDS = 60
RETRY_SECONDS = 0.05
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LiveServer:
    """``kotaksaran collect`` on an instance; it may be started again after it was killed."""

    def __init__(self, instance: Path) -> None:
        self.instance = instance
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and return when it answers."""
        command = ("--instance", str(self.instance), "collect", "--port", str(self.port))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kotak_saran", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        limit = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._process.poll() is None, "the server ended by itself"
            assert time.monotonic() < limit, "the server does not answer"
            time.sleep(RETRY_SECONDS)

    def kill(self) -> None:
        """Let the process vanish in the middle of whatever it does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def limit_files(self, largest: int) -> None:
        """Let no file of the running server grow beyond `largest` bytes, as on a full disk; -1 ends that."""
        assert self._process is not None
        _, hard = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (hard if largest < 0 else largest, hard))

    def get(self, address: str) -> tuple[int, str]:
        """Return status and text of a page."""
        return self._ask("GET", address)[:2]

    def post(self, address: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form; return the status, and the address it leads to or else the text of the page."""
        status, text, location = self._ask("POST", address, urlencode(fields), FORM)
        return status, urlsplit(location).path or text

    def _ask(
        self, method: str, address: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, address, body or None, headers or {})
            reply = connection.getresponse()
            return reply.status, reply.read().decode(), reply.getheader("Location", "")
        finally:
            connection.close()

    def _answers(self) -> bool:
        with suppress(OSError):
            return self.get("/healthz")[0] == 200
        return False
