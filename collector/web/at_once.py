"""Sent forms that the listening thread takes itself, so that no thread has to wait for the disk.

A form with which nothing is wrong needs a moment before the disk and a moment after. The listening thread reads it,
hands it to the thread that writes and listens on; what is durable it answers. Everything else gets a thread of its
own, as ever.
"""

import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer
from waitress.task import WSGITask

from collector.errors import StorageUnavailableError
from collector.storage.group_commit import GroupCommit
from collector.storage.records import NewResponse, Outcomes
from collector.web.front import Answer, Front, Steps, Tried
from collector.web.reception import TRIED

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LOG = logging.getLogger(__name__)

MOST_IN_HAND = 1024 * 1024
"""Bytes of an answer in the making from which on the listening thread helps to send it."""


class Request(HTTPRequestParser):
    """A request, its answer where that is there already, or what was tried in vain."""

    answer: Answer | None = None
    tried: Tried | None = None


class Task(WSGITask):
    """Answers one request, asking the application only where there is no answer yet."""

    request: Request  # type: ignore[assignment]  # the stubs know of failed requests only

    def get_environment(self) -> "WSGIEnvironment":
        """Return what the application is asked with."""
        environ: WSGIEnvironment = super().get_environment()
        if self.request.tried:
            environ[TRIED] = self.request.tried
        return environ

    def execute(self) -> None:
        """Send the answer."""
        if self.request.answer is None:
            super().execute()
            return
        self.status, self.response_headers, body = self.request.answer
        self.content_length, self.complete = len(body), True
        self.write(body)


class Channel(HTTPChannel):
    """A connection whose answer is sent by the thread that made it, while the thread that listens stays out of it.

    waitress lets both try. The listening thread then asks again and again whether the socket is writable, which it
    is, and each time takes the interpreter's lock from the thread that is just about to go on: up to a hundred
    rounds for a request, and twice the CPU.
    """

    task_class = Task
    parser_class = Request
    requests: list[Request]

    def writable(self) -> bool:
        """Tell whether there is something to send or to close that no thread is busy with."""
        if self.requests and self.total_outbufs_len < MOST_IN_HAND and not self.will_close:
            return False
        return bool(super().writable())


_Durable = tuple[Channel, Steps, Outcomes | Exception]


class AtOnce:
    """Stands before the threads of a server: a form that `front` can keep waits for the disk without one."""

    def __init__(self, server: BaseWSGIServer, front: Front, store: GroupCommit) -> None:
        self._server = server
        self._front = front
        self._store = store
        self._threads = server.task_dispatcher
        self._durable: deque[_Durable] = deque()
        server.task_dispatcher = self  # type: ignore[assignment]  # it needs no more of one than is here

    def add_task(self, channel: Channel) -> None:
        """Take the next request of a connection, which has arrived whole."""
        if not self._is_taken(channel):
            self._threads.add_task(channel)  # type: ignore[arg-type]

    def shutdown(self) -> None:
        """Let the threads end."""
        self._threads.shutdown()

    def go_on(self) -> None:
        """Answer what came back from the disk; only the listening thread calls this."""
        while self._durable:
            channel, steps, result = self._durable.popleft()
            if self._waits(channel, steps, partial(_resume, steps, result)):
                continue
            if channel.requests[0].answer:
                channel.service()
            else:
                self._threads.add_task(channel)  # type: ignore[arg-type]

    def _is_taken(self, channel: Channel) -> bool:
        request = channel.requests[0]
        if request.error or cast(str, request.command) != "POST":
            return False
        steps = self._front.sent(Task(channel, request).get_environment())  # type: ignore[arg-type]
        return self._waits(channel, steps, partial(next, steps))

    def _waits(self, channel: Channel, steps: Steps, step: Callable[[], NewResponse]) -> bool:
        """Take a step; tell whether it waits for the disk now, or else note its answer, if there is one."""
        request = channel.requests[0]
        try:
            while True:
                response = step()
                try:
                    self._store.submit([response], partial(self._note, channel, steps))
                except StorageUnavailableError as refusal:
                    step = partial(steps.throw, refusal)
                else:
                    return True
        except StopIteration as end:
            request.answer, request.tried = end.value
        except Exception:
            LOG.exception("A sent form could not be answered at once; a thread tries again.")
            request.answer = request.tried = None
        request.get_body_stream().seek(0)
        return False

    def _note(self, channel: Channel, steps: Steps, result: Outcomes | Exception) -> None:
        """Hand a result to the listening thread; it is woken for the first, and takes the others along."""
        is_first = not self._durable
        self._durable.append((channel, steps, result))
        if is_first:
            self._server.pull_trigger()


def _resume(steps: Steps, result: Outcomes | Exception) -> NewResponse:
    if isinstance(result, Exception):
        return steps.throw(result)
    (outcome,) = result
    return steps.send(outcome)
