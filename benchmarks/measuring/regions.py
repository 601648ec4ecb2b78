"""Invented regions as open files, of any size, and a site built from one in a process of its own."""

import os
import random
import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from open_db import NINE, OpenDb

YEARS = (2023, 2024)
UNDER_ONE = 66  # units under one parent, about as many as offices in a city
BUILD = """
import sys
from pathlib import Path
from site_builder.builder import build
database, site = Path(sys.argv[1]), Path(sys.argv[2])
report = build(database, site, processes=int(sys.argv[3]), plates=site.with_name(f".plates-{site.name}"))
print(report.written, report.pages, report.files)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did and cost; `megabytes` is the most that one of its processes held."""

    written: int
    pages: int
    files: int
    cpu: float
    wall: float
    megabytes: float


def write_region(path: Path, units: int, services: int, *, months: bool) -> Path:
    """Write `units` agencies with `services` each and eight quarters, and the months of these where asked for."""
    db = OpenDb(path, site_url="https://hasil.example", form_url="", data_until="2024-12-31")
    chance = random.Random(2024)  # noqa: S311 - invented answers
    periods = [db.period(f"{year}-T{number}") for year in YEARS for number in range(1, 5)]
    if months:
        periods += [db.period(f"{year}-{number:02}") for year in YEARS for number in range(1, 13)]
    for number in range(units):
        code, parent = f"u-{number}", f"u-{number - number % UNDER_ONE}"
        db.agency(code, f"Kantor Pelayanan {number}", parent=None if parent == code else parent)
        for service in range(services):
            db.service(code, f"{code}-{service}", f"Layanan {service} Kantor {number}")
    rows = (
        (f"u-{number}", service, "skm-2017", period, "qr", "open", *cell)
        for number in range(units)
        for service in (None, *(f"u-{number}-{place}" for place in range(services)))
        for period in periods
        for cell in _cells(chance)
    )
    db._db.executemany("INSERT INTO count_cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", rows)  # noqa: SLF001
    db.execute("CREATE INDEX by_agency ON count_cell (agency)")
    return db.save()


def change_one(database: Path, release: str) -> None:
    """Make another release in which one answer of one agency is another one."""
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute(
            "UPDATE count_cell SET n = n + 1 WHERE agency = 'u-7' AND service IS NULL AND period = '2024-T4'"
        )
        opened.execute("UPDATE meta SET value = ? WHERE key = 'release'", (release,))


def built(database: Path, site: Path, processes: int) -> Built:
    """Build a site in a process of its own, starting and loading included."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", BUILD, str(database), str(site), str(processes)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ).stdout
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    written, pages, files = (int(number) for number in said.split())
    return Built(written=written, pages=pages, files=files, cpu=cpu, wall=wall, megabytes=after.ru_maxrss / 1024)


def _cells(chance: random.Random) -> list[tuple[str | None, int | None, int]]:
    """Return n and the counts of one cell, as the open file has them."""
    n = chance.randint(30, 400)
    cells: list[tuple[str | None, int | None, int]] = [(None, None, n)]
    for key in NINE:
        low, high = sorted(chance.sample(range(n // 4), 2))
        cells += [
            (key, value, count) for value, count in enumerate((low, high - low, n // 4 - high, n - n // 4), 1)
        ]
    return cells
