"""The published ledger: heads anyone can recompute, and no count from which a hidden one follows."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from factories import NINE, SECRET, new_store, responses
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.periods import MONTH, period_of
from collector.publication.ledger import Shown, Stretch, check_hash, cut, marked
from collector.publication.release import publish
from collector.storage import SqliteStore
from collector.storage.reading import read_responses
from collector.storage.records import Withdrawal
from survey_definitions.loader import load_surveys

LATER = datetime(2024, 6, 3, 5, 0, tzinfo=UTC)
Query = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store that holds the test region."""
    return new_store(tmp_path)


def _receive(store: SqliteStore, count: int, day: date, first: int, **changes: object) -> list[str]:
    moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    batch = responses(count, first=first, **{"visited_on": day, "received_at": moment, **changes})
    return [outcome.receipt for outcome in store.append(batch)]  # type: ignore[union-attr]


def _publish(store: SqliteStore, tmp_path: Path, now: datetime = LATER) -> Query:
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET, now=now)
    path = (tmp_path / "out" / "open.db").resolve()
    return lambda sql: sqlite3.connect(path).execute(sql).fetchall()


def _days(store: SqliteStore, tmp_path: Path, now: datetime = LATER) -> list[tuple[Any, ...]]:
    return _publish(store, tmp_path, now)("SELECT first_day, last_day, rows FROM chain_day ORDER BY number")


def test_days_are_merged_until_they_hold_ten(store: SqliteStore, tmp_path: Path) -> None:
    """12 answers, 4, 6 and 9 on four days: three stretches would be under ten, so they are two; 9 wait."""
    for count, day, first in ((12, 2, 0), (4, 3, 100), (6, 4, 200), (9, 5, 300)):
        _receive(store, count, date(2024, 4, day), first)
    assert [("2024-04-02", "2024-04-02", 12), ("2024-04-03", "2024-04-04", 10)] == _days(store, tmp_path)


def test_today_waits_for_tomorrow(store: SqliteStore, tmp_path: Path) -> None:
    """A day that is not over may get more answers; in Jakarta it is over at five in the afternoon of UTC."""
    _receive(store, 12, date(2024, 4, 2), 0)
    assert [] == _days(store, tmp_path, datetime(2024, 4, 2, 16, 59, tzinfo=UTC))
    assert 1 == len(_days(store, tmp_path, datetime(2024, 4, 2, 17, 0, tzinfo=UTC)))


def test_heads_follow_from_the_published_commitments_alone(store: SqliteStore, tmp_path: Path) -> None:
    """Recomputed by hand from the open file: SHA-256 of the link before and the commitment, from 32 zero bytes."""
    _receive(store, 12, date(2024, 4, 2), 0)
    _receive(store, 15, date(2024, 4, 3), 100)
    query, links = _publish(store, tmp_path), [bytes(32)]
    for (commitment,) in query("SELECT commitment FROM commitment ORDER BY position"):
        links.append(hashlib.sha256(links[-1] + bytes.fromhex(commitment)).digest())
    heads = query("SELECT last_position, head FROM chain_day ORDER BY number")
    assert [(12, links[12].hex()), (27, links[27].hex())] == heads
    assert [(links[27].hex(),)] == query("SELECT chain_head FROM release_log")


def test_hidden_number_does_not_follow_from_the_list(store: SqliteStore, tmp_path: Path) -> None:
    """35 published and 5 hidden: a list of 40 would tell the 5, so it waits until 10 or none are hidden."""
    _receive(store, 35, date(2024, 4, 2), 0)
    village = {"agency": "kelurahan", "service": "surat"}
    _receive(store, 5, date(2024, 4, 2), 100, **village)
    assert [] == _days(store, tmp_path)
    _receive(store, 5, date(2024, 4, 3), 200, **village)
    assert [
        ("2024-04-02", "2024-04-02", 40),
    ] == _days(store, tmp_path)
    _receive(store, 5, date(2024, 4, 4), 300)  # they wait (PUB04), so they are hidden as well
    assert [("2024-04-02", "2024-04-02", 40)] == _days(store, tmp_path)
    _receive(store, 5, date(2024, 4, 5), 400)
    assert [("2024-04-02", "2024-04-02", 40), ("2024-04-03", "2024-04-04", 10)] == _days(store, tmp_path)


