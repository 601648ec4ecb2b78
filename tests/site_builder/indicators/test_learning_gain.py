import numpy as np
import pytest
from golden import case
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.indicators.attrition import attrition
from site_builder.indicators.learning_gain import hedges_g_av, learning_gain, paired_difference
from site_builder.indicators.normalised_gain import normalised_gain
from site_builder.indicators.proportion import wilson_interval

SLEEP = case("sleep")
FIRST, SECOND = np.array(SLEEP["a"], dtype=float), np.array(SLEEP["b"], dtype=float)


def test_paired_difference_of_sleep() -> None:
    """Ten people with both drugs: t, degrees of freedom and interval as R prints them."""
    expected, found = SLEEP["paired"], learning_gain(SECOND, FIRST, 10)
    assert found.estimate is not None
    assert found.se is not None
    assert found.interval is not None
    assert expected["t"] == pytest.approx(found.estimate / found.se, abs=1e-4)
    assert expected["df"] == found.df
    assert expected["ci"] == pytest.approx((found.interval.low, found.interval.high), abs=1e-7)
    assert found.sentence.id == "Nilai tes turun rata-rata 1,6 poin (kira-kira 0,7 sampai 2,5), dari 10 peserta."


def test_rise_and_unclear_gain() -> None:
    """A clear rise is told with its interval, an unclear one as such."""
    rise = learning_gain(FIRST, SECOND, 10)
    assert rise.sentence.id == "Nilai tes naik rata-rata 1,6 poin (kira-kira 0,7 sampai 2,5), dari 10 peserta."
    unclear = learning_gain(FIRST, FIRST[::-1].copy(), 10)
    assert unclear.sentence.id.startswith("Belum ada perubahan nilai tes yang jelas")


def test_effect_size_by_hand() -> None:
    """Two points up, standard deviations 1 and 3 in three people: 2 ÷ 2 × (1 − 3/15)."""
    before, after = np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 7.0])
    assert hedges_g_av(before, after) == pytest.approx(0.8)
    assert hedges_g_av(np.full(4, 3.0), np.full(4, 4.0)) is None


def test_small_groups_of_trainees_are_hidden() -> None:
    """Below ten people nothing is told, not even how many they are (PUB05)."""
    found = learning_gain(FIRST[:9], SECOND[:9], 9)
    assert (None, None, None, None) == (found.estimate, found.interval, found.n, found.g_av)
    assert normalised_gain(40, 70, 9).estimate is None
    assert attrition(9, 20).n is None


def test_gain_that_is_the_same_for_all_has_no_interval() -> None:
    """Everybody 5 points up leaves no spread to make an interval from."""
    found = learning_gain(np.arange(10.0), np.arange(10.0) + 5, 10)
    assert (5.0, None) == (found.estimate, found.interval)
    assert "berubah sama, 5,0 poin" in found.sentence.id


@pytest.mark.parametrize(("both", "first", "enough"), [(12, 20, True), (11, 20, False), (20, 20, True)])
def test_headline_needs_sixty_per_cent_in_both_tests(both: int, first: int, enough: bool) -> None:  # noqa: FBT001
    """At 60 % there is a headline, below it the sentence begins with who is missing."""
    found = attrition(both, first)
    assert (enough, pytest.approx(1 - both / first)) == (found.enough, found.estimate)
    gain = learning_gain(np.arange(both, dtype=float), np.arange(both, dtype=float)[::-1].copy(), first)
    assert enough == gain.headline
    assert gain.sentence.id.startswith(f"{both} dari {first} peserta") != enough


def test_normalised_gain_and_its_guards() -> None:
    """40 to 70 is half of what was left; above 80, or without a rise, there is no number."""
    found = normalised_gain(40, 70, 20)
    assert (0.5, 20) == (found.estimate, found.n)
    assert found.sentence.id == (
        "Dari yang masih dapat dipelajari, kelas ini menguasai 50 % (rata-rata 40,0 menjadi 70,0)."
    )
    assert normalised_gain(80, 90, 20).estimate == 0.5
    assert normalised_gain(80.1, 90, 20).estimate is None
    assert "sudah di atas 80" in normalised_gain(80.1, 90, 20).sentence.id
    assert normalised_gain(70, 60, 20).estimate is None


def test_wilson_interval() -> None:
    """0 of 10 reaches up to 27.8 %, and 8 of 10 from 49.0 to 94.3 % (Wilson 1927; Agresti & Coull 1998)."""
    nothing, most = wilson_interval(0, 10), wilson_interval(8, 10)
    assert (0, 0.2775) == pytest.approx((nothing.low, nothing.high), abs=1e-4)
    assert (0.4902, 0.9433) == pytest.approx((most.low, most.high), abs=1e-4)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=2, max_size=30), st.floats(-50, 50))
def test_gain_moves_with_the_scores(pairs: list[tuple[float, float]], shift: float) -> None:
    """Points added to the second test are added to the gain, and its error stays."""
    before, after = np.array(pairs).T
    plain, moved = paired_difference(before, after), paired_difference(before, after + shift)
    assert moved.value == pytest.approx(plain.value + shift, abs=1e-9)
    assert moved.se == pytest.approx(plain.se, abs=1e-9)
