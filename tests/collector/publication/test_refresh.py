"""PUB04 between releases: what waits, what goes out, and that no number ever moves by one to nine."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from factories import NINE, SECRET, new_store, response, responses
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from collector.publication.refresh import RawCell, refreshed, released
from collector.publication.release import ReleaseSummary, publish
from collector.publication.small_cells import Channel, RawKey, protect
from collector.publication.tally import Shape, Tally, total
from collector.storage import SqliteStore
from collector.storage.records import Withdrawal
from survey_definitions.loader import load_surveys

K = 10  # the rule's own number
SHAPE = Shape(questions=("waktu", "sarana"), minimum=1, width=4)
QR, PAPER = Channel("qr", "open"), Channel("paper", "open")
JANUARY, FEBRUARY = date(2024, 1, 1), date(2024, 2, 1)
DURING = datetime(2024, 3, 4, 8, 0, tzinfo=UTC)
AFTER = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)


def _tally(n: int) -> Tally:
    tally = Tally(SHAPE)
    for _ in range(n):
        tally.add((3, 3))
    return tally


def _cells(*cells: tuple[str, date, Channel, int, int, int]) -> dict[RawKey, RawCell]:
    """Return raw cells from service, month, channel and how many are kept, added and removed."""
    return {
        RawKey(service, month, channel): RawCell(_tally(kept), _tally(added), _tally(removed))
        for service, month, channel, kept, added, removed in cells
    }


def _sizes(cells: dict[RawKey, RawCell]) -> dict[str, int]:
    """Return what a release shows of each part after the refresh."""
    raw = released(cells, refreshed(cells, SHAPE))
    return {part.label: sum(t.n for t in part.cells.values()) for part in protect(raw, SHAPE).parts}


@pytest.mark.parametrize(
    ("kept", "added", "removed", "shown"),
    [
        (0, 12, 0, 12),  # the first release
        (25, 0, 0, 25),
        (25, 9, 0, 25),  # nine wait
        (25, 10, 0, 35),
        (25, 0, 1, 25),  # a withdrawn answer stays until its cell is refreshed
        (25, 10, 1, 25),  # moved by nine
        (25, 11, 1, 35),
        (25, 1, 1, 25),  # the values would tell who was exchanged for whom
        (9, 1, 0, 10),  # nothing was shown before
        (12, 0, 3, 12),  # a unit does not vanish, which would tell as much
    ],
)
def test_one_cell_moves_by_ten_or_not_at_all(kept: int, added: int, removed: int, shown: int) -> None:
    """A unit with one service, one month and one channel."""
    assert {"ktp": shown} == _sizes(_cells(("ktp", JANUARY, QR, kept, added, removed)))


def test_small_changes_of_one_service_hold_back_no_other() -> None:
    """KTP moves by 12 and goes out; the permits moved by 3 and wait."""
    cells = _cells(("ktp", JANUARY, QR, 25, 12, 0), ("izin", JANUARY, QR, 15, 3, 0))
    assert {"ktp": 37, "izin": 15} == _sizes(cells)


def test_late_answer_to_a_month_shown_waits() -> None:
    """February grows by 20, January by one that came late from a phone: the one waits."""
    cells = _cells(("ktp", JANUARY, QR, 25, 1, 0), ("ktp", FEBRUARY, QR, 25, 20, 0))
    assert {"ktp": 70} == _sizes(cells)


def test_service_that_joins_the_small_ones_waits_with_them() -> None:
    """Gabungan of 6 and 5 is shown as 11; a third service with 3 would make it 14, which tells of three people."""
    cells = _cells(
        ("a", JANUARY, QR, 6, 0, 0), ("b", JANUARY, QR, 5, 0, 0), ("c", JANUARY, QR, 0, 3, 0),
        ("ktp", JANUARY, QR, 40, 0, 0),
    )  # fmt: skip
    assert {"gabungan": 11, "ktp": 40} == _sizes(cells)


def test_new_channel_of_a_service_waits_until_it_is_ten() -> None:
    """Three answers on paper beside 25 by phone would merge with them and move them by three."""
    assert {"ktp": 25} == _sizes(_cells(("ktp", JANUARY, QR, 25, 0, 0), ("ktp", JANUARY, PAPER, 0, 3, 0)))
    assert {"ktp": 36} == _sizes(_cells(("ktp", JANUARY, QR, 25, 0, 0), ("ktp", JANUARY, PAPER, 0, 11, 0)))


def test_question_few_of_the_new_answered_holds_them_back() -> None:
    """Of ten new respondents two answered sarana: its count would move by two."""
    cells = _cells(("ktp", JANUARY, QR, 25, 2, 0))
    for _ in range(8):
        cells[RawKey("ktp", JANUARY, QR)].added.add((3, None))
    assert {"ktp": 25} == _sizes(cells)


counts = st.tuples(st.integers(0, 30), st.integers(0, 25), st.integers(0, 3))
keys = st.tuples(st.sampled_from("abc"), st.sampled_from((JANUARY, FEBRUARY)), st.sampled_from((QR, PAPER)))


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(keys, counts, min_size=1, max_size=10))
def test_no_number_ever_moves_by_one_to_nine(drawn: dict[Any, tuple[int, int, int]]) -> None:
    """Units, services, channels of services and months: each moves by ten or more, or not at all."""
    cells = _cells(*((*key, kept, added, min(removed, kept)) for key, (kept, added, removed) in drawn.items()))
    before = {key: cell.kept for key, cell in cells.items() if cell.kept.n}
    after = released(cells, refreshed(cells, SHAPE))
    old, new = protect(before, SHAPE), protect(after, SHAPE)
    for number in (_unit, _services, _months):
        for label, n in number(old).items():
            moved = number(new).get(label, n) - n
            assert moved == 0 or abs(moved) >= K, (label, n, moved)
    if old.parts:
        assert new.parts


def _unit(protected: Any) -> dict[object, int]:
    return {"unit": total(protected.unit_cells.values(), SHAPE).n} if protected.parts else {}


def _services(protected: Any) -> dict[object, int]:
    shown: dict[object, int] = {}
    for part in protected.parts:
        if part.label != "gabungan":
            shown[part.label] = sum(tally.n for tally in part.cells.values())
            shown |= {
                (part.label, channel): part.cells[channel].n for channel in (QR, PAPER) if channel in part.cells
            }
    return shown


def _months(protected: Any) -> dict[object, int]:
    return {month: tally.n for month, tally in protected.months.items()}


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store with 25 KTP answers of January."""
    store = new_store(tmp_path)
    store.append(responses(25))
    return store


