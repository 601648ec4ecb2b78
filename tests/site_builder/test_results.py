from decimal import Decimal
from pathlib import Path

import pytest
from open_db import NINE, NINE_2014, OpenDb, alike

from site_builder.indicators.status import Status
from site_builder.open_data import read_open_data
from site_builder.results import Result, Results


@pytest.fixture
def db(tmp_path: Path) -> OpenDb:
    """Begin an open database with one agency and two periods."""
    made = OpenDb(tmp_path / "open.db", surveys=("skm-2014", "skm-2017", "pelatihan-reaksi"))
    made.agency("a")
    made.period("2024-T1")
    made.period("2024-T2")
    return made


def results(db: OpenDb, service: str | None = None) -> tuple[Result, ...]:
    """Read back what was written."""
    return Results(read_open_data(db.save())).of("a", service)


@pytest.mark.parametrize(
    ("n", "status", "letter"),
    [(10, Status.SEMENTARA, None), (29, Status.SEMENTARA, None), (30, Status.NORMAL, "C")],
)
def test_letters_begin_at_thirty(db: OpenDb, n: int, status: Status, letter: str | None) -> None:
    """From 10 to 29 answers there is an index without letters, also per unsur; from 30 there are letters."""
    db.cell("a", "2024-T1", n, alike(3, n))
    (result,) = results(db)
    assert (status, n, Decimal("75.00")) == (result.status, result.n, result.index)
    assert letter == (result.grade and result.grade.letter)
    assert {letter} == {one.grade and one.grade.letter for one in result.unsur}


def test_fewer_than_k_are_hidden_even_if_published(db: OpenDb) -> None:
    """A cell of nine that slipped through is not shown here (PUB02)."""
    db.cell("a", "2024-T1", 9, alike(3, 9))
    (result,) = results(db)
    assert (Status.HIDDEN, None, None, ()) == (result.status, result.n, result.index, result.unsur)


def test_hidden_unsur_hides_the_index_but_not_n(db: OpenDb) -> None:
    """Where one unsur is hidden there is no index, but n and the other unsur stay."""
    db.cell("a", "2024-T1", 40, {**alike(3, 40), "biaya": None})
    (result,) = results(db)
    by_key = {one.question.key: one for one in result.unsur}
    assert (Status.NORMAL, 40, None, None) == (result.status, result.n, result.index, result.grade)
    assert (None, None) == (by_key["biaya"].n, by_key["biaya"].mean)
    assert (40, Decimal("75.00")) == (by_key["waktu"].n, by_key["waktu"].index)


def test_unsur_nobody_answered_has_n_zero(db: OpenDb) -> None:
    """Not answered (0) is something else than hidden (SKM15)."""
    db.cell("a", "2024-T1", 40, {**alike(3, 40), "biaya": [0, 0, 0, 0]})
    (result,) = results(db)
    assert result.index is None
    assert next(one.n for one in result.unsur if one.question.key == "biaya") == 0


def test_results_are_sorted_by_time_then_rule(db: OpenDb) -> None:
    """Two questionnaires of one period stand beside each other, the older rule first."""
    db.cell("a", "2024-T2", 30, alike(4, 30))
    db.cell("a", "2024-T2", 30, alike(4, 30, NINE_2014), survey="skm-2014")
    db.cell("a", "2024-T1", 30, alike(4, 30))
    found = [(result.period.id, result.survey.id) for result in results(db)]
    assert found == [("2024-T1", "skm-2017"), ("2024-T2", "skm-2014"), ("2024-T2", "skm-2017")]


def test_training_answers_are_no_result_of_an_agency(db: OpenDb) -> None:
    """A questionnaire about a training says nothing about service."""
    db.cell("a", "2024-T1", 30, {}, survey="pelatihan-reaksi")
    assert results(db) == ()


def test_hidden_service_is_merged_only_where_there_is_a_merged_cell(db: OpenDb) -> None:
    """A hidden service may hold 10 answers or more where it joined the small ones, so nobody says 1–9 there."""
    db.service("a", "kecil")
    db.hidden("a", "2024-T1", service="kecil")
    db.hidden("a", "2024-T2", service="kecil")
    db.cell("a", "2024-T1", 12, alike(3, 12, NINE), service="gabungan")
    first, second = results(db, "kecil")
    assert (first.merged, second.merged) == (True, False)
