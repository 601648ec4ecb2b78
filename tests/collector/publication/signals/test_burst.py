from datetime import date, datetime, timedelta

import numpy as np
import pytest
from golden import case
from hypothesis import given
from hypothesis import strategies as st

from collector.publication.signals.batch import Answer, Batch
from collector.publication.signals.burst import DAY, burst, largest_clusters, simulated_clusters
from collector.publication.signals.registry import Signal
from collector.publication.signals.thresholds import load_thresholds

CLOSED_FORM = case("scan_closed_form")
MONDAY = date(2026, 6, 1)
OFFICE = (0,) * 8 + (100,) * 8 + (0,) * 8
TIMES = st.lists(st.integers(0, 1439).map(float), min_size=1, max_size=40)


def _found(moments: list[datetime]) -> Signal:
    answers = tuple(Answer(received=moment) for moment in moments)
    batch = Batch(start=MONDAY, end=date(2026, 6, 30), answers=answers, others_by_hour=OFFICE)
    found = burst(batch, load_thresholds())
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


def test_days_are_apart() -> None:
    """Five answers on five days never make a cluster, however wide the window inside a day."""
    assert set(simulated_clusters([1] * 5, (0,) * 24, DAY, simulations=200)) == {1}


@given(TIMES, st.integers(1, 600).map(float))
def test_largest_cluster_is_what_counting_by_hand_gives(times: list[float], window: float) -> None:
    """For each answer, those from it to the end of its window; the most of them."""
    expected = max(sum(start <= one <= start + window for one in times) for start in times)
    assert expected == largest_clusters(np.sort(times)[None, :], window)[0]


def test_ordinary_month_is_no_burst() -> None:
    """Six answers a day over eight hours: the most in half an hour is what chance gives."""
    found = _found(_ordinary(np.random.default_rng(1)))
    assert not found.raised
    assert found.flagged == 0


def test_answers_keyed_in_one_after_the_other_are_a_burst() -> None:
    """Twenty answers a minute apart on an ordinary day are flagged, the others are not."""
    keyed = [datetime(2026, 6, 10, 9, minute) for minute in range(20)]  # noqa: DTZ001 - local times
    found = _found([*_ordinary(np.random.default_rng(1)), *keyed])
    assert found.raised
    assert found.value >= 20
    assert 20 <= found.flagged <= 22


def test_busy_day_is_no_burst_by_itself() -> None:
    """Sixty answers over the eight hours of one day: the day's number is kept, only their times are drawn."""
    chance = np.random.default_rng(2)
    busy = [
        datetime(2026, 6, 10) + timedelta(minutes=float(chance.uniform(480, 960)))  # noqa: DTZ001 - local times
        for _ in range(60)
    ]
    assert not _found([*_ordinary(chance), *busy]).raised


def test_rush_hour_of_all_units_is_no_burst() -> None:
    """Where the others get theirs between 8 and 9, so may this unit."""
    moments = [datetime(2026, 6, 1 + day, 8, 4 * at) for day in range(5) for at in range(12)]  # noqa: DTZ001
    answers = tuple(Answer(received=moment) for moment in moments)
    batch = Batch(start=MONDAY, end=date(2026, 6, 30), answers=answers)
    evenly = burst(batch, load_thresholds())
    peak = burst(
        Batch(start=MONDAY, end=date(2026, 6, 30), answers=answers, others_by_hour=(0,) * 8 + (900,) + (0,) * 15),
        load_thresholds(),
    )
    assert evenly is not None
    assert evenly.raised
    assert peak is not None
    assert not peak.raised


def test_no_answer_has_no_signal() -> None:
    """A month without answers tells nothing."""
    assert burst(Batch(start=MONDAY, end=MONDAY, answers=()), load_thresholds()) is None


def test_same_answers_give_the_same_signal() -> None:
    """Chance is drawn from a fixed seed (PUB07)."""
    moments = _ordinary(np.random.default_rng(1))
    assert _found(moments) == _found(moments)


@pytest.mark.slow
def test_ordinary_months_seldom_raise_it() -> None:
    """A threshold of one month in a thousand: at most 3 of 500 honest months are raised."""
    chance = np.random.default_rng(3)
    assert sum(_found(_ordinary(chance, 3)).raised for _ in range(500)) <= 3
