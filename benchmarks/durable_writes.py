"""Durable answers per second with 32 waiting clients: group commit against one commit for each request.

Bar: at least 15 times the floor. Name the disk that will hold the instance: ``python benchmarks/durable_writes.py
FOLDER`` (a fresh folder inside FOLDER is made and removed).
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from factories import new_store, responses

from collector.storage.group_commit import GroupCommit
from collector.storage.records import NewResponse

CLIENTS = 32
EACH = {"one commit for each request": 15, "group commit": 300}


def rate(append: Callable[[list[NewResponse]], object], each: int) -> tuple[float, float]:
    """Return answers per second and the 99th percentile of waiting in milliseconds."""
    waits: list[float] = []
    start = threading.Barrier(CLIENTS + 1)

    def client(number: int) -> None:
        batch = responses(each, first=1 + number * each)
        start.wait()
        for response in batch:
            began = time.perf_counter()
            append([response])
            waits.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return len(waits) / (time.perf_counter() - began), sorted(waits)[int(len(waits) * 0.99)]


with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as folder:
    rates = {}
    for name, each in EACH.items():
        store = new_store(Path(folder) / name)
        grouped = GroupCommit(store)
        rates[name], p99 = rate(grouped.append if name == "group commit" else store.append, each)
        print(f"{name}: {rates[name]:,.0f} answers/s, p99 {p99:.1f} ms")
        grouped.close()
    floor, found = rates.values()
    print(f"ratio: {found / floor:.1f} × (bar: 15 ×)")
