"""Durable answers at the storage with 32 waiting clients: group commit against what is simplest.

The floor is a connection for each thread and a commit for each answer. Name the disk that will hold the instance:
``python benchmarks/durable_writes.py FOLDER`` (a fresh folder inside FOLDER is made and removed).
"""

import queue
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from factories import new_store, responses
from measuring.bars import Bars, in_turn, percentile, ratio

from collector.storage import open_store
from collector.storage.group_commit import GroupCommit
from collector.storage.records import NewResponse

CLIENTS = 32
ROUNDS = 5
EACH_FLOOR, EACH_GROUPED, ALONE = 10, 150, 400
Append = Callable[[list[NewResponse]], object]


class Writing:
    """One way to write, used by some clients at once."""

    def __init__(self, folder: Path, clients: int, each: int) -> None:
        self.store = new_store(folder)
        self.clients, self.each = clients, each
        self.sent = 0
        self.waits: list[list[float]] = []

    def rate(self, append: Callable[[], "contextmanager[Append]"]) -> float:
        """Let all clients send; return answers a second and keep how long each waited, in milliseconds."""
        waits: list[float] = []
        start = threading.Barrier(self.clients + 1)

        def client(first: int) -> None:
            batch = responses(self.each, first=first)
            with append() as keep:
                start.wait()
                for response in batch:
                    began = time.perf_counter()
                    keep([response])
                    waits.append((time.perf_counter() - began) * 1000)

        firsts = [1 + self.sent + number * self.each for number in range(self.clients)]
        threads = [threading.Thread(target=client, args=(first,)) for first in firsts]
        for thread in threads:
            thread.start()
        start.wait()
        began = time.perf_counter()
        for thread in threads:
            thread.join()
        self.sent += self.clients * self.each
        self.waits.append(waits)
        return len(waits) / (time.perf_counter() - began)

    def handed_over(self, writer: GroupCommit) -> float:
        """Do what `rate` does as the server does it: one thread hands over for all clients, and hears of each."""
        batches = [iter(responses(self.each, first=1 + self.sent + n * self.each)) for n in range(self.clients)]
        heard: queue.SimpleQueue[tuple[int, float]] = queue.SimpleQueue()
        waits: list[float] = []

        def hand_over(client: int) -> bool:
            response = next(batches[client], None)
            if response is None:
                return False
            began = time.perf_counter()
            writer.submit([response], lambda _: heard.put((client, began)))
            return True

        start = time.perf_counter()
        waiting = sum(hand_over(client) for client in range(self.clients))
        while waiting:
            client, began = heard.get()
            waits.append((time.perf_counter() - began) * 1000)
            waiting -= not hand_over(client)
        self.sent += self.clients * self.each
        self.waits.append(waits)
        return len(waits) / (time.perf_counter() - start)

    @property
    def p99(self) -> list[float]:
        """The 99th percentile of waiting in each turn that counts."""
        return [percentile(waits, 0.99) for waits in self.waits[1:]]


def main(parent: str | None) -> None:
    """Measure and say which bars are met."""
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        simple = Writing(Path(folder) / "simple", CLIENTS, EACH_FLOOR)
        grouped = Writing(Path(folder) / "grouped", CLIENTS, EACH_GROUPED)
        alone = Writing(Path(folder) / "alone", 1, ALONE)
        handing = Writing(Path(folder) / "handing", CLIENTS, EACH_GROUPED)
        writer, other = GroupCommit(grouped.store), GroupCommit(handing.store)

        @contextmanager
        def connection_of_its_own() -> Iterator[Append]:
            with closing(open_store(simple.store.path)) as store:
                yield store.append

        @contextmanager
        def the_one_writer() -> Iterator[Append]:
            yield writer.append

        @contextmanager
        def nobody_else() -> Iterator[Append]:
            yield alone.store.append

        slow, fast, handed, single = in_turn(
            ROUNDS,
            lambda: simple.rate(connection_of_its_own),
            lambda: grouped.rate(the_one_writer),
            lambda: handing.handed_over(other),
            lambda: alone.rate(nobody_else),
        )
        writer.close()
        other.close()
    print(f"{CLIENTS} clients, medians of {ROUNDS} turns, answers a second and p99 of waiting:")
    for name, rates, one in (
        ("  a connection each, a commit each", slow, simple),
        ("  group commit, a thread waits for each", fast, grouped),
        ("  group commit, as the server does it", handed, handing),
        ("  one client alone, a commit each", single, alone),
    ):
        print(f"{name}: {statistics.median(rates):,.0f}/s, p99 {statistics.median(one.p99):.1f} ms")
    bars = Bars()
    for name, rates, one in ((", a thread each", fast, grouped), (", as the server does it", handed, handing)):
        bars.at_least(
            f"durable rows a second, against a connection and a commit each{name}", ratio(rates, slow), 15, " ×"
        )
        bars.at_most(f"p99 at 32 clients, against the p99 of one commit{name}", ratio(one.p99, alone.p99), 3, " ×")
    bars.finish()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
