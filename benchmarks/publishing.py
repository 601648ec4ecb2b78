"""A release of many answers: processor time, memory, and what it costs to keep the counts up to date.

30 units, 120 services, 240 counters, 24 months, some questions left out, all channels; every answer stored as the
form stores it. Each thing is measured in a process of its own, beside its floor: reading every stored answer and
parsing its JSON once.

    python benchmarks/publishing.py [ANSWERS] [FOLDER]

With FOLDER the answers are stored there and used again by the next run.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from measuring.bars import Bars

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from factories import NINE, SECRET, new_store

from collector.publication.counting import recount, refresh
from collector.publication.release import publish
from collector.publication.tally import Shape
from collector.storage import SqliteStore, open_store
from collector.storage.records import NewResponse
from survey_definitions.loader import load_surveys

ANSWERS = 1_000_000
AGENCIES, SERVICES, COUNTERS = 30, 120, 240
FIRST, DAYS = date(2023, 1, 2), 730
NOW = datetime(2025, 2, 3, 8, 0, tzinfo=UTC)
AT_ONCE = 5_000
PUBLISH_SECONDS, PUBLISH_MEGABYTES = 60, 600
SKIPPED = 0.01  # share of questions left out
NEW_ANSWERS, REFRESH_RATIO = 1_000, 2
CHANNELS = (("qr", "open"), ("qr", "poster"), ("kiosk", "poster"), ("paper", "open"))


def main(count: int, folder: Path) -> None:
    """Measure and say which bars are met."""
    bars = Bars()
    if not (folder / "instance").exists():
        _fill(folder, count)
    floor, _ = _measured("floor", folder)
    print(f"floor, reading and parsing {count:,} answers once: {floor:.1f} s CPU", flush=True)
    seconds, megabytes = _measured("release", folder)
    bars.at_most("publish, CPU", seconds, PUBLISH_SECONDS, " s", f"{seconds / floor:.1f} times the floor")
    bars.at_most("publish, peak memory", megabytes, PUBLISH_MEGABYTES, " MB")
    if _run("refreshing", folder)[0]:
        bars.missed.append("refresh")
    bars.finish()


def floor(folder: Path) -> None:
    """Read every stored answer and parse its JSON."""
    for (answers,) in _store(folder).connection.execute("SELECT answers FROM response"):
        json.loads(answers)


def release(folder: Path) -> None:
    """Publish everything."""
    with tempfile.TemporaryDirectory(dir=folder) as output:
        summary = publish(_store(folder), load_surveys(), Path(output), secret=SECRET, now=NOW)
        print(f"{summary.rows_in:,} answers in, {summary.rows_out:,} out", flush=True)


def refreshing(folder: Path) -> None:
    """Count everything anew, then only what came since; say what each costs for one answer."""
    store, survey = _store(folder), load_surveys()["skm-2017"]
    shapes = {survey.id: Shape.of(survey)}
    refresh(store, shapes)
    start = time.process_time()
    counted = recount(store)
    full = (time.process_time() - start) / sum(sum(cell.kept[:1] + cell.added[:1]) for cell in counted.values())
    store.append(list(answers(NEW_ANSWERS, first=NOW.date(), days=1, seed=time.time_ns())))
    start = time.process_time()
    refresh(store, shapes)
    new = (time.process_time() - start) / NEW_ANSWERS
    print(f"refresh after {NEW_ANSWERS:,} new answers: {new * 1e6:.1f} µs an answer, full scan {full * 1e6:.1f} µs")
    bars = Bars()
    bars.at_most("refresh, for one new answer", new / full, REFRESH_RATIO, " times a full scan's")
    bars.finish()


TASKS: dict[str, Callable[[Path], None]] = {"floor": floor, "release": release, "refreshing": refreshing}


def _measured(task: str, folder: Path) -> tuple[float, float]:
    """Run a task in a process of its own; return its processor seconds and its peak memory in MB."""
    status, seconds, megabytes = _run(task, folder)
    if status:
        sys.exit(f"{task} failed")
    return seconds, megabytes


def _run(task: str, folder: Path) -> tuple[int, float, float]:
    """Run a task in a process of its own; return its exit status, processor seconds and peak memory in MB."""
    with subprocess.Popen([sys.executable, __file__, task, str(folder)]) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _store(folder: Path) -> SqliteStore:
    return open_store(folder / "instance" / "private.db")


def _fill(folder: Path, count: int) -> None:
    """Store `count` invented answers."""
    start = time.perf_counter()
    agencies = [("code", "parent", "kind", "name_id", "name_en", "note")]
    agencies += [(f"unit-{n}", "", "opd", f"Unit {n}", f"Unit {n}", "") for n in range(AGENCIES)]
    services = [("agency", "code", "name_id", "name_en", "tariff", "note")]
    services += [
        (f"unit-{n % AGENCIES}", f"svc-{n}", f"Layanan {n}", f"Service {n}", "", "") for n in range(SERVICES)
    ]
    counters = [("code", "service", "name_id", "name_en", "survey")]
    counters += [(_counter(n), f"svc-{n % SERVICES}", "Loket", "Counter", "") for n in range(COUNTERS)]
    store = new_store(folder, agencies=agencies, services=services, counters=counters)
    batch: list[NewResponse] = []
    for answer in answers(count):
        batch.append(answer)
        if len(batch) == AT_ONCE:
            store.append(batch)
            batch = []
    store.append(batch)
    store.close()
    print(f"stored {count:,} answers in {time.perf_counter() - start:.0f} s", flush=True)


def answers(count: int, first: date = FIRST, days: int = DAYS, seed: int = 1) -> Iterator[NewResponse]:
    """Yield invented answers in the order in which they came."""
    draw = random.Random(seed)  # noqa: S311 - invented answers
    for place in range(count):
        at = int(COUNTERS * draw.random() ** 2)  # some counters are busier than others
        day = first + timedelta(days=place * days // count)
        mode, response_class = draw.choices(CHANNELS, (60, 20, 15, 5))[0]
        yield NewResponse(
            id=f"{draw.getrandbits(128):032x}", survey="skm-2017", version=1, agency=f"unit-{at % AGENCIES}",
            service=f"svc-{at % SERVICES}", counter=_counter(at), response_class=response_class, mode=mode,
            offline=False, language="id", visited_on=day,
            received_at=datetime(day.year, day.month, day.day, 3, tzinfo=UTC), seconds=draw.randint(20, 200),
            answers={key: draw.choices((1, 2, 3, 4), (1, 2, 12, 8))[0] for key in NINE if draw.random() > SKIPPED}
            | {"jenis-kelamin": draw.choice(("perempuan", "laki-laki")), "usia": draw.randint(17, 80)},
        )  # fmt: skip


def _counter(number: int) -> str:
    return f"k{number:04}"


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in TASKS:  # noqa: PLR2004 - task and folder
        TASKS[sys.argv[1]](Path(sys.argv[2]))
    else:
        count = int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS
        with tempfile.TemporaryDirectory() as name:
            main(count, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(name))  # noqa: PLR2004
