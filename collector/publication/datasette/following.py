"""Serve the newest release for as long as the server runs: a new process takes over, the old one finishes.

Both listen on one socket, which the parent holds, so there is no moment at which nobody listens.
"""

import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

from collector.errors import CollectorRefusedError
from collector.publication.datasette.newest import newest_release
from collector.publication.datasette.server import DRAIN_SECONDS, READY

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_SECONDS = 1.0
START_SECONDS = 60.0
STOP_SECONDS = DRAIN_SECONDS + 5.0

Say = Callable[[str], None]


def follow(output: Path, listener: socket.socket, say: Say, *, sql: bool) -> None:
    """Serve the newest release in `output` on `listener` until a signal comes, and each newer one after it.

    Raises
    ------
    CollectorRefusedError
        If there is no release, or the server can't start or ends by itself.
    """
    stop = Event()
    for number in SIGNALS:
        signal.signal(number, lambda *_: stop.set())
    following = _Following(output, listener, say, sql=sql)
    try:
        following.begin()
        while not stop.wait(LOOK_SECONDS):
            following.look()
    finally:
        following.end()


class _Following:
    """The process that serves, and those that are finishing."""

    def __init__(self, output: Path, listener: socket.socket, say: Say, *, sql: bool) -> None:
        self._output, self._listener, self._say, self._sql = output, listener, say, sql
        self._seen = newest_release(output)
        self._serving: subprocess.Popen[str] | None = None
        self._finishing: list[subprocess.Popen[str]] = []

    def begin(self) -> None:
        """Start the first process."""
        self._serving = self._started(self._seen)
        if self._serving is None:
            raise CollectorRefusedError(
                f"{self._seen}: Datasette can't serve this release. What it said stands above; publish again."
            )
        self._say(f"Serving release {self._seen.name}.")

    def look(self) -> None:
        """Switch if there is a newer release."""
        if self._serving is not None and self._serving.poll() is not None:
            raise CollectorRefusedError("Datasette ended by itself. What it said stands above; start it again.")
        self._finishing = [process for process in self._finishing if process.poll() is None]
        try:
            newest = newest_release(self._output)
        except CollectorRefusedError as refused:
            if self._seen != self._output:
                self._seen = self._output  # said once
                self._say(f"{refused} The release before it is still served.")
            return
        if newest != self._seen:
            self._seen = newest
            self._switch(newest)

    def end(self) -> None:
        """Let every process finish; one that does not is killed."""
        processes = [process for process in (self._serving, *self._finishing) if process is not None]
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _switch(self, newest: Path) -> None:
        process = self._started(newest)
        if process is None:
            self._say(f"{newest}: this release can't be served; the one before it still is.")
            return
        if self._serving is not None:
            self._serving.terminate()
            self._finishing.append(self._serving)
        self._serving = process
        self._say(f"Serving release {newest.name}.")

    def _started(self, folder: Path) -> subprocess.Popen[str] | None:
        """Return a process that answers from `folder`, or None if it can't."""
        descriptor = self._listener.fileno()
        process = subprocess.Popen(
            [
                sys.executable, "-m", "collector.publication.datasette.server",
                str(folder), str(descriptor), "on" if self._sql else "off",
            ],
            pass_fds=[descriptor], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
            start_new_session=True,  # Ctrl-C reaches the parent only, which ends the others in order
        )  # fmt: skip
        output = process.stdout
        said = output.readline() if output and select.select([output], [], [], START_SECONDS)[0] else ""
        if said.strip() == READY:
            return process
        process.kill()
        process.wait()
        return None
