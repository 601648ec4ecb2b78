"""Serving with waitress: a thread is taken only when a request has arrived whole, so slow phones hurt nobody."""

import resource
import socket

from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from collector.errors import CollectorRefusedError
from collector.ports import explain
from collector.web.desk import EXTENSION

CONNECTIONS = 2000
WAITING = 1024
SPARE_FILES = 100
LARGEST_RECEIVED = 1024 * 1024
"""Bytes taken in before waitress itself refuses; above our own limit, so that ours answers with a page."""


def open_server(app: Flask, *, host: str, port: int, threads: int) -> BaseWSGIServer | MultiSocketServer:
    """Bind `app` to an address; ``run()`` of what is returned serves, ``close()`` ends it.

    Raises
    ------
    CollectorRefusedError
        If the address can't be had, naming it.
    """
    _allow_files(CONNECTIONS + SPARE_FILES)
    return create_server(
        app,
        sockets=[_listen(host, port)],
        threads=threads,
        backlog=WAITING,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # select() ends at 1024 connections
        max_request_body_size=LARGEST_RECEIVED,
        clear_untrusted_proxy_headers=False,  # collector/web/sender.py decides whose word counts
        ident=None,
    )


def serve(app: Flask, *, host: str, port: int, threads: int) -> None:
    """Serve `app` until it is interrupted, then close its store."""
    server = open_server(app, host=host, port=port, threads=threads)
    try:
        server.run()
    finally:
        server.close()
        app.extensions[EXTENSION].store.close()


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
