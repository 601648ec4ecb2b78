from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.indicators.rounding import round_half_up


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(1, 200), 2, "0.01"),
        (Fraction(-1, 200), 2, "-0.01"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(0), 2, "0.00"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(100), 2, "100.00"),
    ],
)
def test_round_half_up_keeps_its_decimals(value: Fraction, places: int, expected: str) -> None:
    """A half goes away from zero, and every place is written."""
    assert str(round_half_up(value, places)) == expected


@given(st.fractions(min_value=-1000, max_value=1000))
def test_round_half_up_is_the_nearest(value: Fraction) -> None:
    """No number with two decimals is nearer than the rounded one."""
    rounded = Fraction(round_half_up(value, 2))
    assert abs(value - rounded) <= Fraction(1, 200)
