"""The process that serves one release: it ends without dropping a request, so that the next one can take over."""

import asyncio
import os
import resource
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import uvicorn

from collector.publication.datasette.application import application, start_threads
from collector.publication.datasette.processes import DRAIN_SECONDS, READY

_FILE_THREADS = 2
_SPARE = 64 * 1024 * 1024
"""Bytes that answers may take on top of what a server at rest holds; one that wants more fails alone."""
_STEP = 0.05


class DrainingServer(uvicorn.Server):
    """A server that, asked to end, accepts no more and answers what it has accepted."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept, and say so."""
        await super().startup(sockets)
        print(READY, flush=True)  # noqa: T201  the word the parent waits for

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting, wait for the connections that are open, and end."""
        for server in self.servers:
            server.close()
        await asyncio.sleep(2 * _STEP)  # a connection may have been accepted and not be counted yet
        limit = asyncio.get_running_loop().time() + DRAIN_SECONDS
        while self.server_state.connections and asyncio.get_running_loop().time() < limit:
            await asyncio.sleep(_STEP)
        await super().shutdown(sockets)


async def _serve(listener: socket.socket, *, sql: bool) -> None:
    executor = ThreadPoolExecutor(_FILE_THREADS)
    asyncio.get_running_loop().set_default_executor(executor)
    answering = await application(sql=sql)
    start_threads(executor, _FILE_THREADS)  # their stacks are no growth
    _limit_memory()
    # One request a connection: a connection that waits for its next request can't be told from one whose request is
    # on its way, and ending it would drop that request.
    config = uvicorn.Config(
        answering, lifespan="off", ws="none", access_log=False, log_level="warning", server_header=False,
        headers=[("connection", "close")],
    )  # fmt: skip
    await DrainingServer(config).serve(sockets=[listener])


def _limit_memory() -> None:
    """Let the process grow by no more than what honest answers need; SQLite's limit does not see them."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    most = pages * resource.getpagesize() + _SPARE
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def main(folder: str, descriptor: str, sql: str) -> None:
    """Serve `folder` on an inherited socket as long as the parent lives; `sql` is "on" or "off"."""
    Thread(target=_end_with_parent, daemon=True).start()
    listener = socket.socket(fileno=int(descriptor))
    os.chdir(folder)  # Datasette then knows no path that it could show
    asyncio.run(_serve(listener, sql=sql == "on"))


def _end_with_parent() -> None:
    sys.stdin.read()  # ends when the parent does, however it ends
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(*sys.argv[1:])
