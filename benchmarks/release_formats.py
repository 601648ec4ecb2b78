"""CPU, memory and size of writing the formats of a release, for a number of answers (100,000 unless given).

Run: .venv/bin/python benchmarks/release_formats.py [answers]. The answers are made up inside a fresh open file;
nothing is read from an instance, so this is the writing alone.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from collector.publication.edition import Addresses
from collector.publication.formats import write_formats
from collector.publication.formats.release_files import Release
from collector.publication.open_file import OpenFile, Row
from collector.publication.tables import open_tables
from collector.storage.records import RegionEntry
from collector.storage.releases import ReleaseEntry
from survey_definitions.loader import load_survey
from survey_definitions.model import Text


def rows(count: int) -> Iterator[Row]:
    """Yield answers of units with three services, nine scores each."""
    numbers = random.Random(2024)  # noqa: S311 - invented answers
    for place in range(count):
        unit = f"opd-{place % 30}"
        scores = [numbers.randint(1, 4) for _ in range(9)]
        period = f"202{place % 4}-T{place % 3 + 1}"
        yield (f"{numbers.getrandbits(80):020x}", unit, f"{unit}-{place % 3}", period, "qr", "token", *scores)


def main(count: int) -> None:
    """Write every format and print what it cost."""
    survey, name = load_survey("skm-2017"), Text(id="Kota", en="City")
    region = RegionEntry(
        code="ukur", kind="kota", name=name, publisher=name, timezone="Asia/Jakarta", period_kind="triwulan",
        default_survey=survey.id, simulated=True, licence="CC-BY-4.0",
    )  # fmt: skip
    entry = ReleaseEntry(
        position=1, id="0" * 16, made_at=datetime(2024, 1, 1, tzinfo=UTC), rows_in=count, rows_out=count,
        cells_hidden=0, rules="", chain_head="",
    )  # fmt: skip
    file = OpenFile(open_tables([survey]))
    file.insert(survey.table, rows(count))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{count:,} answers in memory: {before // 1024} MB")
    with tempfile.TemporaryDirectory() as folder:
        release = Release(
            folder=Path(folder), region=region, surveys=(survey,), addresses=Addresses(), file=file, entry=entry
        )
        start = time.process_time()
        release = write_formats(release)
        print(f"all formats, digests included: {time.process_time() - start:.2f} s CPU")
        for one in sorted(release.files, key=lambda one: -one.size)[:5]:
            print(f"  {one.product.path}: {one.size / 1e6:.1f} MB")
    print(f"peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
