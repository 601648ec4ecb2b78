"""50 answers a second for a minute, each form opened, sent and its receipt read: errors and waiting.

Bars: 0 errors, p95 of a sent form below 300 ms. The floor, printed beside it, is one answer at a time on the same
server. Name the disk that will hold the instance: ``python benchmarks/steady_load.py FOLDER``.
"""

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from measuring.bars import Bars, percentile
from measuring.clients import ask, get
from measuring.fillings import FORM, sent_form

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from factories import new_store
from server_process import serving

A_SECOND, SECONDS, ALONE = 50, 60, 100


def answer_once(port: int, moment: float = 0.0) -> float | None:
    """Open a form and send it at `moment`; return how long the sending took in milliseconds, None for an error."""
    time.sleep(max(0.0, moment - time.monotonic()))
    try:
        _, page = ask(port, get(FORM, last=True, gzip=False))
        began = time.perf_counter()
        head, _ = ask(port, sent_form(page))
    except OSError:
        return None
    return (time.perf_counter() - began) * 1000 if head.startswith(b"HTTP/1.1 303 ") else None


def main(parent: str | None) -> None:
    """Measure and say which bars are met."""
    with tempfile.TemporaryDirectory(dir=parent) as name:
        new_store(Path(name)).close()
        with serving(Path(name) / "instance") as server, ThreadPoolExecutor(A_SECOND) as people:
            alone = [answer_once(server.port) or 0.0 for _ in range(ALONE)]
            start = time.monotonic() + 1
            moments = [start + number / A_SECOND for number in range(A_SECOND * SECONDS)]
            waits = list(people.map(lambda moment: answer_once(server.port, moment), moments))
    stored = [wait for wait in waits if wait is not None]
    bars = Bars()
    bars.at_most(f"errors in {len(waits)} answers", len(waits) - len(stored), 0)
    note = f"one at a time: {percentile(alone, 0.95):.0f} ms"
    bars.at_most("p95 of a sent form", percentile(stored, 0.95), 300, " ms", note)
    bars.finish()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
