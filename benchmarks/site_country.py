"""Building the site of a country: 34,000 units with 24 months of counts, told from two smaller ones.

Run: .venv/bin/python benchmarks/site_country.py [units]. Unless `units` are given it builds 300 and 600, whose
difference is the cost of a unit; what 34,000 would take is told from that, and said to be so.
"""

import sys
import tempfile
from pathlib import Path

from measuring.bars import Bars
from measuring.regions import Built, built, write_region

COUNTRY = 34_000
SMALL, LARGE = 300, 600
FEWEST_LINEAR = 0.8


def main(units: int | None) -> None:
    """Measure and say which bars are met."""
    bars = Bars()
    if units is not None:
        whole = _build(units)
        _tell(
            bars, whole.cpu / units * COUNTRY, whole.megabytes, f"{units:,} units built, CPU told for {COUNTRY:,}"
        )
        bars.finish()
    small, large = _build(SMALL), _build(LARGE)
    added = LARGE - SMALL
    a_unit, its_memory = (large.cpu - small.cpu) / added, (large.megabytes - small.megabytes) / added
    cpu, memory = small.cpu + a_unit * (COUNTRY - SMALL), small.megabytes + its_memory * (COUNTRY - SMALL)
    note = f"told from {SMALL} and {LARGE} units: {a_unit * 1000:.1f} ms and {its_memory:.2f} MB a unit"
    _tell(bars, cpu, memory, note)
    bars.at_most("twice the units, times the CPU", large.cpu / small.cpu, 2 / FEWEST_LINEAR, " ×")
    bars.finish()


def _tell(bars: Bars, cpu: float, megabytes: float, note: str) -> None:
    bars.at_most("country, CPU", cpu, 300, " s", note)
    bars.at_most("country, memory of a process", megabytes, 1024, " MB")


def _build(units: int) -> Built:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = write_region(folder / "open.db", units, 0, months=True)
        found = built(database, folder / "site", 1)
    print(f"{units} units: {found.pages} pages, {found.cpu:.1f} s CPU, {found.megabytes:.0f} MB", flush=True)
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
