from pathlib import Path

import pytest
from open_db import NINE, NINE_2014, OpenDb, alike

from site_builder.monthly import Monthly
from site_builder.open_data import read_open_data
from site_builder.site import Site

SPREAD = [0, 0, 20, 20]


def months(db: OpenDb) -> Monthly:
    """Read the months of the agency."""
    found = Site(read_open_data(db.save())).months.of("a")
    assert found is not None
    return found


@pytest.fixture
def db(tmp_path: Path) -> OpenDb:
    """Begin an open database with one agency."""
    made = OpenDb(tmp_path / "open.db", surveys=("skm-2014", "skm-2017"))
    made.agency("a")
    return made


def test_months_alike_stay_within_their_limits(db: OpenDb) -> None:
    """Twelve months around 87.50 and one of 62.50: the last is below the limits, the first twelve set them."""
    for number in range(1, 13):
        values = [0, 0, 21, 19] if number % 2 else [0, 0, 19, 21]
        db.cell("a", db.period(f"2024-{number:02}"), 40, dict.fromkeys(NINE, values))
    db.cell("a", db.period("2025-01"), 40, {key: [0, 20, 20, 0] for key in NINE})
    found = months(db)
    assert found.chart.sentence.id.startswith("Bulan ini di luar kebiasaan: di bawah batas biasa (")
    assert [False] * 12 + [True] == [bool(point and point.flags) for point in found.drawn]
    assert all(stretch and stretch.centre == pytest.approx(87.5) for stretch in found.stretches)


def test_a_new_questionnaire_starts_a_new_stretch(db: OpenDb) -> None:
    """Three months of the old questionnaire are judged by themselves; two of the new one have no limits yet."""
    for number in (1, 2, 3):
        counts = dict.fromkeys(NINE_2014, SPREAD)
        db.cell("a", db.period(f"2024-{number:02}"), 40, counts, survey="skm-2014")
    for number in (4, 5):
        db.cell("a", db.period(f"2024-{number:02}"), 40, dict.fromkeys(NINE, SPREAD))
    found = months(db)
    assert [True, True, True, False, False] == [point is not None for point in found.drawn]
    assert "Batas percobaan: baru 2 bulan data." == found.chart.sentence.id


def test_hidden_and_running_months_are_left_out(db: OpenDb) -> None:
    """A hidden month, one with a hidden unsur and one that has not ended are no points."""
    for number in (1, 2, 3, 4):
        db.period(f"2024-{number:02}")
    db.cell("a", "2024-01", 40, alike(3, 40))
    db.hidden("a", "2024-02")
    db.cell("a", "2024-03", 40, {**alike(3, 40), "biaya": None})
    db.cell("a", "2024-04", 40, alike(3, 40))
    db.running("2024-04")
    assert ["2024-01"] == [month.period.id for month in months(db).months]


def test_a_month_where_all_agree_is_no_division_by_zero(db: OpenDb) -> None:
    """Forty people who all give 4 have no spread; the bound takes the place of their error."""
    for number in (1, 2, 3):
        db.cell("a", db.period(f"2024-{number:02}"), 40, alike(4, 40))
    assert all(month.se > 0 for month in months(db).months)


def test_without_months_there_is_nothing(db: OpenDb) -> None:
    """An agency whose months are all hidden has no chart."""
    db.hidden("a", db.period("2024-01"))
    assert Site(read_open_data(db.save())).months.of("a") is None
