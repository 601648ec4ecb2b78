"""The cube of counts: what a refresh reads, and that it always says what counting everything anew says."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from factories import NINE, new_store, response, responses

from collector.publication import counting
from collector.publication.counting import cube_faults, recount, refresh
from collector.publication.tally import Shape
from collector.storage import SqliteStore
from collector.storage.count_cube import CubeKey, read_cube, read_watermark
from collector.storage.records import Withdrawal
from survey_definitions.loader import load_surveys

SHAPES = {"skm-2017": Shape.of(load_surveys()["skm-2017"])}
KTP = CubeKey("dinas", "skm-2017", "ktp", "2024-01-01", "qr", "open")


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store with the registers and no answers."""
    return new_store(tmp_path)


def _sizes(store: SqliteStore) -> dict[CubeKey, tuple[int, int]]:
    """Return how many respondents each cell has kept and added."""
    return {key: (sum(cell.kept[:1]), sum(cell.added[:1])) for key, cell in read_cube(store)}


def test_refresh_counts_each_answer_once(store: SqliteStore) -> None:
    """Twelve answers, refreshed twice, are twelve; three more are fifteen, and a permit is a cell of its own."""
    store.append(responses(12))
    refresh(store, SHAPES)
    refresh(store, SHAPES)
    assert {KTP: (0, 12)} == _sizes(store)
    store.append([*responses(3, first=100), response(200, service="izin")])
    refresh(store, SHAPES)
    assert {KTP: (0, 15), KTP._replace(service="izin"): (0, 1)} == _sizes(store)
    assert 16 == read_watermark(store).until


def test_refresh_counts_how_often_each_value_was_given(store: SqliteStore) -> None:
    """Two gave waktu a 1, one left it out: of its four places the first says 2, the others nothing."""
    shapes = {"skm-2017": Shape(questions=("waktu", "sarana"), minimum=1, width=4)}
    store.append(
        [response(1, answers={"waktu": 1}), response(2, answers={"waktu": 1, "sarana": 4}), response(3, answers={})]
    )
    refresh(store, shapes)
    ((_, cell),) = read_cube(store)
    assert [3, 2, 0, 0, 0, 0, 0, 0, 1] == cell.added


def test_refresh_reads_new_answers_only(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """After 40 answers were counted, ten more cost the reading of ten."""
    store.append(responses(40))
    refresh(store, SHAPES)
    read: list[int] = []
    reading = counting.read_new_answers

    def noted(*given: Any) -> Any:
        for one in reading(*given):
            read.append(one.sequence)
            yield one

    monkeypatch.setattr(counting, "read_new_answers", noted)
    store.append(responses(10, first=100))
    refresh(store, SHAPES)
    assert list(range(41, 51)) == read


def test_refresh_works_some_at_a_time(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven answers, three at a time, are seven."""
    monkeypatch.setattr(counting, "AT_ONCE", 3)
    store.append(responses(7))
    refresh(store, SHAPES)
    assert {KTP: (0, 7)} == _sizes(store)


def test_refresh_of_other_questions_counts_anew(store: SqliteStore) -> None:
    """A questionnaire that was not counted before brings a full count, of which nothing is double."""
    store.append([*responses(5), response(100, survey="lain", answers={"isi": 2})])
    refresh(store, SHAPES)
    both = {**SHAPES, "lain": Shape(questions=("isi",), minimum=1, width=4)}
    refresh(store, both)
    assert {KTP: (0, 5), KTP._replace(survey="lain"): (0, 1)} == _sizes(store)
    assert [] == list(cube_faults(store))


def test_withdrawn_answer_stays_counted_until_its_scores_go(store: SqliteStore) -> None:
    """Cube and recount agree before and after a withdrawal, whose month, scores and channel stay."""
    store.append(responses(5))
    refresh(store, SHAPES)
    receipt = store.connection.execute("SELECT receipt FROM response WHERE sequence = 2").fetchone()[0]
    store.withdraw(Withdrawal(receipt=receipt, day=date(2024, 3, 1), scored=frozenset(NINE)))
    assert [] == list(cube_faults(store))
    assert dict(read_cube(store)) == recount(store)
    assert {KTP: (0, 5)} == _sizes(store)


def test_two_refreshes_at_once_count_nothing_twice(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that finds the watermark moved while it counted drops what it counted and looks again."""
    store.append(responses(6))
    counted = counting._counted
    others = [lambda: refresh(store, SHAPES)]

    def overtaken(*given: Any) -> Any:
        found = counted(*given)
        if others:
            others.pop()()
        return found

    monkeypatch.setattr(counting, "_counted", overtaken)
    refresh(store, SHAPES)
    assert {KTP: (0, 6)} == _sizes(store)
