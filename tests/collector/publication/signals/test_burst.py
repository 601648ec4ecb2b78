from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from batches import Given, batch
from golden import case
from hypothesis import given
from hypothesis import strategies as st

from collector.publication.signals.burst import (
    DAY,
    bounded_threshold,
    burst,
    cluster_sizes,
    largest_clusters,
    simulated_clusters,
)
from collector.publication.signals.registry import Signal
from collector.publication.signals.thresholds import load_thresholds

CLOSED_FORM = case("scan_closed_form")
MONDAY = date(2026, 6, 1)
OFFICE = (0,) * 8 + (100,) * 8 + (0,) * 8
RULE = load_thresholds().burst
TIMES = st.lists(st.integers(0, 1439).map(float), min_size=1, max_size=40)


def _found(moments: list[datetime], others: tuple[int, ...] = OFFICE) -> Signal:
    found = burst(batch([Given(received=one) for one in moments], others_by_hour=others), load_thresholds())
    assert found is not None
    return found


def _ordinary(chance: np.random.Generator, a_day: int = 6) -> list[datetime]:
    """Return a month of working days with answers spread over the opening hours."""
    days = [MONDAY + timedelta(days=day) for day in range(30) if (MONDAY + timedelta(days=day)).weekday() < 5]
    midnights = [datetime(day.year, day.month, day.day) for day in days]  # noqa: DTZ001 - local times
    return [
        midnight + timedelta(minutes=float(chance.uniform(8 * 60, 16 * 60)))
        for midnight in midnights
        for _ in range(a_day)
    ]


@pytest.mark.parametrize(("n", "share"), [(CLOSED_FORM["n"], CLOSED_FORM["w"]), (3, 0.1), (4, 0.35)])
def test_simulation_agrees_with_the_closed_form(n: int, share: float) -> None:
    """All n of a day within a share w of it: n·wⁿ⁻¹ − (n−1)·wⁿ, within three Monte-Carlo errors."""
    expected = n * share ** (n - 1) - (n - 1) * share**n
    simulations = 100_000
    clusters = simulated_clusters([n], (0,) * 24, share * DAY, simulations=simulations)
    error = np.sqrt(expected * (1 - expected) / simulations)
    assert expected == pytest.approx((clusters == n).mean(), abs=3 * error)


def test_closed_form_is_the_published_number() -> None:
    """The formula above gives the golden probability."""
    n, w = CLOSED_FORM["n"], CLOSED_FORM["w"]
    assert CLOSED_FORM["p"] == pytest.approx(n * w ** (n - 1) - (n - 1) * w**n, abs=5e-6)


@pytest.mark.parametrize(
    ("by_day", "others"),
    [([6] * 22, OFFICE), ([40, 3, 12], OFFICE), ([5] * 20, (0,) * 8 + (60, 30, 10) + (0,) * 13)],
)
def test_bound_is_exceeded_seldom_and_is_tight(by_day: list[int], others: tuple[int, ...]) -> None:
    """Of 20,000 simulated periods at most one in a hundred exceeds it, and more exceed a number two lower."""
    rule = replace(RULE, chance=0.01)
    threshold = bounded_threshold(by_day, others, rule)
    clusters = simulated_clusters(by_day, others, rule.window_minutes, simulations=20_000)
    assert (clusters > threshold).mean() <= 0.01
    assert (clusters > threshold - 2).mean() > 0.01


def test_days_are_apart() -> None:
    """Five answers on five days never make a cluster, however wide the window inside a day."""
    assert set(simulated_clusters([1] * 5, (0,) * 24, DAY, simulations=200)) == {1}


@given(TIMES, st.integers(1, 600).map(float))
def test_largest_cluster_is_what_counting_by_hand_gives(times: list[float], window: float) -> None:
    """For each answer, those from it to the end of its window; the most of them."""
    expected = max(sum(start <= one <= start + window for one in times) for start in times)
    assert expected == largest_clusters(np.sort(times)[None, :], window)[0]
    assert expected == cluster_sizes(np.sort(times), window).max()


