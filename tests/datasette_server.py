"""Datasette in processes of its own, as an office serves it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

PROGRAM = (
    "import sys; from pathlib import Path; "
    "from collector.publication.datasette.processes import open_listener, serve; "
    "serve(Path(sys.argv[1]), open_listener('127.0.0.1', int(sys.argv[2])), lambda said: print(said, flush=True), "
    "sql=sys.argv[3] == 'on', following=True)"
)
# The same tests run against Datasette 1.0 where this names the Python of another environment (.ci/run).
PYTHON = os.environ.get("KOTAKSARAN_DATASETTE_PYTHON", sys.executable)
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running Datasette: where it answers, and its parent process."""

    address: str
    process: "subprocess.Popen[str]"

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of a page."""
        try:
            with urlopen(self.address + path, timeout=120) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def memory(self) -> int:
        """Return how much memory the process that answers holds, in MB."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii").split()
        status = Path(f"/proc/{children[-1]}/status").read_text("ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024


@contextmanager
def serving(output: Path, sql: str) -> Iterator[Served]:
    """Serve the newest release in `output` on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [PYTHON, "-c", PROGRAM, str(output), str(port), sql]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert "Serving release" in process.stdout.readline()
        try:
            yield Served(address=f"http://127.0.0.1:{port}", process=process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate()
