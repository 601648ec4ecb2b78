"""Counts without flagged answers: where they are shown, where not, and that nothing small follows from them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quality import city, edition_of, fill, honest_city, keyed, released

from collector.errors import CollectorRefusedError
from collector.periods import period_of
from collector.publication.audit import recoverable
from collector.publication.grouping import UnitPeriod
from collector.publication.quality.unflagged import Split, without_flagged
from collector.publication.small_cells import Channel, RawKey, protect
from collector.publication.tables import count_cell, unflagged_cell
from collector.publication.tally import Shape, Tally
from collector.publication.unflagged_audit import FLAGGED, OTHERS, audit_unflagged
from collector.storage import SqliteStore
from collector.storage.records import NewResponse

DURING = datetime(2024, 3, 4, 8, 0, tzinfo=UTC)
QUARTER, FEBRUARY = "2024-T1", "2024-02"
K = 10  # the rule's own number
SHAPE = Shape(questions=("waktu", "sarana"), minimum=1, width=4)
GROUP = UnitPeriod("dinas", "skm-2017", period_of(date(2024, 1, 1), "triwulan"))
QR = Channel("qr", "open")


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a city in which nothing is unusual: 60 answers a service, 180 a unit, 60 a unit and month."""
    return fill(city(tmp_path), honest_city())


def _respondents(store: SqliteStore, now: datetime | None = None) -> dict[tuple[Any, ...], Any]:
    edition = edition_of(store, now) if now else edition_of(store)
    rows = list(unflagged_cell.rows(edition))
    audit_unflagged(count_cell.rows(edition), rows, edition)
    return {(agency, service, period): n for agency, service, _, period, question, _, n in rows if question is None}


def test_thirty_flagged_answers_leave(store: SqliteStore) -> None:
    """Of 210 answers 180 remain in the unit, 60 of 90 in its service and in its month."""
    fill(store, keyed(30))
    assert {("dinas", None, QUARTER): 180, ("dinas", "dinas-a", QUARTER): 60, ("dinas", None, FEBRUARY): 60} == (
        _respondents(store)
    )


def test_remaining_counts_are_those_of_the_others(store: SqliteStore) -> None:
    """The city without the keyed answers has the same counts, question by question and value by value."""
    pooled = {
        (row[6], row[7]): 0
        for row in count_cell.rows(edition_of(store))
        if row[:4] == ("dinas", None, "skm-2017", QUARTER)
    }
    for row in count_cell.rows(edition_of(store)):
        if row[:4] == ("dinas", None, "skm-2017", QUARTER):
            pooled[row[6], row[7]] += int(row[8] or 0)
    edition = edition_of(fill(store, keyed(30)))
    assert pooled == {
        (question, value): n
        for agency, service, _, period, question, value, n in unflagged_cell.rows(edition)
        if (agency, service, period) == ("dinas", None, QUARTER)
    }


def test_nothing_unusual_has_no_second_count(store: SqliteStore) -> None:
    """An honest city has no row."""
    assert {} == _respondents(store)


def test_running_periods_are_told_without_them_later(store: SqliteStore) -> None:
    """While the quarter runs its flags still move; after it they are told."""
    fill(store, keyed(30))
    assert {} == _respondents(store, DURING)
    assert _respondents(store)


def test_few_flagged_answers_of_a_service_stay_in(store: SqliteStore) -> None:
    """Forty keyed for one service and four for another: unit less service would give the four away."""
    few = [replace(one, received_at=one.received_at.replace(second=30)) for one in keyed(4, service="b")]
    fill(store, keyed(40), few)
    shown = _respondents(store)
    assert (60, 184) == (shown["dinas", "dinas-a", QUARTER], shown["dinas", None, QUARTER])


def test_few_flagged_answers_of_two_services_leave_together(store: SqliteStore) -> None:
    """Six and eight leave the unit as fourteen; neither service is shown without them."""
    few = [
        [replace(one, received_at=one.received_at.replace(second=30)) for one in keyed(count, service=service)]
        for service, count in (("b", 6), ("c", 8))
    ]
    fill(store, keyed(40), *few)
    shown = _respondents(store)
    assert {
        ("dinas", None, QUARTER): 180,
        ("dinas", "dinas-a", QUARTER): 60,
        ("dinas", None, FEBRUARY): 60,
    } == shown


def test_everything_flagged_leaves_nothing_to_show(tmp_path: Path) -> None:
    """A unit all of whose answers are flagged has no index without them."""
    store = fill(city(tmp_path), [one for one in honest_city() if one.agency != "dinas"], keyed(40))
    told = edition_of(store).quality.told
    assert any(one.unit.agency == "dinas" and one.signal.is_raised for one in told)
    assert {} == _respondents(store)


def test_second_release_moves_by_ten_or_says_nothing(store: SqliteStore) -> None:
    """Ten more of which three are flagged would tell of the three: nothing is told till more have come."""
    fill(store, keyed(30))
    released(store)
    fill(store, _more(3, in_burst=True, score=1), _more(7, in_burst=False, score=2))
    assert (0, {}) == (edition_of(store).waiting, _respondents(store))
    released(store)
    assert {} == _respondents(store)
    fill(store, _more(17, in_burst=True, score=3), _more(3, in_burst=False, score=4))
    assert _respondents(store)["dinas", None, QUARTER] == 180 + 7 + 3


