"""kotaksaran import: what it takes, what it says, how it ends."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from factories import NINE, write_region
from openpyxl import Workbook
from workbooks import write_xlsx

from kotak_saran.command_line import main

HEADER = ("visited_on", *NINE)
ANSWER = {
    "id": "0" * 32, "t": "", "language": "id", "filled_at": "2024-01-02T03:04:05Z",
    "fields": dict.fromkeys(NINE, "3"),
}  # fmt: skip
KIOSK = {"format": "kotak-saran-kiosk", "version": 1, "counter": "ab2cd", "answers": [ANSWER]}


@pytest.fixture
def instance(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return the folder of an instance that holds the test region."""
    _run(capsys, "--instance", tmp_path / "uji", "region", "load", write_region(tmp_path / "region"))
    return tmp_path / "uji"


@pytest.fixture
def kiosk_file(tmp_path: Path) -> Path:
    """Write a kiosk's file of one answer."""
    path = tmp_path / "kios.json"
    path.write_text(json.dumps(KIOSK), encoding="utf-8")
    return path


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    output = capsys.readouterr()
    return int(stopped.value.code or 0), output.out, output.err


def _months(book: Workbook) -> None:
    for month in ("Februari", "Maret"):
        sheet: Any = book.create_sheet(month)
        sheet.append(list(HEADER))
        sheet.append(["2024-02-02", *[4] * 9])


def test_workbook_is_imported_sheet_by_sheet(
    tmp_path: Path, instance: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first sheet comes by itself, the others are named, and --sheet takes one of them."""
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, ("2024-01-02", *[3] * 9)], _months)
    command = ("--instance", instance, "import", path, "--survey", "skm-2017", "--unit", "dinas", "--mode", "paper")
    _, out, _ = _run(capsys, *command)
    expected = "a.xlsx: 1 answers stored.\nSheets not read: Februari, Maret. Name one with --sheet.\n"
    assert expected == out
    code, out, _ = _run(capsys, *command, "--sheet", "Maret")
    assert (0, "a.xlsx: 1 answers stored.") == (code, out.splitlines()[0])
    code, _, err = _run(capsys, *command, "--sheet", "April")
    assert 1 == code
    assert "Name one of: 'Isian', 'Februari', 'Maret'." in err


def test_kiosk_file_needs_no_option(instance: Path, kiosk_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file says where it comes from; the second time nothing is stored."""
    code, out, _ = _run(capsys, "--instance", instance, "import", kiosk_file)
    assert (0, "kios.json: 1 answers of counter ab2cd stored.\n") == (code, out)
    code, out, _ = _run(capsys, "--instance", instance, "import", kiosk_file)
    assert 0 == code
    assert "nothing stored. The same file was imported on" in out


def test_kiosk_file_says_what_was_there_before(
    instance: Path, kiosk_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A later export holds the earlier answers too, and one with a taken id: each is counted for what it is."""
    _run(capsys, "--instance", instance, "import", kiosk_file)
    other = {**ANSWER, "fields": dict.fromkeys(NINE, "4")}
    kiosk_file.write_text(json.dumps({**KIOSK, "answers": [ANSWER, other]}), encoding="utf-8")
    _, out, _ = _run(capsys, "--instance", instance, "import", kiosk_file, "--unit", "dinas")
    assert out.splitlines() == [
        "kios.json: 1 answers of counter ab2cd stored.",
        "1 answers had arrived before; they are there once.",
        "1 answers had the id of another one; both are kept.",
    ]


def test_kiosk_file_with_a_fault_is_exit_code_1(
    instance: Path, kiosk_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A refused file is a reason on the error stream and nothing else."""
    kiosk_file.write_text(
        json.dumps({**KIOSK, "answers": [{**ANSWER, "fields": {"waktu": "7"}}]}), encoding="utf-8"
    )
    code, out, err = _run(capsys, "--instance", instance, "import", kiosk_file)
    assert (1, "") == (code, out)
    assert "kios.json, answer 1, field waktu: '7' is outside the scale 1 to 4" in err


@pytest.mark.parametrize("option", [("--mode", "paper"), ("--sheet", "Isian"), ("--again",)])
def test_kiosk_file_with_options_of_a_table_is_wrong_usage(
    kiosk_file: Path, capsys: pytest.CaptureFixture[str], option: tuple[str, str]
) -> None:
    """A kiosk's answers are never paper, and JSON has no sheets."""
    code, _, err = _run(capsys, "import", kiosk_file, *option)
    assert 2 == code
    assert "A kiosk's file has neither --mode nor --sheet, and needs no --again." in err


@pytest.mark.parametrize("given", [(), ("--survey", "skm-2017"), ("--unit", "dinas")])
def test_table_without_survey_or_unit_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: tuple[str, ...]
) -> None:
    """A table says neither what was asked nor about whom."""
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, ("2024-01-02", *[3] * 9)])
    code, _, err = _run(capsys, "import", path, *given)
    assert 2 == code
    assert "Missing option '--survey' or '--unit'" in err


def test_ikm_of_a_workbook_is_that_of_the_same_rows_as_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """654 real answers kept as a workbook, numbers as numbers, on its second sheet: the published 79.26, B."""
    source = Path(__file__).parents[2] / "regions" / "pulang-pisau" / "data" / "skm_pulangpisau_2018_2020.csv"
    with source.open(newline="", encoding="utf-8") as file:
        rows = [[int(cell) if cell.isdecimal() else cell for cell in row] for row in csv.reader(file)]

    def put(book: Workbook) -> None:
        sheet: Any = book.create_sheet("Isian 2")
        for row in rows:
            sheet.append(row)

    path = write_xlsx(tmp_path / "a.xlsx", [], put)
    code, out, err = _run(capsys, "ikm", path, "--survey", "skm-2014", "--sheet", "Isian 2", "--json")
    assert 0 == code
    result = json.loads(out)
    assert (654, "79.26", "B") == (result["n"], result["index"], result["grade"])
    assert "Sheets not read: Isian." in err
    _, from_csv, _ = _run(capsys, "ikm", source, "--survey", "skm-2014", "--json")
    assert json.loads(from_csv) == result
