"""Importing answers: all or nothing, twice is once."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from factories import NINE, NOON, new_store, responses, write_csv
from openpyxl import Workbook
from workbooks import write_xlsx

from collector.errors import CollectorRefusedError
from collector.importing.importer import ImportSummary, import_answers
from collector.storage import SqliteStore
from survey_definitions.loader import load_survey

HEADER = ("visited_on", "service_code", *NINE)
GOOD = ("2024-01-15", "ktp", *"333333333")


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store that holds the test region."""
    return new_store(tmp_path)


def _import(
    store: SqliteStore,
    path: Path,
    survey: str = "skm-2017",
    unit: str = "dinas",
    mode: str = "import",
    sheet: str | None = None,
    *,
    again: bool = False,
) -> ImportSummary:
    return import_answers(store, path, load_survey(survey), unit, mode, sheet, now=NOON, again=again)


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
        ([("Rekap SKM", *[""] * 10), HEADER, GOOD], "row 1: the first row that is not empty names one column only"),
        ([("a", *list("bcdefghijk")), GOOD], "row 1: no cell of this row is the name of a column of skm-2017"),
        ([HEADER, ("", *GOOD[1:])], "row 2, column visited_on: the date is missing"),
        ([HEADER, ("45306", *GOOD[1:])], "'45306' is a number; format the column as a date"),
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
    """One round of corrections is enough, from top to bottom."""
    rows = [HEADER, ("kemarin", "x9", "5", *"33333333"), ("2024-01-15", "ktp", *"33333339", "3")]
    message = _refusal(store, write_csv(tmp_path / "a.csv", rows))
    assert ["2", "2", "2", "3"] == re.findall(r"^a\.csv, row (\d)", message, re.MULTILINE)


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


def _named(header: tuple[str, ...], **names: str) -> tuple[str, ...]:
    return tuple(names.get(column, column) for column in header)


@pytest.mark.parametrize(
    ("key", "written"),
    [("waktu", "Waktu"), ("waktu", "WAKTU "), ("waktu", "Waktu Penyelesaian"), ("persyaratan", "persaratan")],
)
def test_import_answers_suggests_the_near_match(store: SqliteStore, tmp_path: Path, key: str, written: str) -> None:
    """Only exact names are read; capitals, the question's name and a slip of the pen get a suggestion."""
    message = _refusal(store, write_csv(tmp_path / "a.csv", [_named(HEADER, **{key: written}), GOOD]))
    assert f"row 1: the column '{key}'" in message
    assert f"Rename the column '{written.strip()}' to '{key}'" in message


@pytest.mark.parametrize("written", ["Service code", "SERVICE_CODE", "service-code"])
def test_import_answers_loses_no_column_over_its_capitals(store: SqliteStore, tmp_path: Path, written: str) -> None:
    """A column we would read under its exact name is not left out in silence."""
    message = _refusal(store, write_csv(tmp_path / "a.csv", [_named(HEADER, service_code=written), GOOD]))
    assert f"'{written}' is not read, only 'service_code' is." in message


def _workbook(folder: Path, *rows: tuple[object, ...]) -> Path:
    return write_xlsx(folder / "a.xlsx", [HEADER, *rows])


def test_import_answers_reads_a_workbook(store: SqliteStore, tmp_path: Path) -> None:
    """Numbers, a real date and a date as text give what the same cells give as CSV."""
    path = _workbook(
        tmp_path,
        (datetime(2024, 1, 15), "ktp", 3, 4.0, *[3] * 7),  # noqa: DTZ001 - as in a cell
        ("16/01/2024", None, "3", None, *[3] * 7),
    )
    assert 2 == _import(store, path).stored
    rows = store.connection.execute(
        "SELECT visited_on, service, answers FROM response ORDER BY sequence"
    ).fetchall()
    assert [("2024-01-15", "ktp"), ("2024-01-16", None)] == [row[:2] for row in rows]
    assert ['"prosedur":4' in row[2] for row in rows] == [True, False]


def test_import_answers_of_a_saved_again_workbook_stores_nothing(store: SqliteStore, tmp_path: Path) -> None:
    """Opening and saving a workbook changes its bytes and no answer: twice is once."""
    row = ("2024-01-15", "ktp", *[3] * 9)
    _import(store, _workbook(tmp_path, row))
    path = write_xlsx(tmp_path / "b.xlsx", [HEADER, row], lambda book: book.create_sheet("Lain"))
    assert 0 == _import(store, path).stored


def test_import_answers_takes_each_sheet_once(store: SqliteStore, tmp_path: Path) -> None:
    """A workbook with a sheet for each month is imported month by month."""

    def february(book: Workbook) -> None:
        sheet: Any = book.create_sheet("Februari")
        sheet.append(list(HEADER))
        sheet.append(["2024-01-16", "ktp", *[4] * 9])

    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, ("2024-01-15", "ktp", *[3] * 9)], february)
    stored = [_import(store, path, sheet=sheet).stored for sheet in (None, "Februari", "Isian")]
    assert [1, 1, 0] == stored


def test_import_answers_names_faulty_cells_of_a_workbook(store: SqliteStore, tmp_path: Path) -> None:
    """Errors, truth values, half points and a row of totals are named by row and column, all at once."""
    path = _workbook(
        tmp_path,
        ("2024-01-15", "ktp", 3.5, "#REF!", True, "=C2", *[3] * 5),
        (),
        (None, None, *[27] * 9),
    )
    message = _refusal(store, path)
    for expected in (
        "row 2, column persyaratan: '3.5' is not a whole number",
        "row 2, column prosedur: the cell shows the error #REF!",
        "row 2, column waktu: the cell holds TRUE",
        "row 2, column biaya: the formula has no stored result",
        "row 4, column visited_on: the date is missing",
        "row 4, column sarana: '27' is outside the scale 1 to 4",
    ):
        assert expected in message
    assert 14 == len(message.splitlines())


