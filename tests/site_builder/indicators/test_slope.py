import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from site_builder.indicators.slope import DatedValue, slope

VALUES = st.lists(st.integers(25, 100).map(float), min_size=12, max_size=36)


def _dated(values: list[float], definition: str = "") -> list[DatedValue]:
    return [DatedValue(month=at, value=value, definition=definition) for at, value in enumerate(values)]


@given(VALUES)
def test_slope_and_interval_are_those_of_an_independent_program(values: list[float]) -> None:
    """The Theil–Sen of scipy agrees, a year having twelve months, and ties included."""
    found = slope(_dated(values))
    expected = theilslopes(values, range(len(values)), 0.95)
    assert found.interval is not None
    assert [12 * one for one in (expected.slope, expected.low_slope, expected.high_slope)] == pytest.approx(
        [found.estimate, found.interval.low, found.interval.high]
    )


def test_eleven_months_have_no_direction() -> None:
    """A slope is computed from 12 points on."""
    found = slope(_dated([80.0 + at for at in range(11)]))
    assert (None, None, 11) == (found.estimate, found.interval, found.n)
    assert found.sentence.id == "Arah belum dihitung: baru 11 bulan data, perlu 12."


def test_no_month_has_no_direction() -> None:
    """A unit whose months are all hidden gets the same words."""
    assert slope([]).n == 0


def test_gap_counts_as_time() -> None:
    """Hidden months leave a gap: 0.1 a month is 1.2 a year, with or without them."""
    months = [0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 20]
    found = slope([DatedValue(month=month, value=80 + month / 10) for month in months])
    assert found.estimate == pytest.approx(1.2)
    assert found.sentence.id == "Naik kira-kira 1,2 poin per tahun (1,2 sampai 1,2)."


def test_fall_is_told_without_a_minus() -> None:
    """The words carry the direction; the interval goes from small to large."""
    found = slope(_dated([90 - at / 10 for at in range(12)]))
    assert found.sentence.en == "Down about 1.2 points a year (1.2 to 1.2)."


def test_unclear_slope_is_no_direction() -> None:
    """An interval around 0 has the words for chance and no arrow."""
    assert "No clear direction" in slope(_dated([80.0, 82.0] * 8)).sentence.en


def test_nothing_is_computed_across_a_change_of_definition() -> None:
    """Only the months of the latest questionnaire count (SKM03)."""
    found = slope([*_dated([50.0] * 12, "skm-2014"), *_dated([80.0] * 12, "skm-2017")])
    assert (12, 0.0) == (found.n, found.estimate)
