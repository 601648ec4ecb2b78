"""Form, Datasette and site as three child processes that start, live and stop together."""

import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from queue import Empty, SimpleQueue
from time import monotonic
from types import FrameType

from survey_definitions.problems import RefusedError

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
START_SECONDS = 60.0
RETRY_SECONDS = 0.05
ANSWER_SECONDS = 5.0
STOP_SECONDS = 10.0
LAST_WORDS = 600
"""Characters of what a server said last that are repeated when it ends by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One server: its name, the command that runs it, and where it answers 200 once it is ready."""

    name: str
    command: Sequence[str]
    host: str
    port: int
    path: str


class Running:
    """A server's process. It has a session of its own, so that Ctrl-C reaches only the demo, which stops it."""

    def __init__(self, server: Server, environment: Mapping[str, str], ended: Callable[["Running"], None]) -> None:
        self.server = server
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - closed in wait()
        self._process = subprocess.Popen(
            list(server.command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._words,
            env={**os.environ, **environment},
            start_new_session=True,
        )
        self._watcher = threading.Thread(target=self._watch, args=(ended,), daemon=True)
        self._watcher.start()

    def answers(self) -> bool:
        """Tell whether the server answers by now."""
        connection = HTTPConnection(self.server.host, self.server.port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", self.server.path)
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def interrupt(self) -> None:
        """Ask the process to end."""
        self._process.send_signal(signal.SIGINT)

    def wait(self) -> None:
        """Return when the process is gone; one that does not end by itself is killed."""
        self._watcher.join(STOP_SECONDS)
        if self._watcher.is_alive():
            self._process.kill()
            self._watcher.join()
        self._words.close()

    def last_words(self) -> str:
        """Return the end of what the process wrote on its error stream."""
        self._words.seek(0)
        return self._words.read().decode(errors="replace").strip()[-LAST_WORDS:]

    def _watch(self, ended: Callable[["Running"], None]) -> None:
        self._process.wait()
        ended(self)


Events = SimpleQueue[Running | None]
"""What wakes the demo: a server that ended by itself, or None for a signal to stop."""


def run_until_stopped(
    servers: Sequence[Server], environment: Mapping[str, str], announce: Callable[[], None]
) -> None:
    """Start `servers`, call `announce` once all of them answer, and stop them on a signal.

    Parameters
    ----------
    environment
        Variables the servers see besides those of this process.

    Raises
    ------
    RefusedError
        If a server ends by itself or does not answer in time; all of them are stopped first.
    """
    events: Events = SimpleQueue()
    running: list[Running] = []
    with _signals_to(events):
        try:
            for server in servers:  # one by one: those that run are stopped if the next can't be started
                running.append(Running(server, environment, events.put))  # noqa: PERF401
            if _wait_for_answers(running, events):
                announce()
                _refuse_if_ended(events.get())
        finally:
            _stop(running)


def _wait_for_answers(running: Sequence[Running], events: Events) -> bool:
    """Return True once every server answers, or False if a signal came first."""
    limit = monotonic() + START_SECONDS
    for one in running:
        while not one.answers():
            try:
                _refuse_if_ended(events.get(timeout=RETRY_SECONDS))
            except Empty:
                if monotonic() > limit:
                    name, port = one.server.name, one.server.port
                    raise RefusedError(
                        f"The {name} server does not answer on port {port} within {START_SECONDS:.0f} seconds; "
                        "all servers were stopped. Start the demo again."
                    ) from None
            else:
                return False
    return True


def _refuse_if_ended(event: Running | None) -> None:
    if event is not None:
        server, said = event.server, event.last_words()
        raise RefusedError(
            f"The {server.name} server (port {server.port}) ended by itself; the other servers were stopped. "
            f"{f'It said: {said}' if said else 'Start the demo again.'}"
        )


def _stop(running: Sequence[Running]) -> None:
    for one in running:
        one.interrupt()
    for one in running:
        one.wait()


@contextmanager
def _signals_to(events: Events) -> Iterator[None]:
    """Turn signals to stop into events as long as the block runs."""

    def note(_number: int, _frame: FrameType | None) -> None:
        events.put(None)  # SimpleQueue.put may be called from a handler

    before = {number: signal.signal(number, note) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
