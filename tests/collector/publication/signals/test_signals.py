from datetime import datetime, time, timedelta
from typing import Any

import pytest
from batches import Given, batch

from collector.publication.signals.peers import Peers, Share, peers_of
from collector.publication.signals.registry import Signal, signals, told
from collector.publication.signals.thresholds import Thresholds, load_thresholds

NOON = datetime(2026, 6, 1, 12)  # noqa: DTZ001 - local times; a Monday
WORKDAY = dict.fromkeys(range(5), ((time(8), time(12)), (time(13), time(16))))


@pytest.fixture(scope="module")
def thresholds() -> Thresholds:
    """Return the public ones."""
    return load_thresholds()


def _numbers(found: Signal | None) -> tuple[int | None, int, int | None]:
    assert found is not None
    return found.value, found.threshold, found.flagged


def _compute(name: str, given: list[Given], thresholds: Thresholds, **more: Any) -> Signal | None:
    return signals()[name](batch(given, **more), thresholds)


def test_signals_are_those_the_pages_word() -> None:
    """One file each; the ids are a contract with the open file."""
    assert ["burst", "exceeds", "honeypot", "hours", "rush", "speed", "staff", "straight"] == list(signals())


def test_thresholds_are_public_numbers(thresholds: Thresholds) -> None:
    """Thirty answers, half an hour, one period in a thousand, a third of the usual time, three days."""
    assert (30, 30, 0.001, 1999) == (
        thresholds.told.answers,
        thresholds.burst.window_minutes,
        thresholds.burst.chance,
        thresholds.burst.simulations,
    )
    assert (3, 10, 20, 3, 50) == (
        thresholds.speed.divisor,
        thresholds.speed.percent,
        thresholds.hours.percent,
        thresholds.rush.days,
        thresholds.rush.percent,
    )


@pytest.mark.parametrize(
    ("count", "said"), [(0, 0), (1, None), (9, None), (10, 10), (19, 10), (20, 20), (104, 100)]
)
def test_counts_of_answers_are_told_in_tens(count: int, said: int | None) -> None:
    """One to nine are hidden (PUB02); above, a number moves by ten or not at all (PUB04)."""
    assert said == told(count)


@pytest.mark.parametrize(
    ("fast", "numbers"),
    [(0, (0, 10, 0)), (9, (None, 10, None)), (10, (16, 10, 10)), (19, (16, 10, 10)), (60, (100, 10, 60))],
)
def test_speed_counts_answers_faster_than_a_third(
    thresholds: Thresholds, fast: int, numbers: tuple[int | None, int, int | None]
) -> None:
    """A share of sixty, in percent rounded down, of the number told and not of the true one."""
    given = [Given(pace=0.33)] * fast + [Given(pace=0.34)] * (60 - fast)
    assert numbers == _numbers(_compute("speed", given, thresholds))


def test_speed_is_a_share_of_all_answers(thresholds: Thresholds) -> None:
    """Twenty fast ones of forty timed ones among a hundred: 20 percent, so that nobody learns of the forty."""
    given = [Given(pace=0.1)] * 20 + [Given(pace=1)] * 20 + [Given()] * 60
    assert (20, 10, 20) == _numbers(_compute("speed", given, thresholds))


@pytest.mark.parametrize("name", ["speed", "hours", "rush", "burst"])
def test_fewer_than_ten_known_times_tell_nothing(thresholds: Thresholds, name: str) -> None:
    """Nine answers by phone among forty on paper: that there are some is not told either."""
    more = {"opening": WORKDAY, "others_by_hour": (100,) * 24}
    given = [Given(received=NOON, pace=0.1)] * 9 + [Given(by_staff=True)] * 40
    assert _compute(name, given, thresholds, **more) is None
    assert _compute(name, [*given, Given(received=NOON, pace=0.1)], thresholds, **more) is not None


@pytest.mark.parametrize(
    ("moment", "closed"),
    [
        (NOON.replace(hour=8), False),
        (NOON.replace(hour=7, minute=59), True),
        (NOON, True),  # the lunch break
        (NOON.replace(hour=13), False),
        (NOON.replace(hour=16), True),
        (NOON.replace(hour=15, minute=59), False),
        (NOON.replace(hour=9) + timedelta(days=5), True),  # a Saturday
    ],
)
def test_hours_know_when_a_unit_is_open(thresholds: Thresholds, moment: datetime, closed: bool) -> None:  # noqa: FBT001
    """Open from 8:00 to 12:00 and from 13:00 until before 16:00 on working days."""
    found = _compute("hours", [Given(received=moment)] * 10, thresholds, opening=WORKDAY)
    assert ((100, 20, 10) if closed else (0, 20, 0)) == _numbers(found)