def test_ordinary_month_is_no_burst() -> None:
    """Six answers a day over eight hours: the most in half an hour is below ten, and so not told."""
    found = _found(_ordinary(np.random.default_rng(1)))
    assert not found.is_raised
    assert (None, 0) == (found.value, found.flagged)


def test_answers_keyed_in_one_after_the_other_are_a_burst() -> None:
    """Twenty answers a minute apart on an ordinary day are flagged, the others are not."""
    keyed = [datetime(2026, 6, 10, 9, minute) for minute in range(20)]  # noqa: DTZ001 - local times
    found = _found([*_ordinary(np.random.default_rng(1)), *keyed])
    assert found.is_raised
    assert (20, 20) == (found.value, found.flagged)
    assert found.answers is not None
    assert found.answers[-20:].all()
    assert found.answers.sum() <= 22


def test_burst_just_beyond_the_threshold_is_told_in_no_more_than_tens() -> None:
    """Fourteen within half an hour: at least ten, or at least one more than the threshold."""
    keyed = [datetime(2026, 6, 10, 9, minute) for minute in range(14)]  # noqa: DTZ001 - local times
    found = _found([*_ordinary(np.random.default_rng(1), 2), *keyed])
    assert found.is_raised
    assert max(10, found.threshold + 1) == found.value


def test_nine_answers_are_no_burst() -> None:
    """Whatever chance says: a burst of fewer than ten would be told of fewer than ten people (PUB02)."""
    keyed = [datetime(2026, 6, 10, 9, minute) for minute in range(9)]  # noqa: DTZ001 - local times
    others = [datetime(2026, 6, day, 10) for day in range(15, 20)]  # noqa: DTZ001
    found = _found([*keyed, *others])
    assert (None, 9, 0) == (found.value, found.threshold, found.flagged)


def test_busy_day_is_no_burst_by_itself() -> None:
    """Sixty answers over the eight hours of one day: the day's number is kept, only their times are drawn."""
    chance = np.random.default_rng(2)
    busy = [
        datetime(2026, 6, 10) + timedelta(minutes=float(chance.uniform(480, 960)))  # noqa: DTZ001 - local times
        for _ in range(60)
    ]
    assert not _found([*_ordinary(chance), *busy]).is_raised


def test_rush_hour_of_all_units_is_no_burst() -> None:
    """Where the others get theirs between 8 and 9, so may this unit."""
    moments = [datetime(2026, 6, 1 + day, 8, 4 * at) for day in range(5) for at in range(15)]  # noqa: DTZ001
    moments += [datetime(2026, 6, 1 + day, 8, 4 * at + 2) for day in range(5) for at in range(15)]  # noqa: DTZ001
    assert _found(moments, others=(40,) * 24).is_raised
    assert not _found(moments, others=(0,) * 8 + (900,) + (0,) * 15).is_raised


def test_hours_of_too_few_others_tell_nothing() -> None:
    """Without others nobody knows which hours are usual, and opening hours alone would look like a burst."""
    moments = [Given(received=one) for one in _ordinary(np.random.default_rng(1))]
    assert burst(batch(moments, others_by_hour=(0,) * 9 + (199,) + (0,) * 14), load_thresholds()) is None
    assert burst(batch(moments, others_by_hour=(0,) * 9 + (200,) + (0,) * 14), load_thresholds()) is not None


def test_same_answers_give_the_same_signal() -> None:
    """Chance is drawn from the numbers themselves (PUB07), so other numbers get other draws."""
    same = [simulated_clusters([9, 8], OFFICE, 30, simulations=500).tolist() for _ in range(2)]
    assert same[0] == same[1]
    assert same[0] != simulated_clusters([8, 9], OFFICE, 30, simulations=500).tolist()


@pytest.mark.slow
def test_ordinary_months_seldom_raise_it() -> None:
    """A threshold of one month in a thousand: at most 3 of 500 honest months are raised."""
    chance = np.random.default_rng(3)
    assert sum(_found(_ordinary(chance, 12)).is_raised for _ in range(500)) <= 3
