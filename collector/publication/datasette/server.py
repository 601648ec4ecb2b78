"""The process that serves one release: it ends without dropping a request, so that the next one can take over."""

import asyncio
import os
import resource
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import uvicorn

from collector.publication.datasette.application import application

READY = "ready"
"""What a process that was started to take over says on its standard output once it can answer."""
DRAIN_SECONDS = 10.0
_BACKLOG = 2048
_STACK = 512 * 1024
_SPARE = 96 * 1024 * 1024
"""Bytes that answers may take on top of what a server at rest holds; one that wants more fails alone."""
_STEP = 0.05


class DrainingServer(uvicorn.Server):
    """A server that, asked to end, accepts no more and answers what it has accepted."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept, and say so."""
        await super().startup(sockets)
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting, wait for the connections that are open, and end."""
        for server in self.servers:
            server.close()
        await asyncio.sleep(2 * _STEP)  # a connection may have been accepted and not be counted yet
        limit = asyncio.get_running_loop().time() + DRAIN_SECONDS
        while self.server_state.connections and asyncio.get_running_loop().time() < limit:
            await asyncio.sleep(_STEP)
        await super().shutdown(sockets)


def open_listener(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address that can be had (`check_port`)."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(_BACKLOG)
    return listener


def serve(folder: Path, listener: socket.socket, announce: Callable[[], None], *, sql: bool) -> None:
    """Serve the release in `folder` on `listener` until a signal asks this process to end.

    Parameters
    ----------
    announce
        Called once requests are answered.
    sql
        Whether strangers may write SQL of their own.
    """
    threading.stack_size(_STACK)
    os.chdir(folder)  # Datasette then knows no path that it could show
    asyncio.run(_serve(listener, announce, sql=sql))


async def _serve(listener: socket.socket, announce: Callable[[], None], *, sql: bool) -> None:
    answering = await application(sql=sql)
    _limit_memory()
    # One request a connection: a connection that waits for its next request can't be told from one whose request is
    # on its way, and ending it would drop that request.
    config = uvicorn.Config(
        answering, lifespan="off", access_log=False, log_level="warning", server_header=False,
        headers=[("connection", "close")],
    )  # fmt: skip
    await DrainingServer(config, announce).serve(sockets=[listener])


def _limit_memory() -> None:
    """Let the process grow by no more than what honest answers need; SQLite's limit does not see them."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    most = pages * resource.getpagesize() + _SPARE
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def main(folder: str, descriptor: str, sql: str) -> None:
    """Serve `folder` on an inherited socket; `sql` is "on" or "off"."""
    listener = socket.socket(fileno=int(descriptor))
    serve(Path(folder), listener, lambda: print(READY, flush=True), sql=sql == "on")  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
