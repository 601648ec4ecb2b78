"""Importing answers: all or nothing, twice is once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from factories import NINE, NOON, new_store, write_csv

from collector.errors import CollectorRefusedError
from collector.importing.importer import import_answers
from collector.storage import SqliteStore
from survey_definitions.loader import load_survey

HEADER = ("visited_on", "service_code", *NINE)
GOOD = ("2024-01-15", "ktp", *"333333333")


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store that holds the test region."""
    return new_store(tmp_path)


def _import(store: SqliteStore, path: Path, survey: str = "skm-2017", unit: str = "dinas", mode: str = "import"):
    return import_answers(store, path, load_survey(survey), unit, mode, now=NOON)


def _refusal(store: SqliteStore, path: Path, **arguments: str) -> str:
    with pytest.raises(CollectorRefusedError) as refused:
        _import(store, path, **arguments)
    assert [(0,)] == store.connection.execute("SELECT count(*) FROM response").fetchall()
    assert [] == store.connection.execute("SELECT * FROM import_file").fetchall()
    return str(refused.value)


def test_import_answers_keeps_identical_rows_and_counts_them(store: SqliteStore, tmp_path: Path) -> None:
    """Two people may answer alike: both rows stay, the summary says one repeats another."""
    path = write_csv(tmp_path / "a.csv", [HEADER, GOOD, GOOD, ("2024-01-16", *GOOD[1:])])
    summary = _import(store, path)
    assert (3, 1, None) == (summary.stored, summary.identical, summary.earlier)


def test_import_answers_twice_stores_nothing(store: SqliteStore, tmp_path: Path) -> None:
    """The very same bytes under another name are recognised and nothing is stored."""
    _import(store, write_csv(tmp_path / "a.csv", [HEADER, GOOD]))
    summary = _import(store, write_csv(tmp_path / "b.csv", [HEADER, GOOD]))
    assert 0 == summary.stored
    assert summary.earlier is not None
    assert (1, "dinas", NOON) == (summary.earlier.rows, summary.earlier.agency, summary.earlier.imported_at)
    assert [(1,)] == store.connection.execute("SELECT count(*) FROM response").fetchall()


def test_import_answers_keeps_the_visit_apart_from_the_entry(store: SqliteStore, tmp_path: Path) -> None:
    """visited_on gives the visit; submitted_at, local time, is when it was recorded (07:00 in Jakarta)."""
    row = ("2024-01-02", "2024-01-05 07:00:00", *"333333333")
    _import(store, write_csv(tmp_path / "a.csv", [("visited_on", "submitted_at", *NINE), row]))
    assert [("2024-01-02", "2024-01-05T00:00:00+00:00", None, "import", "open", None)] == store.connection.execute(
        "SELECT visited_on, received_at, service, mode, class, receipt FROM response"
    ).fetchall()


def test_import_answers_takes_submitted_at_for_the_visit(store: SqliteStore, tmp_path: Path) -> None:
    """Without visited_on the local day of submitted_at gives the period, also just after midnight."""
    path = write_csv(tmp_path / "a.csv", [("submitted_at", *NINE), ("01/01/2024 00:10", *"333333333")])
    _import(store, path, mode="paper")
    assert [("2024-01-01", "2023-12-31T17:10:00+00:00", "paper")] == store.connection.execute(
        "SELECT visited_on, received_at, mode FROM response"
    ).fetchall()


def test_import_answers_leaves_empty_cells_out(store: SqliteStore, tmp_path: Path) -> None:
    """An empty cell is a missing answer, and a column that is no question is named (SKM10, SKM17)."""
    path = write_csv(tmp_path / "a.csv", [(*HEADER, "total"), ("2024-01-15", "ktp", *"33333333", "", "999")])
    assert ("total",) == _import(store, path).ignored
    (answers,) = store.connection.execute("SELECT answers FROM response").fetchone()
    assert "sarana" not in answers
    assert "999" not in answers


