"""Serve the newest release in a process of its own; when a newer one comes, a new process takes over.

The old one finishes what it began. Both listen on one socket, which the parent holds: at no moment nobody listens.
"""

import os
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

READY = "ready"
"""What a process says on its standard output once it can answer."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_SECONDS = 1.0
START_SECONDS = 60.0
DRAIN_SECONDS = 5.0
"""For what was begun, when a process is asked to end."""
STOP_SECONDS = DRAIN_SECONDS + 5.0

_BACKLOG = 2048
_ENVIRONMENT = {**os.environ, "MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "262144"}
"""What a query took is given back when it ends, and to all threads alike."""

Say = Callable[[str], None]


def open_listener(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address that can be had (`check_port`)."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(_BACKLOG)
    return listener


def serve(output: Path, listener: socket.socket, say: Say, *, sql: bool, following: bool) -> None:
    """Serve the newest release in `output` on `listener` until a signal comes.

    Parameters
    ----------
    sql
        Whether strangers may write SQL of their own.
    following
        Whether to go over to each newer release.

    Raises
    ------
    CollectorRefusedError
        If there is no release, or the server can't start or ends by itself.
    """
    stop = Event()
    for number in SIGNALS:
        signal.signal(number, lambda *_: stop.set())
    processes = _Processes(output, listener, say, sql=sql)
    try:
        processes.begin()
        while not stop.wait(LOOK_SECONDS):
            processes.check()
            if following:
                processes.look()
    finally:
        processes.end()


class _Processes:
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

    def check(self) -> None:
        """Refuse to go on without a process that serves."""
        if self._serving is not None and self._serving.poll() is not None:
            raise CollectorRefusedError("Datasette ended by itself. What it said stands above; start it again.")
        self._finishing = [process for process in self._finishing if process.poll() is None]

    def look(self) -> None:
        """Switch if there is a newer release."""
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
            pass_fds=[descriptor], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_ENVIRONMENT,
            start_new_session=True,  # Ctrl-C reaches the parent only, which ends the others in order
        )  # fmt: skip
        output = process.stdout
        said = output.readline() if output and select.select([output], [], [], START_SECONDS)[0] else ""
        if said.strip() == READY:
            return process
        process.kill()
        process.wait()
        return None
