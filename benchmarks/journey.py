"""The whole journey of one answer: form, sent form, receipt, a new connection each. Server CPU and memory.

Bars: 5 ms of CPU for an answer; 120 MB resident at most, with as many forms prepared as are kept.
"""

import re
import sys
import tempfile
from pathlib import Path

from measuring.bars import Bars, in_turn, percentile
from measuring.clients import ask, get
from measuring.fillings import FORM, sent_form
from measuring.servers import cpu_seconds, peak_megabytes

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from factories import COUNTERS, new_store
from server_process import Server, serving

from collector.codes import encode
from collector.web.prepared import MOST_PREPARED

ANSWERS, ROUNDS = 150, 5
LOCATION = re.compile(rb"(?i)\r\nlocation: ([^\r]+)")


def journey(port: int) -> None:
    """Open the form, send it and open the receipt."""
    _, page = ask(port, get(FORM, last=True, gzip=False))
    head, _ = ask(port, sent_form(page))
    found = LOCATION.search(head)
    if b" 303 " not in head or found is None:
        raise SystemExit(f"not stored: {head!r}")
    head, _ = ask(port, get(found[1].decode(), last=True))
    if b" 200 " not in head:
        raise SystemExit(f"no receipt: {head!r}")


def milliseconds(server: Server) -> float:
    """Return CPU milliseconds of the server for an answer."""
    before = cpu_seconds(server.process.pid)
    for _ in range(ANSWERS):
        journey(server.port)
    return (cpu_seconds(server.process.pid) - before) / ANSWERS * 1000


def main() -> None:
    """Measure and say which bars are met."""
    codes = [encode(number.to_bytes(5, "big")) for number in range(MOST_PREPARED)]
    counters = [*COUNTERS, *((code, "izin", "Loket", "Counter", "") for code in codes)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        new_store(folder, counters=counters).close()
        with serving(folder / "instance") as server:
            (found,) = in_turn(ROUNDS, lambda: milliseconds(server))
            for code in codes:
                for _ in range(2):
                    ask(server.port, get(f"/l/{code}", last=True))
            memory = peak_megabytes(server.process.pid)
    bars = Bars()
    bars.at_most("server CPU for an answer, GET + POST + receipt", percentile(found, 0.5), 5, " ms")
    bars.at_most(f"most memory resident, {MOST_PREPARED} forms prepared", memory, 120, " MB")
    bars.finish()


if __name__ == "__main__":
    main()
