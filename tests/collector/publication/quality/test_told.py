"""Signals from stored answers to rows of the open file: each planted pattern is found, and honest units are not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from factories import NINE
from quality import UNITS, city, edition_of, fill, honest_city, keyed, moment, released

from collector.publication.quality.columns import MISSING, columns_of
from collector.publication.quality.told import Range, is_pinned
from collector.publication.tables import signal
from collector.storage import SqliteStore
from collector.storage.reading import read_responses
from collector.storage.records import NewResponse

VISITORS = (("service", "start", "end", "served"), ("dinas-a", "2024-01-01", "2024-03-31", 70))


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a city in which nothing is unusual: 60 answers a service, 180 a unit, 60 a unit and month."""
    return fill(city(tmp_path), honest_city())


def _raised(store: SqliteStore) -> set[tuple[str, str | None, str, str]]:
    told = edition_of(store).quality.told
    return {
        (one.unit.agency, one.unit.service, one.unit.period.id, one.name) for one in told if one.signal.is_raised
    }


def _found_in(store: SqliteStore, name: str) -> set[tuple[str | None, str]]:
    """Return part and period in which the planted signal is raised; no other unit and no other signal may be."""
    raised = _raised(store)
    assert {("dinas", name)} == {(agency, signal) for agency, _, _, signal in raised}
    return {(service, period) for _, service, period, _ in raised}


