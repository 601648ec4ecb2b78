from datetime import date

import pytest

from site_builder.interface import load_languages
from site_builder.interface.periods import date_text, period_mark, period_text, period_with_months
from site_builder.records import Period

INDONESIAN, ENGLISH = load_languages()
YEAR = Period(id="2019", kind="tahunan", year=2019, number=1, start=date(2019, 1, 1), end=date(2019, 12, 31))
HALF = Period(id="2024-S1", kind="semester", year=2024, number=1, start=date(2024, 1, 1), end=date(2024, 6, 30))
QUARTER = Period(id="2024-T3", kind="triwulan", year=2024, number=3, start=date(2024, 7, 1), end=date(2024, 9, 30))


@pytest.mark.parametrize(
    ("period", "indonesian", "english", "mark"),
    [
        (YEAR, "Tahun 2019", "2019", ""),
        (HALF, "Semester 1 2024 (Januari–Juni 2024)", "H1 2024 (January–June 2024)", "S1"),
        (QUARTER, "Triwulan III 2024 (Juli–September 2024)", "Q3 2024 (July–September 2024)", "T3"),
    ],
)
def test_periods_in_words(period: Period, indonesian: str, english: str, mark: str) -> None:
    """Years, halves and quarters are named as people say them, with their months."""
    assert period_with_months(period, INDONESIAN) == indonesian
    assert period_with_months(period, ENGLISH) == english
    assert period_mark(period, INDONESIAN) == mark


def test_unknown_period_keeps_its_code() -> None:
    """A kind of period this version does not know is named by its code."""
    odd = Period(id="2024-X9", kind="catur", year=2024, number=9, start=date(2024, 1, 1), end=date(2024, 4, 30))
    assert period_text(odd, INDONESIAN) == "Periode 2024-X9"
    assert period_mark(odd, INDONESIAN) == ""


def test_dates_in_words() -> None:
    """Dates carry the name of the month."""
    assert date_text(date(2024, 9, 30), INDONESIAN) == "30 September 2024"
    assert date_text(date(2024, 5, 1), ENGLISH) == "1 May 2024"
