"""Normal requests beside 500 clients that send two bytes a second, half of them heads and half bodies.

Bars: 20 of 20 answered, median below 100 ms; a server without slow clients is the floor, printed beside it.
"""

import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from measuring.bars import Bars, percentile
from measuring.clients import ask, get
from measuring.fillings import FORM, sent_forms

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from factories import new_store
from server_process import serving
from slow_clients import dribbling

SLOW, NORMAL = 500, 20


def normal_requests(port: int) -> list[float]:
    """Send ten GETs and ten POSTs, one after the other; return how long each answered one took, in milliseconds."""
    waits = []
    posts = sent_forms(port, NORMAL // 2, last=True)
    for request in (one for pair in zip([get(FORM, last=True)] * len(posts), posts, strict=True) for one in pair):
        began = time.perf_counter()
        head, _ = ask(port, request)
        if head.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 303 ")):
            waits.append((time.perf_counter() - began) * 1000)
    return waits


def main() -> None:
    """Measure and say which bars are met."""
    medians = []
    answered = 0
    with tempfile.TemporaryDirectory() as name:
        new_store(Path(name)).close()
        with serving(Path(name) / "instance") as server:
            for others in (nullcontext(), dribbling(server.port, SLOW)):
                with others as slow:
                    time.sleep(2 if slow else 0)  # they send for a while before anybody else comes
                    waits = normal_requests(server.port)
                medians.append(percentile(waits, 0.5))
                answered = len(waits)
    alone, beside = medians
    bars = Bars()
    bars.at_least(f"answered of {NORMAL} beside {SLOW} slow clients", answered, NORMAL)
    note = f"alone {alone:.1f} ms: {beside / alone:.1f} ×"
    bars.at_most("their median", beside, 100, " ms", note)
    bars.finish()


if __name__ == "__main__":
    main()
