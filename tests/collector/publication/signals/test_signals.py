from datetime import date, datetime, time, timedelta

import pytest

from collector.publication.signals.batch import Answer, Batch
from collector.publication.signals.registry import Signal, signals
from collector.publication.signals.thresholds import Thresholds, load_thresholds

START, END = date(2026, 6, 1), date(2026, 6, 30)
NOON = datetime(2026, 6, 1, 12)  # noqa: DTZ001 - local times; a Monday
WORKDAY = (time(8), time(16))


@pytest.fixture(scope="module")
def thresholds() -> Thresholds:
    """Return the public ones."""
    return load_thresholds()


def _batch(*answers: Answer, visitors: int | None = None, usual: float | None = None, known: bool = True) -> Batch:
    return Batch(
        start=START,
        end=END,
        answers=answers,
        opening=dict.fromkeys(range(5), WORKDAY) if known else None,
        visitors=visitors,
        usual_seconds=usual,
    )


def _at(*moments: datetime) -> tuple[Answer, ...]:
    return tuple(Answer(received=moment) for moment in moments)


def test_signals_are_those_the_pages_word() -> None:
    """One file each; the ids are a contract with the open file."""
    assert ["burst", "exceeds", "hours", "rush", "speed"] == list(signals())


def test_thresholds_are_public_numbers(thresholds: Thresholds) -> None:
    """Half an hour, one month in a thousand, a third of the usual time, three days."""
    assert (30, 0.001, 1999) == (
        thresholds.burst.window_minutes,
        thresholds.burst.chance,
        thresholds.burst.simulations,
    )
    assert (3, 0.10, 0.20, 3, 0.50) == (
        thresholds.speed.divisor,
        thresholds.speed.share,
        thresholds.hours.share,
        thresholds.rush.days,
        thresholds.rush.share,
    )


def test_speed_counts_answers_faster_than_a_third(thresholds: Thresholds) -> None:
    """Usual 90 s: 29 s is fast, 30 s is not; an answer without a time counts nowhere."""
    answers = [Answer(received=NOON, seconds=seconds) for seconds in (29, 30, 90, 200, None)]
    assert Signal(value=0.25, threshold=0.10, flagged=1) == signals()["speed"](
        _batch(*answers, usual=90), thresholds
    )


def test_speed_needs_times(thresholds: Thresholds) -> None:
    """Without a usual time, or with offline answers only, there is no such signal."""
    compute = signals()["speed"]
    assert compute(_batch(Answer(received=NOON, seconds=5)), thresholds) is None
    assert compute(_batch(Answer(received=NOON), usual=90), thresholds) is None


@pytest.mark.parametrize(
    ("moment", "flagged"),
    [
        (NOON.replace(hour=8), 0),
        (NOON.replace(hour=7, minute=59), 1),
        (NOON.replace(hour=16), 1),
        (NOON.replace(hour=15, minute=59), 0),
        (NOON + timedelta(days=5), 1),
    ],
)
def test_hours_know_when_a_unit_is_open(thresholds: Thresholds, moment: datetime, flagged: int) -> None:
    """Open from 8:00 until before 16:00 on working days; Saturday at noon is closed."""
    assert Signal(value=flagged, threshold=0.20, flagged=flagged) == signals()["hours"](
        _batch(*_at(moment)), thresholds
    )


def test_hours_need_opening_hours(thresholds: Thresholds) -> None:
    """Where they are unknown nothing is said."""
    assert signals()["hours"](_batch(*_at(NOON), known=False), thresholds) is None


def test_rush_counts_the_last_three_days(thresholds: Thresholds) -> None:
    """28, 29 and 30 June of a period that ends on the 30th; 27 June and 1 July are not in it."""
    moments = [NOON.replace(day=day) for day in (1, 27, 28, 29, 30)]
    found = signals()["rush"](_batch(*_at(*moments, NOON.replace(month=7))), thresholds)
    assert Signal(value=0.5, threshold=0.5, flagged=3) == found
    assert found is not None
    assert not found.raised


def test_exceeds_flags_those_too_many(thresholds: Thresholds) -> None:
    """Three answers from two visitors: one too many; from three: none; unknown visitors: nothing is said."""
    compute = signals()["exceeds"]
    three = _at(NOON, NOON, NOON)
    assert Signal(value=3, threshold=2, flagged=1) == compute(_batch(*three, visitors=2), thresholds)
    equal = compute(_batch(*three, visitors=3), thresholds)
    assert equal is not None
    assert (False, 0) == (equal.raised, equal.flagged)
    assert compute(_batch(*three), thresholds) is None


def test_no_answer_raises_nothing(thresholds: Thresholds) -> None:
    """A month without answers has no share of anything."""
    for name, compute in signals().items():
        found = compute(_batch(visitors=5, usual=90), thresholds)
        assert found is None or not found.raised, name
