"""CPU of the server for one GET of the form, user and system, kernel work for the connection included.

Floors, each in turn with the subject: a bare application under the same server, and nginx that serves the same
bytes as a static file. Bars: 2 × the one and 15 × the other (5 × is the goal), both over a connection of its own,
as phones come, and over one that is kept.
"""

import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from measuring.bars import Bars, in_turn, ratio
from measuring.clients import ask, ask_often, get
from measuring.servers import BARE, NGINX, cpu_seconds, nginx

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from factories import new_store
from server_process import serving

ADDRESS = "/l/ab2cd"
REQUESTS, ROUNDS = 1500, 7
OWN_HEADERS = {"content-length", "date", "connection", "content-type"}


def new_connections(port: int) -> None:
    """Send each request over a connection of its own."""
    request = get(ADDRESS, last=True)
    for _ in range(REQUESTS):
        ask(port, request)


def one_connection(port: int) -> None:
    """Send all requests over one connection."""
    ask_often(port, get(ADDRESS, last=False), REQUESTS)


def microseconds(pid: int, port: int, client: Callable[[int], None]) -> Callable[[], float]:
    """Return a measurement of CPU microseconds a request."""

    def measure() -> float:
        before = cpu_seconds(pid)
        client(port)
        return (cpu_seconds(pid) - before) / REQUESTS * 1e6

    return measure


def main() -> None:
    """Measure and say which bars are met."""
    bars = Bars()
    with ExitStack() as running, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        new_store(folder).close()
        form = running.enter_context(serving(folder / "instance"))
        for _ in range(2):  # the first one prepares the page
            head, body = ask(form.port, get(ADDRESS, last=True))
        lines = [line.split(": ", 1) for line in head.decode().split("\r\n")[1:]]
        headers = {name: value for name, value in lines if name.lower() not in OWN_HEADERS}
        (folder / "l").mkdir()
        (folder / ADDRESS[1:]).write_bytes(body)
        everything = {**headers, "Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        written = "\n".join(f"{name}: {value}" for name, value in everything.items())
        (folder / "l" / "ab2cd.headers").write_text(written, encoding="utf-8")
        bare = running.enter_context(serving(folder / ADDRESS[1:], BARE))
        servers = {"the form": (form.process.pid, form.port), "a bare app": (bare.process.pid, bare.port)}
        if NGINX:
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            servers["nginx"] = (running.enter_context(nginx(folder, port, headers)), port)
        else:
            print("nginx is not installed (Debian: apt-get install nginx-light): its floor is not measured")
        for way, client in (("new connections", new_connections), ("one connection", one_connection)):
            found = in_turn(ROUNDS, *(microseconds(pid, port, client) for pid, port in servers.values()))
            for server, values in zip(servers, found, strict=True):
                print(f"{way}, {server}: {sorted(values)[ROUNDS // 2]:.0f} µs")
            bars.at_most(f"GET over {way}, against a bare app", ratio(found[0], found[1]), 2, " ×")
            if NGINX:
                against = ratio(found[0], found[2])
                bars.at_most(f"GET over {way}, against nginx", against, 15, " ×", "the goal is 5 ×")
    bars.finish()


if __name__ == "__main__":
    main()
