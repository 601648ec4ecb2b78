"""Indices, intervals, changes, funnels and ranks of 400 services × 36 months, from sums as `moment` holds them.

Prints the CPU of all of it beside one plain SQL scan over tables of the same size in the same run, the largest
memory, and the same for half as many cells, to see that the time is linear in them. Bars: 20 s for all indicators
together, 500 MB, 5 × the scan, no more than 2.5 × the time for twice the cells; exit status 1 when one is missed.

Usage: python benchmarks/indicators.py [SERVICES]
"""

import json
import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from typing import TypeVar

import numpy as np

from site_builder.indicators.aggregation import Part, aggregation
from site_builder.indicators.change import change
from site_builder.indicators.funnel import funnel
from site_builder.indicators.grade_certainty import grade_certainty
from site_builder.indicators.index_estimate import IndexEstimate, Measure, index_of_moments
from site_builder.indicators.low_answers import AnswerCounts, low_answer_share
from site_builder.indicators.moments import Moments, moments_of
from site_builder.indicators.peers import peer_of
from site_builder.indicators.rank_interval import rank_interval
from site_builder.indicators.response_rate import response_rate
from site_builder.indicators.rounding_twin import rounding_twin
from site_builder.indicators.satisfaction_index import satisfaction_index
from site_builder.indicators.staff_entry import staff_entry_share
from site_builder.indicators.tipping_point import tipping_point
from survey_definitions.loader import load_survey
from survey_definitions.model import Text

SERVICES, MONTHS, ANSWERS = 400, 36, 1_000_000
K = 10
MEASURE = Measure(survey="skm-2017", index=load_survey("skm-2017").index, scale=(1, 4))
KEYS = tuple(MEASURE.index.weights)
MODES = ("qr", "paper")
COUNTS = """
    SELECT sum(n) FILTER (WHERE value <= 2), sum(n),
           sum(n) FILTER (WHERE mode = 'qr') / 9, sum(n) FILTER (WHERE mode = 'paper') / 9
    FROM count_cell GROUP BY service, month ORDER BY service, month
"""
MOST_SECONDS, MOST_MEGABYTES, MOST_SCANS, MOST_GROWTH = 20, 500, 5, 2.5

Made = TypeVar("Made")
Cells = list[list[Moments]]


def drawn(services: int) -> Cells:
    """Make one cell of answers a service and month, about 70 people on 20 days each."""
    chance = np.random.default_rng(5)
    people = round(ANSWERS / SERVICES / MONTHS)
    return [[_cell(chance, people) for _ in range(MONTHS)] for _ in range(services)]


def _cell(chance: np.random.Generator, people: int) -> Moments:
    person = chance.normal(chance.normal(3.3, 0.2), 0.5, size=(people, 1))
    rows = np.clip(np.rint(person + chance.normal(0, 0.5, size=(people, 9))), 1, 4).astype(int).tolist()
    return moments_of(KEYS, rows, sorted(chance.integers(0, 20, size=people).tolist()))