def test_import_answers_leaves_faulty_cells_of_other_columns_alone(store: SqliteStore, tmp_path: Path) -> None:
    """An average nobody reads may show an error."""
    path = write_xlsx(tmp_path / "a.xlsx", [(*HEADER, "rata-rata"), ("2024-01-15", "ktp", *[3] * 9, "#DIV/0!")])
    summary = _import(store, path)
    assert (1, ("rata-rata",)) == (summary.stored, summary.ignored)


def test_import_answers_names_an_unreadable_date_once(store: SqliteStore, tmp_path: Path) -> None:
    """A date that shows an error is that and not missing as well."""
    (line,) = _refusal(store, _workbook(tmp_path, ("#N/A", "ktp", *[3] * 9))).splitlines()
    assert "row 2, column visited_on: the cell shows the error #N/A" in line


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


def _rows(*scores: str, day: str = "2024-01-15") -> list[tuple[str, ...]]:
    return [HEADER, *((day, "ktp", *score) for score in scores)]


TEN = [f"{number:09b}".replace("0", "4").replace("1", "3") for number in range(10)]  # ten different ones


def test_import_answers_refuses_a_table_that_was_changed_after_its_import(
    store: SqliteStore, tmp_path: Path
) -> None:
    """One cell corrected, one row added, columns turned round: the rows would count twice, so nothing is stored."""
    _import(store, write_csv(tmp_path / "a.csv", _rows(*TEN)))
    changed = write_csv(tmp_path / "b.csv", _rows("111111111", *TEN[1:], "222222222"))
    with pytest.raises(CollectorRefusedError, match=r"b\.csv: 9 of 11 rows equal imported ones.*--again"):
        _import(store, changed)
    turned = write_csv(tmp_path / "c.csv", [row[::-1] for row in _rows(*TEN)])
    with pytest.raises(CollectorRefusedError, match="10 of 10 rows"):
        _import(store, turned, mode="paper")
    assert [(10,)] == store.connection.execute("SELECT count(*) FROM response").fetchall()
    assert 11 == _import(store, changed, again=True).stored


def test_import_answers_takes_people_who_answer_alike(store: SqliteStore, tmp_path: Path) -> None:
    """A few equal rows are chance; on other days and in other units, or within one file, they are other people."""
    _import(store, write_csv(tmp_path / "a.csv", _rows(*TEN)))
    _import(store, write_csv(tmp_path / "b.csv", _rows(*TEN[:2], "111111111", "222222222", "123123123")))
    _import(store, write_csv(tmp_path / "c.csv", _rows(TEN[0])))
    _import(store, write_csv(tmp_path / "d.csv", _rows(*TEN, day="2024-01-16")))
    surat = [(day, "surat" if day != HEADER[0] else service, *rest) for day, service, *rest in _rows(*TEN)]
    _import(store, write_csv(tmp_path / "e.csv", surat), unit="kelurahan")
    _import(store, write_csv(tmp_path / "f.csv", _rows(*["343434343"] * 10, day="2024-01-17")))
    assert [(46,)] == store.connection.execute("SELECT count(*) FROM response").fetchall()


def test_import_answers_never_mistakes_forms_for_an_import(store: SqliteStore, tmp_path: Path) -> None:
    """Who answered at the counter is not in the file of the paper forms."""
    store.append(responses(5, visited_on=date(2024, 1, 15)))
    assert 5 == _import(store, write_csv(tmp_path / "a.csv", _rows(*["333333333"] * 5))).stored


def test_import_answers_of_two_commands_at_once_are_stored_once(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that comes second says so, and says how to see what happened."""
    path = write_csv(tmp_path / "a.csv", _rows(*TEN))

    def overtaken(*_given: object) -> int:
        monkeypatch.undo()
        _import(store, path)
        return 0

    monkeypatch.setattr("collector.importing.importer.count_known", overtaken)
    with pytest.raises(CollectorRefusedError, match=r"Another command imported the same file.*Run this one again"):
        _import(store, path)
    assert [(10,)] == store.connection.execute("SELECT count(*) FROM response").fetchall()
    assert _import(store, path).earlier is not None


@pytest.mark.parametrize(
    "row",
    [
        ("2024-01-15", "ktp", "7" * 5000, *"33333333"),
        ("2024-01-15", "k" * 5000, *"333333333"),
        ("9" * 5000, "ktp", *"333333333"),
        ("besok " * 1000, "ktp", *"333333333"),
    ],
)
def test_import_answers_shows_the_beginning_of_a_long_cell(
    store: SqliteStore, tmp_path: Path, row: tuple[str, ...]
) -> None:
    """A message is one line on a screen, whatever stands in the cell."""
    message = _refusal(store, write_csv(tmp_path / "a.csv", [HEADER, row]))
    assert "…'" in message
    assert len(message) < 300


def test_import_answers_shortens_names_of_columns(store: SqliteStore, tmp_path: Path) -> None:
    """A header may hold whole questions; of a near miss the beginning is enough."""
    twice = "pertanyaan " * 500
    message = _refusal(store, write_csv(tmp_path / "a.csv", [(*HEADER, twice, twice), (*GOOD, "", "")]))
    assert "stands there twice" in message
    assert len(message) < 300