def _shown(today: date, kind: str = "triwulan", **counts: int) -> Shown:
    """Return what is shown; `q1` to `q4` are quarters of 2024, `m1` to `m12` its months."""
    periods, months = Counter[Any](), Counter[Any]()
    for name, n in counts.items():
        number = int(name[1:])
        if name[0] == "q":
            periods[period_of(date(2024, 3 * number, 1), kind)] = n
        else:
            months[period_of(date(2024, number, 1), MONTH)] = n
    return Shown(periods=periods, months=months, today=today)


def _day(day: date, rows: int) -> Stretch:
    return Stretch(last=day.toordinal(), rows=rows, counting=rows, first_day=day, last_day=day, head=bytes(32))


def _cut(days: list[Stretch], shown: Shown) -> list[tuple[date, date, int]]:
    return [(one.first_day, one.last_day, one.rows) for one in cut([], days, shown)]


def test_quarter_that_hides_a_few_is_not_cut_off_at_its_end() -> None:
    """103 came in and 100 are shown: the days around the end of March stay together, 20 rows of doubt."""
    march, april = [date(2024, 3, 29 + n) for n in range(3)], [date(2024, 4, 1 + n) for n in range(3)]
    days = [_day(date(2024, 1, 8), 60), _day(march[0], 20), _day(march[1], 20), _day(march[2], 3),
            *(_day(day, 20) for day in april)]  # fmt: skip
    assert [
        (date(2024, 1, 8), date(2024, 1, 8), 60), (march[0], march[0], 20), (march[1], march[1], 20),
        (march[2], april[0], 23), (april[1], april[1], 20), (april[2], april[2], 20),
    ] == _cut(days, _shown(date(2024, 6, 30), q1=100, q2=60))  # fmt: skip


def test_month_that_hides_a_few_is_not_cut_off_either() -> None:
    """All of the quarter is shown, but of 24 in January only 20 by month: the cut waits for February."""
    days = [_day(date(2024, 1, 31), 24), _day(date(2024, 2, 1), 30), _day(date(2024, 2, 2), 46)]
    shown = _shown(date(2024, 6, 30), q1=100, m1=20, m2=60)
    assert [(date(2024, 1, 31), date(2024, 2, 1), 54), (date(2024, 2, 2), date(2024, 2, 2), 46)] == _cut(
        days, shown
    )


def _attack(stretches: list[Stretch], days: list[Stretch], shown: Shown) -> None:
    """Bound the hidden answers of every run of months as an outsider would; nothing in 1 to 9 may be told apart."""
    months = sorted({period_of(day.first_day, MONTH) for day in days})
    for first in months:
        for last in (month for month in months if first <= month):
            truth = sum(d.rows for d in days if first.start <= d.first_day <= last.end) - shown.between(first, last)
            inside = sum(s.rows for s in stretches if first.start <= s.first_day and s.last_day <= last.end)
            touching = sum(s.rows for s in stretches if s.last_day >= first.start and s.first_day <= last.end)
            is_complete = bool(stretches) and stretches[-1].last_day >= last.end
            if 0 < truth < 10:
                assert inside - shown.between(first, last) <= 0
                assert touching - shown.between(first, last) >= 10 or not is_complete


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_no_run_of_months_tells_a_hidden_number(data: st.DataObject) -> None:
    """Random days, random numbers shown by quarter and month: no difference lies between one and nine."""
    rows = data.draw(st.lists(st.integers(0, 40), min_size=20, max_size=120))
    step = data.draw(st.integers(1, 5))
    days = [_day(date(2024, 1, 1) + timedelta(days=step * n), one) for n, one in enumerate(rows) if one]
    received = Counter[Any]()
    for day in days:
        received[period_of(day.first_day, MONTH)] += day.rows
    hidden = {month: data.draw(st.integers(0, min(n, 30))) for month, n in sorted(received.items())}
    periods, months = Counter[Any](), Counter[Any]()
    for month, n in received.items():
        periods[period_of(month.start, "triwulan")] += n - hidden[month]
        if data.draw(st.booleans()):
            months[month] = n - hidden[month]
    shown = Shown(periods=periods, months=months, today=date(2026, 1, 1))
    stretches = cut([], days, shown)
    assert all(one.rows >= 10 for one in stretches)
    _attack(stretches, days, shown)