def stored(cells: Cells) -> sqlite3.Connection:
    """Write the cells as an open file holds them: sums one row a cell, counts one row a question and value."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE moment (service, month, n, sums, products, clusters, cluster_products)")
    database.execute("CREATE TABLE count_cell (service, month, mode, question, value INTEGER, n INTEGER)")
    for service, months in enumerate(cells):
        for month, cell in enumerate(months):
            sums = [json.dumps(part) for part in (cell.sums, cell.products, cell.cluster_products)]
            row = (service, month, cell.n, sums[0], sums[1], cell.clusters, sums[2])
            database.execute("INSERT INTO moment VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            counts = [
                (service, month, mode, key, value, n)
                for mode in MODES
                for key in KEYS
                for value, n in ((1, 0), (2, 1), (3, 13), (4, 21))
            ]
            database.executemany("INSERT INTO count_cell VALUES (?, ?, ?, ?, ?, ?)", counts)
    return database


def scanned(database: sqlite3.Connection) -> int:
    """Read every row of both tables once, nothing done with it."""
    tables = ("SELECT * FROM moment", "SELECT * FROM count_cell")
    return sum(1 for table in tables for _ in database.execute(table))


def read(database: sqlite3.Connection) -> Cells:
    """Read the sums back."""
    cells: Cells = []
    for service, _, n, sums, products, clusters, by_cluster in database.execute("SELECT * FROM moment"):
        if service == len(cells):
            cells.append([])
        cells[service].append(
            Moments(
                questions=KEYS,
                n=n,
                sums=tuple(json.loads(sums)),
                products=tuple(json.loads(products)),
                clusters=clusters,
                cluster_products=tuple(json.loads(by_cluster)),
            )
        )
    return cells


def counted(database: sqlite3.Connection) -> list[tuple[int, int, int, int]]:
    """Count low answers and all answers, and the people by who entered them, of each cell."""
    return database.execute(COUNTS).fetchall()


def computed(database: sqlite3.Connection) -> int:
    """Compute every indicator of every cell, every month's comparison, and each service's whole."""
    cells = read(database)
    counts = counted(database)
    estimates = [[_estimate(cell) for cell in months] for months in cells]
    of_services = (
        _service(cells[at], estimates[at], counts[at * MONTHS : (at + 1) * MONTHS]) for at in range(len(cells))
    )
    of_months = (_month([months[month] for months in estimates]) for month in range(MONTHS))
    return sum(of_services) + sum(of_months)


def _estimate(cell: Moments) -> IndexEstimate:
    found = index_of_moments([cell], MEASURE)
    if found is None:
        raise ValueError("every cell has answers")
    return found


def _service(months: list[Moments], estimates: list[IndexEstimate], counts: list[tuple[int, int, int, int]]) -> int:
    unit, since = Text(id="unit", en="unit"), Text(id="bulan lalu", en="last month")
    findings: list[object] = []
    for cell, estimate, (low, answers, own, staff) in zip(months, estimates, counts, strict=True):
        findings += [
            satisfaction_index(unit, estimate, K),
            grade_certainty(estimate, K),
            tipping_point(estimate, 500, K),
            response_rate(cell.n, 500, K),
            rounding_twin(cell.tallies, MEASURE.index, lettered=True),
            low_answer_share(AnswerCounts(low=low, answers=answers, scale=(1, 4)), cell.n, K),
            staff_entry_share({"qr": own, "paper": staff}, K),
        ]
    findings += [change(before, after, since, K) for before, after in pairwise(estimates)]
    whole = _estimate(sum(months[1:], months[0]))
    parts = [Part(estimate=estimate, visitors=500) for estimate in estimates]
    return len([*findings, aggregation(unit, whole, parts, K, reveals_nothing=True)])


def _month(estimates: list[IndexEstimate]) -> int:
    peers = [peer_of(Text(id=str(at), en=str(at)), estimate) for at, estimate in enumerate(estimates)]
    return len(funnel(peers).points) + len(rank_interval(peers).ranks)


def cpu(work: Callable[[], Made]) -> tuple[float, Made]:
    """Return the CPU seconds of some work, and what it made."""
    before = time.process_time()
    made = work()
    return time.process_time() - before, made


def main(services: int) -> tuple[float, float, float]:
    """Print the figures for so many services; return CPU seconds, their ratio to a scan, and megabytes."""
    database = stored(drawn(services))
    scan, rows = min((cpu(lambda: scanned(database)) for _ in range(3)), key=lambda one: one[0])
    parse, _ = cpu(lambda: read(database))
    spent, findings = cpu(lambda: computed(database))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{services} services × {MONTHS} months: {findings:,} findings in {spent:.1f} s CPU, {parse:.1f} s of it "
        f"reading; a scan of {rows:,} rows takes {scan:.2f} s, so {spent / scan:.1f} ×; at most {memory:.0f} MB"
    )
    return spent, spent / scan, memory


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else SERVICES
    half, _, _ = main(wanted // 2)
    whole, ratio, megabytes = main(wanted)
    print(f"twice the cells take {whole / half:.2f} × the time")
    bars = (whole, MOST_SECONDS), (megabytes, MOST_MEGABYTES), (ratio, MOST_SCANS), (whole / half, MOST_GROWTH)
    sys.exit(any(measured > bar for measured, bar in bars))
