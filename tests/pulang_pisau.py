"""The real answers of one permit office, 2018 to 2020, as tests of indicators use them."""

import csv
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from open_db import OpenDb

from site_builder.indicators.index_estimate import IndexEstimate, Measure, index_of_moments
from site_builder.indicators.moments import Moments, moments_of
from survey_definitions.loader import load_survey

FILE = Path(__file__).parents[1] / "regions/pulang-pisau/data/skm_pulangpisau_2018_2020.csv"
SKM_2014 = Measure(survey="skm-2014", index=load_survey("skm-2014").index, scale=(1, 4))
KEYS = tuple(SKM_2014.index.weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """One answered form: when it was entered, for which service, and its nine answers."""

    day: str
    service: str
    answers: tuple[int, ...]


@lru_cache
def fillings() -> tuple[Filling, ...]:
    """Read every answered form in the order of the file."""
    with FILE.open(encoding="utf-8") as source:
        return tuple(
            Filling(
                day=row["submitted_at"][:10],
                service=row["service_code"],
                answers=tuple(int(row[key]) for key in KEYS),
            )
            for row in csv.DictReader(source)
        )


def of_year(year: int) -> list[Filling]:
    """Return the forms entered in a year."""
    return [one for one in fillings() if one.day.startswith(str(year))]


def moments(forms: list[Filling]) -> Moments:
    """Sum up forms with the days of entry as clusters."""
    return moments_of(KEYS, [one.answers for one in forms], [one.day for one in forms])


def index_in(year: int) -> IndexEstimate:
    """Estimate the index of a year."""
    found = index_of_moments([moments(of_year(year))], SKM_2014)
    assert found is not None
    return found


def counts(forms: list[Filling]) -> dict[str, list[int]]:
    """Count the answers of forms by question and value."""
    columns = zip(KEYS, zip(*(form.answers for form in forms), strict=True), strict=True)
    return {key: [Counter(answers)[value] for value in range(1, 5)] for key, answers in columns}


def release(path: Path, *, summed: bool = True) -> OpenDb:
    """Write the real answers of 2019 and 2020, with 3,000 visitors in 2019."""
    db = OpenDb(path, surveys=("skm-2014",), period_kind="tahunan")
    db.agency("izin", "Dinas Perizinan")
    rows = []
    for year in (2019, 2020):
        forms = of_year(year)
        db.period(str(year))
        place = ("izin", str(year))
        db.cell(*place, len(forms), counts(forms), survey="skm-2014", channel=("import", "open"))
        if summed:
            db.moments(*place, moments(forms), survey="skm-2014")
        rows += [("izin", "gabungan", str(year), *form.answers) for form in forms]
    db.responses(rows, "skm-2014", KEYS)
    db.served("izin", "2019", 3000)
    return db