def test_published_stretches_stay_as_they_are(store: SqliteStore, tmp_path: Path) -> None:
    """Later answers and withdrawals only add: what somebody has kept of a ledger is found in every later one."""
    receipts = _receive(store, 12, date(2024, 4, 2), 0) + _receive(store, 12, date(2024, 4, 3), 100)
    query = _publish(store, tmp_path)
    before = query("SELECT * FROM chain_day"), query("SELECT * FROM commitment")
    _receive(store, 30, date(2024, 4, 3), 200)  # a kiosk's file brought in later
    for receipt in (receipts[12], receipts[0]):  # the first of each day
        store.withdraw(Withdrawal(receipt=receipt, day=date(2024, 6, 3), scored=frozenset(NINE)))
    query = _publish(store, tmp_path, LATER + timedelta(days=9))
    after = query("SELECT * FROM chain_day"), query("SELECT * FROM commitment")
    assert before[0] == after[0][:2]
    assert before[1] == after[1][:24]
    assert (3, 54) == (len(after[0]), len(after[1]))


def test_publishing_again_is_the_same_ledger(store: SqliteStore, tmp_path: Path) -> None:
    """Remembering what was published changes nothing in it (PUB07)."""
    _receive(store, 25, date(2024, 4, 2), 0)
    first = publish(store, load_surveys(), tmp_path / "a", secret=SECRET, now=LATER)
    second = publish(store, load_surveys(), tmp_path / "b", secret=SECRET, now=LATER)
    assert (first.id, True, False) == (second.id, first.is_new, second.is_new)
    assert 1 == store.connection.execute("SELECT count(*) FROM ledger_range").fetchone()[0]


def test_receipt_is_found_by_its_second_half(store: SqliteStore, tmp_path: Path) -> None:
    """SHA-256 of the last eight characters, its first 16 digits; the first half goes in nowhere."""
    receipts = _receive(store, 12, date(2024, 4, 2), 0)
    query = _publish(store, tmp_path)
    expected = [hashlib.sha256(receipt[8:].encode()).hexdigest()[:16] for receipt in receipts]
    assert expected == [row[0] for row in query("SELECT receipt_hash FROM commitment ORDER BY position")]
    first = receipts[0]
    assert check_hash(first, SECRET, b"") == check_hash("0" * 8 + first[8:], SECRET, b"")


def test_receipt_tells_since_when_it_is_listed(store: SqliteStore, tmp_path: Path) -> None:
    """The day of the release that listed it first, in the region's time; later releases change nothing."""
    (receipt, *_) = _receive(store, 12, date(2024, 4, 2), 0)
    (later, *_) = _receive(store, 3, date(2024, 4, 3), 100)
    for days in (0, 1):
        _publish(store, tmp_path, LATER + timedelta(days=days))
    found = [store.receipt(code) for code in (receipt, later)]
    assert [date(2024, 6, 3), None] == [one and one.listed_on for one in found]