def _spread(answers: list[NewResponse], minute: int = 540) -> list[NewResponse]:
    """Give answers times of their own: days of February, forty minutes apart."""
    spread = []
    for at, one in enumerate(answers):
        day = date(2024, 2, 1) + timedelta(days=[0, 4, 5, 6, 7, 8, 11, 12, 13, 14][at % 10])
        received = moment(day, minute + 40 * (at // 10))
        spread.append(replace(one, visited_on=day, received_at=received))
    return spread


def test_honest_city_raises_nothing(store: SqliteStore) -> None:
    """Six units, their services and months: all but exceeds and honeypot can be told, and none is raised."""
    told = edition_of(store).quality.told
    assert {"burst", "hours", "rush", "speed", "staff", "straight"} == {one.name for one in told}
    assert len(UNITS) * 7 * 6 == len(told)  # the unit, three services, three months
    assert set() == _raised(store)


def test_answers_are_those_of_the_release(store: SqliteStore) -> None:
    """The columns hold each answer that the edition contains, its scores and its local time, and no other."""
    released(store)
    fill(store, keyed(3))  # they wait (PUB04)
    edition = edition_of(store)
    columns = columns_of(edition)
    contained = [one for one in read_responses(store) if edition.contains(one)]
    assert len(contained) == len(columns.place) == 1080
    assert [tuple(one.answers[key] for key in NINE) for one in contained] == [
        tuple(row) for row in columns.scores.tolist()
    ]
    assert MISSING not in columns.scores
    assert [one.visited_on.toordinal() for one in contained] == columns.answers.day.tolist()
    assert (columns.answers.minute >= 480).all()
    assert (columns.answers.minute < 960).all()


def test_keyed_answers_are_found(store: SqliteStore) -> None:
    """Thirty answers in half an hour: in the unit, its service and its month."""
    assert {(None, "2024-T1"), ("dinas-a", "2024-T1"), (None, "2024-02")} == _found_in(
        fill(store, keyed(30)), "burst"
    )


def test_fast_answers_are_found(store: SqliteStore) -> None:
    """Forty answers in ten seconds, where eighty is usual."""
    fill(store, _spread(keyed(40, seconds=10)))
    assert {(None, "2024-T1"), ("dinas-a", "2024-T1"), (None, "2024-02")} == _found_in(store, "speed")


def test_answers_at_night_are_found(store: SqliteStore) -> None:
    """Fifty after the doors closed: a fifth of the unit's is not exceeded, that of its service and month is."""
    fill(store, _spread(keyed(50), minute=17 * 60))
    assert {(None, "2024-T1"), ("dinas-a", "2024-T1"), (None, "2024-02")} == _found_in(store, "hours")


def test_last_days_are_found(store: SqliteStore) -> None:
    """Eighty on 27 to 29 February in a month of sixty others."""
    last = [
        replace(one, visited_on=day, received_at=moment(day, 480 + 18 * (at // 3)))
        for at, one in enumerate(keyed(78))
        for day in [date(2024, 2, 27) + timedelta(days=at % 3)]
    ]
    assert {(None, "2024-02")} == _found_in(fill(store, last), "rush")


def test_straight_lines_are_found(store: SqliteStore) -> None:
    """A hundred straight lines beside forty honest ones, where one in five is usual."""
    answers = dict.fromkeys(NINE, 4)
    fill(store, _spread(keyed(100, answers=answers), minute=490))
    assert (None, "2024-T1") in _found_in(store, "straight")


def test_staff_entry_is_found(store: SqliteStore) -> None:
    """Sixty paper forms where no other unit has any; keyed in one after the other, they are no burst."""
    fill(store, keyed(60, mode="paper", seconds=None))
    assert {("dinas-a", "2024-T1"), (None, "2024-02"), (None, "2024-T1")} == _found_in(store, "staff")


def test_more_answers_than_visitors_are_found(tmp_path: Path) -> None:
    """Seventy visitors and ninety answers in one service; visitors are known by official period only."""
    store = fill(city(tmp_path, visitors=VISITORS), honest_city(), _spread(keyed(30)))
    assert {("dinas-a", "2024-T1"), (None, "2024-T1")} == _found_in(store, "exceeds")


def test_used_honeypot_is_found_after_the_period(store: SqliteStore) -> None:
    """One use is told of the service and its unit, once the quarter has ended."""
    store.connection.execute(
        "INSERT INTO token_batch (agency, service, kind, valid_from, valid_until, issued, spent)"
        " VALUES ('dinas', 'dinas-a', 'honeypot', '2024-02-01', '2024-02-29', 5, 1)"
    )
    assert {("dinas-a", "2024-T1"), (None, "2024-T1")} == _found_in(store, "honeypot")
    told = edition_of(store, datetime(2024, 3, 4, tzinfo=UTC)).quality.told
    assert "honeypot" not in {one.name for one in told}


def test_small_units_are_told_nothing_of(tmp_path: Path) -> None:
    """Of 29 answers no signal is told: with fewer, a share would say too much about few people."""
    store = fill(city(tmp_path), keyed(29))
    assert () == edition_of(store).quality.told


@pytest.mark.parametrize("fast", [3, 9])
def test_few_flagged_answers_are_hidden(store: SqliteStore, fast: int) -> None:
    """Neither value nor number is told of one to nine, and the rule says why."""
    fill(store, _spread(keyed(10, seconds=60)), _spread(keyed(fast, seconds=5)))
    speed = [row for row in signal.rows(edition_of(store)) if (row[0], row[3]) == ("dinas", "speed")]
    hidden = ("speed", None, 10, None, "PUB02")
    assert {
        ("dinas", None, "2024-02", *hidden), ("dinas", None, "2024-T1", *hidden),
        ("dinas", "dinas-a", "2024-T1", *hidden),
    } == {row for row in speed if row[6] != 0}  # fmt: skip
    assert len(speed) == 7


def test_totals_that_fix_a_hidden_number_are_noticed() -> None:
    """Ten parts of which "1–9" is told: a total of 90 to 99 says nine of each, one of 80 to 89 leaves it open."""
    few = [Range(1, 9)] * 10
    assert is_pinned(Range(90, 99), few, 0)
    assert not is_pinned(Range(80, 89), few, 0)
    assert not is_pinned(Range(90, 99), few, 5)  # or other parts have some
    assert is_pinned(Range(10, 19), [Range(10, 19), *few[:9]], 0)  # ten and nine times one
    assert not is_pinned(Range(10, 19), [Range(10, 19), *few[:8]], 0)
    assert not is_pinned(Range(1, 9), [Range(1, 9)], 0)