def test_same_answers_are_told_again(store: SqliteStore) -> None:
    """Nothing has moved, so a second release says the same."""
    fill(store, keyed(30))
    before = _respondents(store)
    released(store)
    assert before == _respondents(store)


def test_audit_finds_what_unit_less_service_gives_away(store: SqliteStore) -> None:
    """A planted weakness: four flagged answers of one service taken out of the unit's counts after all."""
    few = [replace(one, received_at=one.received_at.replace(second=30)) for one in keyed(4, service="b")]
    edition = edition_of(fill(store, keyed(40), few))
    (one,) = edition.quality.unflagged
    cells = tuple(_flag_four(key, split) for key, split in one.cells)
    shown = {**one.shown, (None, QUARTER): _less_four(one.shown[None, QUARTER])}
    shown.pop((None, FEBRUARY))
    edition.__dict__["quality"] = replace(edition.quality, unflagged=(replace(one, cells=cells, shown=shown),))
    with pytest.raises(CollectorRefusedError, match=r"PUB04.*dinas.*4 answers can be worked out"):
        audit_unflagged(count_cell.rows(edition), unflagged_cell.rows(edition), edition)


def test_audit_finds_a_wrong_count(store: SqliteStore) -> None:
    """A count that is not the sum of its parts carries a hidden rest."""
    edition = edition_of(fill(store, keyed(30)))
    rows = [(*row[:6], int(row[6] or 0) + 1) for row in unflagged_cell.rows(edition)]
    with pytest.raises(CollectorRefusedError, match="not the sum of its parts"):
        audit_unflagged(count_cell.rows(edition), rows, edition)


splits = st.tuples(st.sampled_from((0, 0, 3, 8, 12, 25)), st.sampled_from((0, 4, 9, 11, 30)))
places = st.tuples(st.sampled_from("abcd"), st.sampled_from((1, 2, 3)))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(places, splits, min_size=2, max_size=12))
def test_no_small_number_follows_from_what_is_shown(drawn: dict[tuple[str, int], tuple[int, int]]) -> None:
    """Random flags over services and months: neither rank nor difference gives 1 to 9 flagged answers or others."""
    raw = [
        (RawKey(service, date(2024, month, 1), QR), Split(_tally(flagged), _tally(others)))
        for (service, month), (flagged, others) in sorted(drawn.items())
    ]
    protected = protect({key: split.flagged + split.others for key, split in raw}, SHAPE)
    if not protected.parts:
        return
    found = without_flagged(GROUP, raw, protected, SHAPE)
    labels = {member: part.label for part in protected.parts for member in part.members}
    everywhere = product({key.service for key, _ in raw}, {key.month for key, _ in raw}, (FLAGGED, OTHERS))
    sizes, equations = {RawKey(*parts): 0 for parts in everywhere}, set()
    for key, split in found.cells:
        sizes[key._replace(channel=FLAGGED)], sizes[key._replace(channel=OTHERS)] = split.flagged.n, split.others.n
    for (label, period), split in found.shown.items():
        assert min(split.flagged.n, split.others.n) >= K
        inside = {
            key
            for key in sizes
            if label in {None, labels[key.service]} and period in {QUARTER, f"{key.month:%Y-%m}"}
        }
        for kind, n in ((FLAGGED, split.flagged.n), (OTHERS, split.others.n)):
            equations.add(frozenset(key for key in inside if key.channel == kind))
            assert n == sum(sizes[key] for key in inside if key.channel == kind)
    for label in {*labels.values(), None}:
        equations.add(frozenset(key for key in sizes if label in {None, labels[key.service]}))
    equations |= {frozenset(key for key in sizes if key.month == month) for month in protected.months}
    assert recoverable(sizes, equations, sizes) is None


def _tally(n: int) -> Tally:
    tally = Tally(SHAPE)
    for _ in range(n):
        tally.add((3, 3))
    return tally


def _more(count: int, *, in_burst: bool, score: int) -> list[NewResponse]:
    """Return more answers of dinas-a in February, all `score`s: in the half hour of the burst or on another day."""
    answers = keyed(count, answers={"waktu": score, **{key: 2 for key in keyed(1)[0].answers if key != "waktu"}})
    later = timedelta(seconds=score) if in_burst else timedelta(days=6)
    apart = timedelta(0) if in_burst else timedelta(minutes=40)
    return [replace(one, received_at=one.received_at + later + at * apart) for at, one in enumerate(answers)]


def _less_four(split: Split) -> Split:
    return Split(split.flagged + _four(split), split.others - _four(split))


def _flag_four(key: RawKey, split: Split) -> tuple[RawKey, Split]:
    return (key, _less_four(split)) if (key.service, key.month) == ("dinas-b", date(2024, 2, 1)) else (key, split)


def _four(split: Split) -> Tally:
    tally = Tally(split.others.shape)
    for _ in range(4):
        tally.add((4, 4, 4, 4, 4, 4, 4, 4, 3))
    return tally