def test_answers_without_receipt_look_like_the_others(store: SqliteStore, tmp_path: Path) -> None:
    """Nobody can count the paper forms: their hash too is that of eight characters, always the same ones."""
    commitment = hashlib.sha256(b"x").digest()
    filler = check_hash(None, SECRET, commitment)
    assert filler == check_hash(None, SECRET, commitment)
    assert len(filler) == len(check_hash("0" * 16, SECRET, commitment)) == 16
    assert filler != check_hash(None, bytes(32), commitment)
    with store.transaction() as connection:
        connection.execute("INSERT INTO import_file VALUES ('f', 'skm-2017', 'dinas', 'paper', 12, '2024-04-02')")
    batch = responses(12, mode="paper", source="f")
    store.append([one.__class__(**{**_fields(one), "source_row": n}) for n, one in enumerate(batch)])
    hashes = [row[0] for row in _publish(store, tmp_path)("SELECT receipt_hash FROM commitment")]
    assert 12 == len(set(hashes))


def _fields(record: object) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}  # type: ignore[attr-defined]


def test_withdrawn_answers_leave_with_enough_others_and_are_forgotten(store: SqliteStore, tmp_path: Path) -> None:
    """Two of 22 are taken back: they stay until 12 have come (PUB04), then nothing of their scores is kept."""
    receipts = _receive(store, 22, date(2024, 4, 2), 0)
    _publish(store, tmp_path)
    for receipt in receipts[:2]:
        store.withdraw(Withdrawal(receipt=receipt, day=date(2024, 6, 3), scored=frozenset(NINE)))
    published, kept = [], []
    for first, count in ((100, 0), (200, 11), (300, 1), (400, 10)):
        _receive(store, count, date(2024, 4, 3), first)
        query = _publish(store, tmp_path, LATER + timedelta(days=1))
        published += query("SELECT count(*) FROM response_skm_2017")
        kept.append(sum(answer.withdrawn for answer in read_responses(store)))
    assert [(22,), (22,), (32,), (42,)] == published
    assert [2, 2, 0, 0] == kept
    assert [(44,)] == query("SELECT count(*) FROM commitment")
    assert [(None, None)] * 2 == store.connection.execute(
        "SELECT answers, agency FROM response WHERE withdrawn_on IS NOT NULL"
    ).fetchall()


def test_answer_withdrawn_before_any_release_is_forgotten_with_the_first(
    store: SqliteStore, tmp_path: Path
) -> None:
    """It never went out, so nothing has to wait for it to leave."""
    receipts = _receive(store, 12, date(2024, 4, 2), 0)
    store.withdraw(Withdrawal(receipt=receipts[0], day=date(2024, 4, 3), scored=frozenset(NINE)))
    query = _publish(store, tmp_path)
    assert [(11,)] == query("SELECT count(*) FROM response_skm_2017")
    assert 11 == sum(1 for _ in read_responses(store))
    assert [("2024-04-02", "2024-04-02", 12)] == query("SELECT first_day, last_day, rows FROM chain_day")


def test_withdrawn_answers_are_marked_ten_at_a_time(store: SqliteStore, tmp_path: Path) -> None:
    """A single new mark beside a single vanished row would tie that row to a day: nine wait, ten are marked."""
    receipts = _receive(store, 40, date(2024, 4, 2), 0)

    def withdraw(some: list[str], day: int) -> None:
        for receipt in some:
            store.withdraw(Withdrawal(receipt=receipt, day=date(2024, 6, day), scored=frozenset(NINE)))

    def marks(day: int) -> set[int]:
        query = _publish(store, tmp_path, datetime(2024, 6, day, 5, tzinfo=UTC))
        return {row[0] for row in query("SELECT position FROM commitment WHERE withdrawn = 1")}

    withdraw(receipts[20:29], 3)
    assert set() == marks(4)
    withdraw(receipts[:3], 4)
    assert set() == marks(4)  # today may bring more
    assert {*range(21, 30), 1} == marks(5)
    withdraw(receipts[5:12], 6)
    assert {*range(21, 30), 1} == marks(7)
    assert frozenset({5, 3}) <= marked([5, 3, *range(10, 20)])
