"""Serving with waitress: a thread is taken only when a request has arrived whole, so slow phones hurt nobody."""

import logging
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, Any, cast

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from collector.errors import CollectorRefusedError
from collector.ports import explain
from collector.web.at_once import AtOnce, Channel
from collector.web.desk import EXTENSION
from collector.web.front import Front

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

CONNECTIONS = 2000
WAITING = 1024
SPARE_FILES = 100
LARGEST_HEAD = 16 * 1024
LARGEST_RECEIVED = 1024 * 1024
"""Bytes taken in before waitress itself refuses; above our own limit, so that ours answers with a page."""

FINISH_SECONDS = 5.0
"""How long requests that have arrived are answered after the server was told to stop."""

Channels = dict[int, Any]
"""Everything waitress listens to, by file descriptor."""


def open_server(
    app: "WSGIApplication", *, host: str, port: int, threads: int, channels: Channels | None = None
) -> BaseWSGIServer:
    """Bind `app` to an address; ``run()`` of what is returned serves, ``close()`` ends it.

    Parameters
    ----------
    channels
        Where to keep what is listened to, for a caller that runs the loop.

    Raises
    ------
    CollectorRefusedError
        If the address can't be had, naming it.
    """
    _allow_files(CONNECTIONS + SPARE_FILES)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue at noon is no news
    server = create_server(
        app,
        map=channels,
        sockets=[_listen(host, port)],
        threads=threads,
        backlog=WAITING,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # select() ends at 1024 connections
        max_request_header_size=LARGEST_HEAD,
        max_request_body_size=LARGEST_RECEIVED,
        clear_untrusted_proxy_headers=False,  # collector/web/sender.py decides whose word counts
        ident=None,
    )
    assert isinstance(server, BaseWSGIServer)  # noqa: S101 - it has one socket
    server.channel_class = Channel
    return server


def serve(app: Flask, *, host: str, port: int, threads: int) -> None:
    """Serve `app` until the process is told to stop (SIGTERM, Ctrl-C); then finish, and close its store.

    What counts opened forms and waits for the disk is written before this returns.
    """
    channels: Channels = {}
    server = open_server(app, host=host, port=port, threads=threads, channels=channels)
    store = app.extensions[EXTENSION].store
    at_once = AtOnce(server, cast(Front, app.wsgi_app), store)
    stopping: list[int] = []

    def stop(number: int) -> None:
        stopping.append(number)
        server.pull_trigger()

    try:
        with _told_to_stop(stop):
            while not stopping:
                wasyncore.loop(use_poll=True, map=channels, count=1)
                at_once.go_on()
        _finish(server, channels, at_once)
    finally:
        server.task_dispatcher.shutdown()
        server.close()
        store.close()


@contextmanager
def _told_to_stop(stop: Callable[[int], None]) -> Iterator[None]:
    """Call `stop` at the first signal; the second one acts as ever, so that nobody has to wait."""

    def note(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, before[signal.Signals(number)])
        stop(number)

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, note)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _finish(server: BaseWSGIServer, channels: Channels, at_once: AtOnce) -> None:
    """Take no new connection, and answer the requests that have arrived."""
    wasyncore.dispatcher.close(server)  # its socket; not what wakes the loop, as server.close() does
    limit = monotonic() + FINISH_SECONDS
    wasyncore.loop(timeout=0, use_poll=True, map=channels, count=1)  # read what is there
    while monotonic() < limit and any(_is_busy(channel) for channel in channels.values()):
        wasyncore.loop(timeout=0.1, use_poll=True, map=channels, count=1)
        at_once.go_on()


def _is_busy(channel: object) -> bool:
    return isinstance(channel, HTTPChannel) and bool(channel.requests or channel.total_outbufs_len)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=WAITING)
    except OSError as error:
        raise CollectorRefusedError(explain(error, host, port)) from error


def _allow_files(wanted: int) -> None:
    """Raise this process's own limit of open files as far as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
