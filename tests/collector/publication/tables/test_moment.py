"""The sums for standard errors, from answers to the number a page would print."""

import random
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from factories import NINE, SECRET, new_store, response
from sqlite_utils import Database

from collector.publication.contents import fill
from collector.publication.counting import refresh
from collector.publication.edition import Addresses, Edition
from collector.publication.release import publish
from collector.publication.tally import Shape
from collector.storage import SqliteStore
from collector.storage.records import NewResponse, Withdrawal
from site_builder.indicators.design import design_of
from site_builder.indicators.index_estimate import Measure, index_by_design, index_of_moments
from site_builder.indicators.moments import Moments, moments_of
from site_builder.open_data import read_open_data
from site_builder.records import CellPlace
from survey_definitions.loader import load_surveys

SURVEY = load_surveys()["skm-2017"]
SCORED = tuple(question.key for question in SURVEY.scored)
MEASURE = Measure(survey=SURVEY.id, index=SURVEY.index, scale=(1, 4))
NOW = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)


def _answer(number: int, draw: random.Random, *, skipping: float = 0.1, **changes: Any) -> NewResponse:
    """Return an answer of January to March with some questions left out."""
    scores = {key: draw.randint(1, 4) for key in NINE if draw.random() >= skipping}
    day = date(2024, draw.randint(1, 3), draw.randint(1, 28))
    where = (
        {"service": "ktp", "counter": "ab2cd"} if draw.random() < 0.6 else {"service": "izin", "counter": "ef3gh"}
    )
    mode = draw.choice(("qr", "kiosk"))
    return response(number, **{"answers": scores, "visited_on": day, "mode": mode, **where, **changes})


