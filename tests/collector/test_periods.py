"""Periods against the calendar (SKM21)."""

from datetime import date

import pytest

from collector.periods import period_code_kind, period_of


@pytest.mark.parametrize(
    ("day", "kind", "identifier", "start", "end"),
    [
        (date(2024, 2, 29), "tahunan", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        (date(2024, 6, 30), "semester", "2024-S1", date(2024, 1, 1), date(2024, 6, 30)),
        (date(2024, 7, 1), "semester", "2024-S2", date(2024, 7, 1), date(2024, 12, 31)),
        (date(2024, 9, 30), "triwulan", "2024-T3", date(2024, 7, 1), date(2024, 9, 30)),
        (date(2024, 10, 1), "triwulan", "2024-T4", date(2024, 10, 1), date(2024, 12, 31)),
        (date(2024, 2, 1), "bulan", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (date(2023, 12, 31), "bulan", "2023-12", date(2023, 12, 1), date(2023, 12, 31)),
    ],
)
def test_period_of_contains_the_day(day: date, kind: str, identifier: str, start: date, end: date) -> None:
    """A day belongs to the period whose first and last day a calendar shows."""
    period = period_of(day, kind)
    assert (identifier, start, end) == (period.id, period.start, period.end)


@pytest.mark.parametrize("kind", ["tahunan", "semester", "triwulan", "bulan"])
def test_period_code_kind_tells_each_code(kind: str) -> None:
    """The code of a period says of which kind it is."""
    assert kind == period_code_kind(period_of(date(2024, 12, 31), kind).id)