def _publish(store: SqliteStore, output: Path, now: datetime = DURING) -> ReleaseSummary:
    return publish(store, load_surveys(), output, secret=SECRET, now=now)


def _ids(output: Path) -> set[str]:
    return {row["id"] for row in Database(output / "open.db").query("SELECT id FROM response_skm_2017")}


def test_second_release_is_the_first_while_answers_wait(store: SqliteStore, tmp_path: Path) -> None:
    """Nine more answers change nothing, byte for byte; the tenth lets all of them go out."""
    out = tmp_path / "out"
    first = _publish(store, out)
    content = (out / "open.db").read_bytes()
    store.append(responses(9, first=100))
    second = _publish(store, out)
    assert (first.id, False, 9) == (second.id, second.is_new, second.waiting)
    assert content == (out / "open.db").read_bytes()
    store.append(responses(1, first=200))
    third = _publish(store, out)
    assert (True, 0, 35) == (third.is_new, third.waiting, third.rows_out)


def test_two_releases_do_not_tell_what_one_person_said(store: SqliteStore, tmp_path: Path) -> None:
    """Somebody who knows that one more person answered finds the same rows as before."""
    out = tmp_path / "out"
    _publish(store, out)
    before = _ids(out)
    store.append([response(100, answers=dict.fromkeys(NINE, 1))])
    _publish(store, out)
    assert before == _ids(out)
    scores = Database(out / "open.db").query("SELECT DISTINCT waktu FROM response_skm_2017")
    assert [{"waktu": 3}] == list(scores)


def test_corrections_of_a_closed_period_are_numbered(store: SqliteStore, tmp_path: Path) -> None:
    """A refresh while the quarter runs is none; one after its end is revision 1, the next 2."""
    out = tmp_path / "out"

    def revisions() -> list[tuple[Any, ...]]:
        rows = Database(out / "open.db").query("SELECT agency, period, revision FROM revision")
        return [tuple(row.values()) for row in rows]

    _publish(store, out, DURING)
    store.append(responses(10, first=100))
    _publish(store, out, DURING)
    _publish(store, out, AFTER)
    assert [] == revisions()
    for number in (1, 2):
        store.append(responses(10, first=100 + 100 * number))
        _publish(store, out, AFTER)
        assert [("dinas", "2024-T1", number)] == revisions()


def test_interrupted_release_is_compared_with_all_the_same(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the machine dies before the switch, the next release still knows what was made ready to be seen."""
    out = tmp_path / "out"

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("collector.publication.release._show", die)
        with pytest.raises(KeyboardInterrupt):
            _publish(store, out)
    assert not (out / "open.db").exists()
    store.append(responses(3, first=100))
    summary = _publish(store, out)
    assert (25, 3) == (summary.rows_out, summary.waiting)


def _withdraw(store: SqliteStore, number: int) -> None:
    receipt = store.connection.execute(
        "SELECT receipt FROM response WHERE id = ?", (response(number).id,)
    ).fetchone()[0]
    store.withdraw(Withdrawal(receipt=receipt, day=date(2024, 3, 1), scored=frozenset(NINE)))


def _scores_kept(store: SqliteStore) -> int:
    query = "SELECT count(*) FROM response WHERE withdrawn_on IS NOT NULL AND answers IS NOT NULL"
    return int(store.connection.execute(query).fetchone()[0])


def test_withdrawn_answer_leaves_with_the_next_refresh(store: SqliteStore, tmp_path: Path) -> None:
    """A published score stays in the numbers until its cell moves by ten; then it is deleted here as well."""
    out = tmp_path / "out"
    first = _publish(store, out)
    _withdraw(store, 1)
    assert (first.id, 1) == (_publish(store, out).id, _scores_kept(store))
    store.append(responses(11, first=100))
    assert (35, 0) == (_publish(store, out).rows_out, _scores_kept(store))


def test_answer_withdrawn_before_any_release_never_goes_out(store: SqliteStore, tmp_path: Path) -> None:
    """It is counted nowhere, and its scores are deleted with the first release."""
    _withdraw(store, 1)
    assert (24, 0) == (_publish(store, tmp_path / "out").rows_out, _scores_kept(store))