def test_hours_need_opening_hours(thresholds: Thresholds) -> None:
    """Where they are unknown nothing is said, and an answer without a time came in at no closed hour."""
    assert _compute("hours", [Given(received=NOON)] * 10, thresholds) is None
    given = [Given(received=NOON.replace(hour=9))] * 10 + [Given()] * 10
    assert (0, 20, 0) == _numbers(_compute("hours", given, thresholds, opening=WORKDAY))


def test_rush_counts_the_last_three_days(thresholds: Thresholds) -> None:
    """28, 29 and 30 June of a period that ends on the 30th; 27 June and 1 July are not in it."""
    days = [NOON.replace(day=day) for day in (1, 27, 28, 29, 30)]
    given = [Given(received=day) for day in [*days, NOON.replace(month=7)] for _ in range(10)]
    found = _compute("rush", given, thresholds)
    assert (50, 50, 30) == _numbers(found)
    assert found is not None
    assert not found.is_raised


def test_exceeds_flags_those_too_many(thresholds: Thresholds) -> None:
    """Three answers from two visitors: one too many; from three: none; unknown visitors: nothing is said."""
    found = _compute("exceeds", [Given()] * 3, thresholds, visitors=2)
    assert (3, 2, 1) == _numbers(found)
    assert found is not None
    assert (True, None) == (found.is_raised, found.answers)
    assert (3, 3, 0) == _numbers(_compute("exceeds", [Given()] * 3, thresholds, visitors=3))
    assert _compute("exceeds", [Given()] * 3, thresholds) is None


@pytest.mark.parametrize(
    ("uses", "numbers"), [(0, (0, 0, 0)), (1, (1, 0, None)), (9, (1, 0, None)), (12, (10, 0, 10))]
)
def test_one_use_of_a_honeypot_is_told_without_its_number(
    thresholds: Thresholds, uses: int, numbers: tuple[int | None, int, int | None]
) -> None:
    """Of one to nine uses only that there was one; where there were no such slips nothing is said."""
    assert numbers == _numbers(_compute("honeypot", [Given()] * 30, thresholds, honeypots=uses))
    assert _compute("honeypot", [Given()] * 30, thresholds) is None


def test_peers_are_the_usual_share_and_what_chance_does_not_explain() -> None:
    """Shares 10, 20, 30, 40 and 100 %: median 30, median distance 10, so 14.826 points less chance 0.21/100."""
    peers = peers_of([Share(share, 100) for share in (10, 20, 30, 40, 100)], 5)
    assert peers is not None
    assert pytest.approx(0.3) == peers.usual
    assert pytest.approx((0.14826**2 - 0.3 * 0.7 / 100) ** 0.5) == peers.between


def test_too_few_peers_tell_nothing(thresholds: Thresholds) -> None:
    """Four units are no neighbourhood."""
    assert peers_of([Share(10, 100)] * 4, 5) is None
    assert _compute("straight", [Given(straight=True)] * 40, thresholds) is None


def test_limit_is_a_funnel_with_a_margin() -> None:
    """Usual share 20 %, no difference between units: 3.1·√(0.16/100) = 12.4 points at 100, the margin at 10,000."""
    peers = Peers(usual=0.2, between=0.0)
    assert pytest.approx(0.324) == peers.limit(100, 3.1, 0.10)
    assert pytest.approx(0.300) == peers.limit(10_000, 3.1, 0.10)


@pytest.mark.parametrize(("name", "mark", "limit"), [("straight", "straight", 33), ("staff", "by_staff", 40)])
def test_shares_are_held_against_peers(thresholds: Thresholds, name: str, mark: str, limit: int) -> None:
    """At a usual share of 20 % a hundred answers may have 32.4 % (33 rounded up), staff the margin: 40 %."""
    peers = {f"{name}_peers": Peers(usual=0.2, between=0.0)}
    for marked, is_raised in ((limit, False), (50, True)):
        given = [Given(**{mark: True})] * marked + [Given()] * (100 - marked)
        found = _compute(name, given, thresholds, **peers)
        assert (limit, marked // 10 * 10) == _numbers(found)[1:]
        assert found is not None
        assert is_raised == found.is_raised


def test_no_answer_raises_nothing(thresholds: Thresholds) -> None:
    """A month without answers has no share of anything."""
    peers = Peers(usual=0.2, between=0.0)
    more = {"opening": WORKDAY, "visitors": 5, "straight_peers": peers, "staff_peers": peers}
    for name in set(signals()) - {"straight", "staff"}:
        found = _compute(name, [], thresholds, **more)
        assert found is None or not found.is_raised, name
