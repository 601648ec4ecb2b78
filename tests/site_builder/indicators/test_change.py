import numpy as np
import pytest
from golden import case
from hypothesis import given, settings
from hypothesis import strategies as st
from measures import SKM, estimate, known
from pulang_pisau import SKM_2014, index_in

from site_builder.indicators.change import Arrow, change
from site_builder.indicators.combination import combined, t_interval
from site_builder.indicators.design import Estimate
from survey_definitions.model import Text

K = 10
SINCE = Text(id="Tahun 2019", en="Year 2019")


def mean_of(values: list[float]) -> Estimate:
    """Return mean and error of a simple sample."""
    return Estimate(
        value=float(np.mean(values)), se=float(np.std(values, ddof=1) / len(values) ** 0.5), df=len(values) - 1
    )


def test_difference_of_two_groups_is_welchs() -> None:
    """Student's sleep data: t, degrees of freedom and interval as R prints them."""
    example = case("sleep")
    found = combined([(1, mean_of(example["a"])), (-1, mean_of(example["b"]))])
    interval = t_interval(found)
    assert example["welch"]["t"] == pytest.approx(found.value / found.se, abs=1e-4)
    assert example["welch"]["df"] == pytest.approx(found.df, abs=1e-3)
    assert example["welch"]["ci"] == pytest.approx((interval.low, interval.high), abs=1e-7)


def test_clear_fall_of_real_answers() -> None:
    """The permit office fell from 81.05 to 78.09 between 2019 and 2020, clearly even by days of entry (T7)."""
    found = change(index_in(2019), index_in(2020), SINCE, K)
    assert (Arrow.DOWN, 644) == (found.arrow, found.n)
    assert found.estimate == pytest.approx(78.0895 - 81.0471, abs=1e-4)
    assert found.sentence.id == "Turun 3,0 poin sejak Tahun 2019 (kira-kira 0,5 sampai 5,5)."
    assert found.sentence.en == "Down 3.0 points since Year 2019 (roughly 0.5 to 5.5)."


def test_clear_rise() -> None:
    """80 ± 1 to 84 ± 1 of 100 people each: 4 ± t·√2 with 198 degrees of freedom."""
    found = change(known("80.00"), known("84.00"), SINCE, K)
    assert (Arrow.UP, 198) == (found.arrow, pytest.approx(found.df or 0))
    assert found.sentence.id == "Naik 4,0 poin sejak Tahun 2019 (kira-kira 1,2 sampai 6,8)."


def test_unclear_change_has_no_arrow() -> None:
    """An interval that holds 0 is told as such, in the words of T7."""
    found = change(known("80.00"), known("81.20"), SINCE, K)
    assert found.arrow is None
    assert (
        "Belum ada perubahan yang jelas sejak Tahun 2019: selisih 1,2 poin masih bisa karena kebetulan."
    ) == found.sentence.id


def test_change_of_definition_compares_nothing() -> None:
    """2014's and 2017's questionnaires are different measures (SKM03)."""
    found = change(known("80.00", measure=SKM_2014), known("90.00", measure=SKM), SINCE, K)
    assert (None, None, None) == (found.estimate, found.interval, found.arrow)
    assert "Kuesionernya berubah" in found.sentence.id


def test_hidden_period_shows_no_difference() -> None:
    """A period below K would be recoverable from a difference."""
    found = change(known("80.00", n=9), known("90.00"), SINCE, K)
    assert (None, None, None, "") == (found.estimate, found.n, found.se, found.sentence.id)


def test_period_without_spread_brings_its_bound() -> None:
    """From 96 to a year in which ten people all gave 4: ten people cannot show a clear rise."""
    best = estimate([[4] * 9] * 10)
    found = change(known("96.00", n=50), best, SINCE, K)
    assert found.interval is not None
    assert found.arrow is None
    assert "MOVER" in found.method.id
    assert found.interval.low < 4 - (100 - 80.585)  # the bound of ten people alone takes 19.4 points away
    equal = change(best, best, SINCE, K)
    assert (0.0, None) == (equal.estimate, equal.arrow)


@settings(deadline=None)
@given(st.floats(30, 99), st.floats(30, 99), st.floats(0.1, 5), st.floats(0.1, 5))
def test_change_back_is_the_mirror(one: float, other: float, first: float, second: float) -> None:
    """From b to a is minus from a to b, with the same error."""
    a, b = known(f"{one:.2f}", se=first), known(f"{other:.2f}", se=second)
    there, back = change(a, b, SINCE, K), change(b, a, SINCE, K)
    assert there.interval is not None
    assert back.interval is not None
    assert there.interval.low == pytest.approx(-back.interval.high)
    assert (there.se, there.df) == pytest.approx((back.se, back.df))
    assert 99 - 1e-9 <= (there.df or 0) <= 198 + 1e-9
