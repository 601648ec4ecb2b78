"""CPU of control charts, training effect and burst scan at the size of a city, each beside a floor of the run.

Floors: adding up the same months once; one inversion of the matrix a training estimate needs; drawing and sorting
the same random times.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from collector.publication.signals.batch import Answer, Batch
from collector.publication.signals.burst import burst
from collector.publication.signals.thresholds import load_thresholds
from site_builder.indicators.control_chart import MonthPoint, control_chart
from site_builder.indicators.slope import DatedValue, slope
from site_builder.indicators.training_effect import training_effect

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import panels

SERVICES, MONTHS = 400, 36
ANSWERS_A_MONTH = 300


def cpu_seconds(job: Callable[[], object]) -> float:
    """Return the CPU time of `job`."""
    before = time.process_time()
    job()
    return time.process_time() - before


def report(name: str, found: float, floor: float, of: str) -> None:
    """Print one line."""
    print(f"{name}: {found:.2f} s CPU, {found / floor:.0f} × {of} ({floor * 1000:.1f} ms)")


chance = np.random.default_rng(1)
months = 80 + chance.normal(0, 3, (SERVICES, MONTHS))
plain = months.tolist()
charts = [[MonthPoint(value=value, se=1.5) for value in row] for row in plain]
dated = [[DatedValue(month=at, value=value) for at, value in enumerate(row)] for row in plain]
scan = cpu_seconds(lambda: [sum(row) for row in plain])
size = f"{SERVICES} services × {MONTHS} months"
report(
    f"control charts, {size}", cpu_seconds(lambda: [control_chart(row) for row in charts]), scan, "adding them up"
)
report(f"slopes, {size}", cpu_seconds(lambda: [slope(row) for row in dated]), scan, "adding them up")

units = panels.fair_roll_out(chance, units=30, trained=15)
training_effect(units)  # imports
side = len(units) + len(units[0].values)
inversion = cpu_seconds(lambda: np.linalg.pinv(np.eye(side) + 1, hermitian=True))
report(
    "training effect, 30 units × 24 months", cpu_seconds(lambda: training_effect(units)), inversion, "one inversion"
)

start = datetime(2026, 6, 1)  # noqa: DTZ001 - local times
times = np.sort(chance.uniform(0, 30 * 24 * 60, ANSWERS_A_MONTH))
answers = tuple(Answer(received=start + timedelta(minutes=float(minute))) for minute in times)
batch = Batch(start=date(2026, 6, 1), end=date(2026, 6, 30), answers=answers)
draws = load_thresholds().burst.simulations
drawing = cpu_seconds(lambda: np.sort(chance.random((draws, ANSWERS_A_MONTH)), axis=1))
report(
    f"burst scan, one unit-month of {ANSWERS_A_MONTH} answers",
    cpu_seconds(lambda: burst(batch, load_thresholds())),
    drawing,
    "drawing and sorting the times",
)