@pytest.mark.parametrize("value", ["5", "0", "-1", "3.5", "baik", "33"])
def test_import_answers_refuses_values_outside_the_scale(store: SqliteStore, tmp_path: Path, value: str) -> None:
    """A value outside 1–4 is named by row and column; nothing is stored (SKM17)."""
    path = write_csv(tmp_path / "a.csv", [HEADER, GOOD, ("2024-01-15", "ktp", value, *"33333333")])
    message = _refusal(store, path)
    assert "a.csv, row 3, column persyaratan" in message
    assert value in message


def test_import_answers_lists_every_unknown_service(store: SqliteStore, tmp_path: Path) -> None:
    """All unknown codes come at once, each with its first row; a service of another unit is unknown too."""
    rows = [(GOOD[0], code, *GOOD[2:]) for code in ("ktp", "x9", "surat", "x9", "y1")]
    message = _refusal(store, write_csv(tmp_path / "a.csv", [HEADER, *rows]))
    assert "row 3 and 1 more, column service_code: the unit has no service 'x9'" in message
    assert "'surat'" in message
    assert "'y1'" in message


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEADER[:-1], GOOD[:-1]], "row 1: the column 'sarana'"),
        ([NINE, tuple("333333333")], "there is no column 'visited_on' or 'submitted_at'"),
        ([HEADER], "no row below the header"),
        ([HEADER, ("2024-02-30", *GOOD[1:])], "row 2, column visited_on: '2024-02-30' is no date"),
        ([HEADER, ("2024-02-02", *GOOD[1:])], "2024-02-02 lies in the future"),
        ([HEADER, ("1900-01-01", *GOOD[1:])], "1900-01-01 lies before 2004"),
        ([HEADER, ("2024-01-15", "ktp", *[""] * 9)], "row 2: not one question is answered"),
    ],
)
def test_import_answers_names_the_fault(
    store: SqliteStore, tmp_path: Path, rows: list[tuple[str, ...]], expected: str
) -> None:
    """Missing columns, empty files and impossible dates are each one sentence."""
    assert expected in _refusal(store, write_csv(tmp_path / "a.csv", rows))


def test_import_answers_reports_all_faults_at_once(store: SqliteStore, tmp_path: Path) -> None:
    """One round of corrections is enough."""
    rows = [HEADER, ("kemarin", "x9", "5", *"33333333"), ("2024-01-15", "ktp", *"33333339", "3")]
    message = _refusal(store, write_csv(tmp_path / "a.csv", rows))
    assert 4 == len(message.splitlines())


def test_import_answers_refuses_an_unknown_unit(store: SqliteStore, tmp_path: Path) -> None:
    """An unknown unit is named together with those that exist."""
    message = _refusal(store, write_csv(tmp_path / "a.csv", [HEADER, GOOD]), unit="hantu")
    assert "'hantu' is not known" in message
    assert "dinas, kelurahan" in message


def test_import_answers_refuses_trainings(store: SqliteStore, tmp_path: Path) -> None:
    """Training answers belong to an event and never to a unit (PUB01, TRN08)."""
    message = _refusal(store, write_csv(tmp_path / "a.csv", [HEADER, GOOD]), survey="pelatihan-reaksi")
    assert "evaluates a training" in message


def test_import_answers_keeps_the_chain(store: SqliteStore, tmp_path: Path) -> None:
    """Imported rows extend the chain, and their moment is the import's where the file gives none."""
    _import(store, write_csv(tmp_path / "a.csv", [HEADER, GOOD]))
    head, received = store.connection.execute("SELECT chain, received_at FROM response").fetchone()
    assert head == store.chain_head()
    assert NOON == datetime.fromisoformat(received).astimezone(UTC)


@pytest.mark.parametrize("changes", [{"unit": "kelurahan"}, {"mode": "paper"}])
def test_import_answers_refuses_the_same_file_as_something_else(
    store: SqliteStore, tmp_path: Path, changes: dict[str, str]
) -> None:
    """The file under another unit or mode is a mistake, not a repetition: both uses are named."""
    path = write_csv(tmp_path / "a.csv", [("visited_on", *NINE), ("2024-01-15", *"333333333")])
    _import(store, path)
    with pytest.raises(CollectorRefusedError, match="was imported as skm-2017 answers about 'dinas'"):
        _import(store, path, **changes)
    assert [(1,)] == store.connection.execute("SELECT count(*) FROM response").fetchall()