@pytest.fixture
def answers() -> list[NewResponse]:
    """Return 200 answers to two counters over three months."""
    draw = random.Random(20170501)
    return [_answer(number, draw) for number in range(200)]


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store with the registers and no answers."""
    return new_store(tmp_path)


def _published(store: SqliteStore, path: Path) -> dict[CellPlace, Moments]:
    """Return what the site reads in an open file of everything that is stored, without the other files."""
    region = store.region()
    assert region is not None
    refresh(store, {SURVEY.id: Shape.of(SURVEY)})
    edition = Edition(
        store=store, region=region, surveys=(SURVEY,), secret=SECRET, addresses=Addresses(), now=NOW
    )  # fmt: skip
    file, _ = fill(edition)
    file.save(path)
    file.close()
    return dict(read_open_data(path).moments)


def _rows(answers: list[NewResponse]) -> list[list[Any]]:
    return [[answer.answers.get(key) for key in SCORED] for answer in answers]


def _expected(answers: list[NewResponse]) -> Moments:
    """Sum up single answers as the public side does, clustered by counter and day."""
    return moments_of(SCORED, _rows(answers), [(answer.counter, answer.visited_on) for answer in answers])


def test_moments_are_those_of_the_answers(store: SqliteStore, tmp_path: Path, answers: list[NewResponse]) -> None:
    """Unit and services have the sums that the answers themselves give; months have none (decision 0003)."""
    store.append(answers)
    by_service = {code: [one for one in answers if one.service == code] for code in ("ktp", "izin")}
    assert _published(store, tmp_path / "open.db") == {
        CellPlace("dinas", None, "skm-2017", "2024-T1"): _expected(answers),
        **{CellPlace("dinas", code, "skm-2017", "2024-T1"): _expected(some) for code, some in by_service.items()},
    }


def test_published_sums_give_the_standard_error_of_the_answers(
    store: SqliteStore, tmp_path: Path, answers: list[NewResponse]
) -> None:
    """From answers to open file to site: index and standard error are those computed from the answers alone."""
    store.append(answers)
    moments = _published(store, tmp_path / "open.db")[CellPlace("dinas", None, "skm-2017", "2024-T1")]
    found = index_of_moments([moments], MEASURE)
    days = np.array([f"{answer.counter} {answer.visited_on}" for answer in answers])
    numbers = np.array(_rows(answers), dtype=float)
    expected = index_by_design(numbers, MEASURE, design_of(len(answers), clusters=days))
    assert found is not None
    assert expected is not None
    assert (expected.index, expected.clusters, expected.df) == (found.index, found.clusters, found.df)
    assert expected.se == pytest.approx(found.se, rel=1e-9)


def test_cells_under_thirty_have_no_moments(store: SqliteStore, tmp_path: Path) -> None:
    """A unit of 29 has counts and no sums; the thirtieth answer brings them."""
    draw = random.Random(1)
    store.append([_answer(number, draw, visited_on=date(2024, 1, 2), service="ktp") for number in range(29)])
    assert {} == _published(store, tmp_path / "a.db")
    store.append([_answer(number, draw, visited_on=date(2024, 1, 2), service="ktp") for number in range(30, 40)])
    periods = {(place.service, place.period) for place in _published(store, tmp_path / "b.db")}
    assert {(None, "2024-T1"), ("ktp", "2024-T1")} == periods


def test_fewer_than_eight_days_are_no_clusters(store: SqliteStore, tmp_path: Path) -> None:
    """Seven days at one counter: sums over respondents only; an eighth day brings clusters."""
    draw = random.Random(2)
    store.append(
        [_answer(n, draw, service="ktp", counter="ab2cd", visited_on=date(2024, 1, n % 7 + 1)) for n in range(40)]
    )
    assert {None} == {moments.clusters for moments in _published(store, tmp_path / "a.db").values()}
    more = [_answer(n, draw, service="ktp", counter="ab2cd", visited_on=date(2024, 1, 8)) for n in range(40, 60)]
    store.append(more)
    assert {8} == {moments.clusters for moments in _published(store, tmp_path / "b.db").values()}


def test_question_hidden_in_a_service_stays_out_of_the_unit(store: SqliteStore, tmp_path: Path) -> None:
    """Five permit answers name sarana: the permits have no sums, and the unit's know sarana from KTP only."""
    draw = random.Random(3)
    ktp = [_answer(n, draw, skipping=0, service="ktp", counter=None) for n in range(60)]
    permits = [_answer(n, draw, skipping=0, service="izin", counter=None) for n in range(100, 140)]
    for answer in permits[5:]:
        del answer.answers["sarana"]  # type: ignore[attr-defined]
    store.append([*ktp, *permits])
    found = _published(store, tmp_path / "open.db")
    assert CellPlace("dinas", "izin", "skm-2017", "2024-T1") not in found
    unit = found[CellPlace("dinas", None, "skm-2017", "2024-T1")]
    assert (100, 60) == (unit.n, unit.tallies["sarana"].n)
    assert sum(answer.answers["sarana"] for answer in ktp) == unit.tallies["sarana"].total  # type: ignore[misc]


def test_withdrawn_answer_that_waits_takes_the_clusters_away(
    store: SqliteStore, tmp_path: Path, answers: list[NewResponse]
) -> None:
    """Its day is deleted, so sums by day would tell by difference what it said; those over respondents stay."""
    store.append(answers)
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET, now=NOW)
    before = _published(store, tmp_path / "a.db")
    receipt = store.connection.execute(
        "SELECT receipt FROM response WHERE mode = 'qr' AND service = 'ktp'"
    ).fetchone()[0]
    store.withdraw(Withdrawal(receipt=receipt, day=date(2024, 4, 1), scored=frozenset(NINE)))
    after = _published(store, tmp_path / "b.db")
    unit = CellPlace("dinas", None, "skm-2017", "2024-T1")
    assert (before[unit].n, before[unit].products) == (after[unit].n, after[unit].products)
    assert after[unit].clusters is None
    assert before[unit].clusters is not None
    assert before[unit._replace(service="izin")] == after[unit._replace(service="izin")]


def test_arrays_are_json_without_spaces(store: SqliteStore, tmp_path: Path, answers: list[NewResponse]) -> None:
    """Eighteen sums and 171 products of nine questions, as the contract says."""
    store.append(answers)
    _published(store, tmp_path / "open.db")
    (row,) = Database(tmp_path / "open.db").query(
        "SELECT json_array_length(sums) AS sums, json_array_length(products) AS products,"
        " json_array_length(cluster_products) AS clustered FROM moment WHERE service = 'ktp'"
    )
    assert {"sums": 18, "products": 171, "clustered": 171} == row
