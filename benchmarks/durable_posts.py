"""Durable answers through HTTP with 32 clients: the application as it is, and without its writer thread.

Without it each request writes over a connection of its thread's own, one commit for each answer. The clients keep
their connections, as a proxy in front does. Bar: 3 ×. Name the disk that will hold the instance:
``python benchmarks/durable_posts.py FOLDER``.
"""

import socket
import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from measuring.bars import Bars, in_turn, percentile, ratio
from measuring.clients import HOST, answer
from measuring.fillings import sent_forms

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from factories import new_store
from server_process import LISTENING, Server, serving

CLIENTS, EACH, ROUNDS = 32, 12, 5
WITH_WRITER = f"""{LISTENING}
app = create_app(settings)
serve.serve(app, host="127.0.0.1", port=0, threads=32)
"""
WITHOUT_WRITER = f"""{LISTENING}
import threading
from collector.storage import open_store
class EachItsOwn:
    own = threading.local()
    def __init__(self, path):
        self.path = path
        self.shared = open_store(path)
    def append(self, batch):
        if not hasattr(self.own, "store"):
            self.own.store = open_store(self.path)
        return self.own.store.append(batch)
    def note_opened(self, counter, day):
        pass
    def __getattr__(self, name):
        return getattr(self.shared, name)
app = create_app(settings)
app.extensions["kotak_saran"].store = EachItsOwn(settings.private_db)
serve.open_server(app, host="127.0.0.1", port=0, threads=32).run()
"""


class Posting:
    """32 clients that send answers to one server."""

    def __init__(self, server: Server) -> None:
        self.port = server.port
        self.waits: list[list[float]] = []

    def rate(self) -> float:
        """Let all clients send; return answers a second and keep how long each waited, in milliseconds."""
        requests = iter(sent_forms(self.port, CLIENTS * EACH, last=False))
        waits: list[float] = []
        start = threading.Barrier(CLIENTS + 1)

        def client(own: list[bytes]) -> None:
            with socket.create_connection((HOST, self.port), timeout=60) as connection:
                start.wait()
                for request in own:
                    began = time.perf_counter()
                    connection.sendall(request)
                    head, _ = answer(connection)
                    if b" 303 " in head:
                        waits.append((time.perf_counter() - began) * 1000)

        threads = [threading.Thread(target=client, args=([next(requests) for _ in range(EACH)],))
                   for _ in range(CLIENTS)]  # fmt: skip
        for thread in threads:
            thread.start()
        start.wait()
        began = time.perf_counter()
        for thread in threads:
            thread.join()
        if len(waits) != CLIENTS * EACH:
            raise SystemExit("some answers were not stored")
        self.waits.append(waits)
        return len(waits) / (time.perf_counter() - began)


def main(parent: str | None) -> None:
    """Measure and say whether the bar is met."""
    with tempfile.TemporaryDirectory(dir=parent) as name, ExitStack() as running:
        ways = []
        for folder, script in (("with", WITH_WRITER), ("without", WITHOUT_WRITER)):
            new_store(Path(name) / folder).close()
            ways.append(Posting(running.enter_context(serving(Path(name) / folder / "instance", script))))
        found = in_turn(ROUNDS, *(way.rate for way in ways))
        for label, rates, way in zip(("with the writer thread", "without"), found, ways, strict=True):
            p99 = statistics.median(percentile(waits, 0.99) for waits in way.waits[1:])
            print(f"{label}: {statistics.median(rates):,.0f} answers a second, p99 {p99:.0f} ms")
    bars = Bars()
    bars.at_least("durable answers through HTTP, against no writer thread", ratio(*found), 3, " ×")
    bars.finish()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
