"""Workbooks give the table a person sees on the screen, or say which cell gives none."""

import random
import time
import tracemalloc
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from workbooks import MAIN, PARTS, write_cells, write_xlsx, write_zip

from collector.errors import CollectorRefusedError
from collector.spreadsheet import Table, read_table, workbook

HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
)


def _rows(table: Table) -> list[tuple[int, dict[str, str]]]:
    return [(row.number, row.cells) for row in table.rows]


def _cells(folder: Path, cells: str) -> Table:
    return read_table(write_cells(folder / "isian.xlsx", f'{HEADER}<row r="2">{cells}</row>'))


def _refusal(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(CollectorRefusedError) as refused:
        read_table(path, sheet)
    return str(refused.value)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("3", "3"),
        ("3.0", "3"),
        ("3.5", "3.5"),
        ("2.9999999999999996", "3"),
        ("3E0", "3"),
        ("-1", "-1"),
        ("45306", "45306"),
    ],
)
def test_number_is_written_as_the_screen_shows_it(tmp_path: Path, number: str, text: str) -> None:
    """A whole number has no decimals, and the noise behind the 15th digit is no digit."""
    assert [(2, {"a": text, "b": ""})] == _rows(_cells(tmp_path, f'<c r="A2"><v>{number}</v></c>'))


@pytest.mark.parametrize(
    ("style", "serial", "text"),
    [
        (1, "45306", "2024-01-15"),  # Excel: =DATE(2024;1;15) is 45306
        (2, "45306.5", "2024-01-15 12:00:00"),
        (2, "45306.2920138889", "2024-01-15 07:00:30"),  # 7 h 30 s is 25230/86400 of a day
        (2, "45306.29201388", "2024-01-15 07:00:30"),  # 29.999 s, as a serial cut short has it
        (1, "43831", "2020-01-01"),
    ],
)
def test_serial_with_a_date_format_is_a_date(tmp_path: Path, style: int, serial: str, text: str) -> None:
    """A number shown as a date is that date, with its time to the second if it has one."""
    table = _cells(tmp_path, f'<c r="A2" s="{style}"><v>{serial}</v></c>')
    assert text == table.rows[0].cells["a"]


def test_date_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    """Workbooks made on old Macs count days from 1904; the date is the one that was typed."""

    def count_from_1904(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    path = write_xlsx(tmp_path / "a.xlsx", [("a",), (datetime(2024, 1, 15),)], count_from_1904)  # noqa: DTZ001
    assert [(2, {"a": "2024-01-15"})] == _rows(read_table(path))


def test_text_keeps_its_words_and_loses_the_spaces_around(tmp_path: Path) -> None:
    """Text is text in any of its three forms, a date typed as text included."""
    rich = "<is><r><t>sangat </t></r><r><t>baik</t></r></is>"
    table = _cells(
        tmp_path,
        f'<c r="A2" t="inlineStr">{rich}</c><c r="B2" t="str"><f>"x"</f><v> 15/01/2024 _x000D_</v></c>',
    )
    assert [(2, {"a": "sangat baik", "b": "15/01/2024"})] == _rows(table)


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', "the cell shows the error #REF!."),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "the cell shows the error #DIV/0!."),
        ('<c r="B2" t="b"><v>1</v></c>', "the cell holds TRUE"),
        ('<c r="B2" t="b"><f>A2=3</f><v>0</v></c>', "the cell holds FALSE"),
        ('<c r="B2"><f>A2+1</f></c>', "the formula has no stored result."),
        ('<c r="B2"><f>A2+1</f><v></v></c>', "the formula has no stored result."),
        ('<c r="B2" s="1"><v>99999999</v></c>', "the cell shows the error #VALUE!."),
    ],
)
def test_cell_that_is_neither_text_nor_number_is_named(tmp_path: Path, cell: str, what: str) -> None:
    """Errors, truth values and formulas that were never computed are no missing answers: each is named."""
    table = _cells(tmp_path, f'<c r="A2"><v>3</v></c>{cell}')
    (problem,) = table.cell_problems({"a", "b"})
    assert "isian.xlsx, row 2, column b" == problem.where
    assert what in problem.what
    assert [] == list(table.cell_problems({"a"}))


def test_formula_with_a_result_is_its_result(tmp_path: Path) -> None:
    """A computed number counts as typed, and an empty text as an empty cell."""
    table = _cells(tmp_path, '<c r="A2"><f>1+2</f><v>3</v></c><c r="B2" t="str"><f>IF(1,"","x")</f><v></v></c>')
    assert [(2, {"a": "3", "b": ""})] == _rows(table)
    assert [] == list(table.cell_problems({"a", "b"}))


def test_header_is_the_first_row_that_is_not_empty(tmp_path: Path) -> None:
    """Rows are numbered as on the screen, with an empty row above the header, a hidden one and one between."""

    def hide(book: Workbook) -> None:
        book["Isian"].row_dimensions[4].hidden = True

    rows: list[tuple[object, ...]] = [(), (" a ", "b"), (1, 2), (3, 4), (), (5, 6)]
    table = read_table(write_xlsx(tmp_path / "a.xlsx", rows, hide))
    assert (2, ("a", "b")) == (table.header_row, table.columns)
    expected = [(3, {"a": "1", "b": "2"}), (4, {"a": "3", "b": "4"}), (6, {"a": "5", "b": "6"})]
    assert expected == _rows(table)


def test_sheet_that_declares_too_small_a_size_is_read_whole(tmp_path: Path) -> None:
    """Programs that write workbooks get the declared size of a sheet wrong; every cell is read all the same."""
    cells = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
    wrong = f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData>{HEADER}{cells}</sheetData></worksheet>'
    path = write_cells(tmp_path / "a.xlsx", "", **{"xl/worksheets/sheet1.xml": wrong})
    assert [(2, {"a": "1", "b": "2"})] == _rows(read_table(path))


def test_empty_cells_with_a_border_are_empty(tmp_path: Path) -> None:
    """Rows and columns that are only drawn, to the right and below, are none."""

    def draw(book: Workbook) -> None:
        for row in book["Isian"]["A1:F9"]:
            for cell in row:
                cell.border = Border(left=Side(style="thin"))

    table = read_table(write_xlsx(tmp_path / "a.xlsx", [("a", "b"), (1, "=B1")], draw))
    assert (("a", "b"), 1) == (table.columns, len(table.rows))
    assert 1 == len(list(table.cell_problems({"a", "b"})))


def test_merged_header_names_its_first_column_only(tmp_path: Path) -> None:
    """A column under a merged header has no name; it is named by its letters and the row that needs it."""

    def merge(book: Workbook) -> None:
        book["Isian"].merge_cells("A1:B1")

    message = _refusal(write_xlsx(tmp_path / "a.xlsx", [("a", None, "c"), (1, None, 3), (1, 2, 3)], merge))
    assert "a.xlsx, row 1: column B has no name, but row 3 holds something." in message
    assert "merged cells" in message


def test_error_in_the_header_is_named(tmp_path: Path) -> None:
    """A header cell that can't be read is no column without a word."""
    assert "row 1, column B: the cell shows the error #REF!" in _refusal(
        write_xlsx(tmp_path / "a.xlsx", [("a", "#REF!"), (1, 2)])
    )


def _months(book: Workbook) -> None:
    book["Isian"].sheet_state = "hidden"
    for month, value in (("Januari", 1), ("Februari", 2)):
        sheet: Any = book.create_sheet(month)
        sheet.append(["a"])
        sheet.append([value])


def test_first_sheet_that_is_shown_is_read(tmp_path: Path) -> None:
    """A hidden list in front is passed over; the other sheets are said not to be read."""
    table = read_table(write_xlsx(tmp_path / "a.xlsx", [("x",), (0,)], _months))
    assert ("1", ("Februari",)) == (table.rows[0].cells["a"], table.other_sheets)
    assert "a.xlsx, sheet 'Januari'" == table.name


@pytest.mark.parametrize(("sheet", "cells"), [("Februari", {"a": "2"}), ("Isian", {"x": "0"})])
def test_sheet_is_chosen_by_name(tmp_path: Path, sheet: str, cells: dict[str, str]) -> None:
    """--sheet reads the named one, even a hidden one."""
    path = write_xlsx(tmp_path / "a.xlsx", [("x",), (0,)], _months)
    assert [cells] == [row.cells for row in read_table(path, sheet).rows]


def test_unknown_sheet_is_answered_with_those_there_are(tmp_path: Path) -> None:
    """A wrong name gets the right ones."""
    message = _refusal(write_xlsx(tmp_path / "a.xlsx", [("x",)], _months), "Maret")
    assert "there is no sheet 'Maret'. Name one of: 'Januari', 'Februari'." in message


def test_empty_sheet_is_refused(tmp_path: Path) -> None:
    """A workbook without any cell is one sentence."""
    assert "there is nothing in it" in _refusal(write_xlsx(tmp_path / "a.xlsx", []))


def test_saving_again_is_the_same_table(tmp_path: Path) -> None:
    """The digest is that of the cells: saved again the file has other bytes, the table is the same."""
    first = write_xlsx(tmp_path / "a.xlsx", [("a", "b"), (1, 2)])
    again = write_xlsx(tmp_path / "b.xlsx", [(), ("a", "b"), (1.0, "2")])
    other = write_xlsx(tmp_path / "c.xlsx", [("a", "b"), (1, 3)])
    assert first.read_bytes() != again.read_bytes()
    assert read_table(first).digest == read_table(again).digest != read_table(other).digest


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_damaged_part_is_one_sentence(tmp_path: Path, part: str) -> None:
    """XML that ends in the middle is a damaged workbook and nothing else."""
    path = write_cells(tmp_path / "a.xlsx", HEADER, **{part: PARTS.get(part, "<worksheet><sheet")[:60]})
    assert "it is damaged or written unusually" in _refusal(path)


def test_damage_anywhere_is_a_sentence_or_does_not_matter(tmp_path: Path) -> None:
    """Eighty workbooks with broken bytes or a missing end are read or refused, never a traceback."""
    whole = write_xlsx(tmp_path / "a.xlsx", [("a", "b"), *[(n, f"=A{n}") for n in range(2, 40)]]).read_bytes()
    chance = random.Random(3)
    refusals = 0
    for _ in range(80):
        data = bytearray(whole[: chance.choice((len(whole), chance.randrange(4, len(whole))))])
        for _ in range(8):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        path = tmp_path / "b.xlsx"
        path.write_bytes(data)
        try:
            read_table(path)
        except CollectorRefusedError:
            refusals += 1
    assert refusals > 40


def _declare(path: Path, part: str, size: int) -> Path:
    """Let the directory of the archive at `path` say that `part` unpacks to `size` bytes."""
    data = bytearray(path.read_bytes())
    at = data.rindex(part.encode()) - 46  # an entry of the directory; its name starts after 46 bytes
    assert b"PK\x01\x02" == data[at : at + 4]
    data[at + 24 : at + 28] = size.to_bytes(4, "little")
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(("part", "megabytes"), [("xl/worksheets/sheet1.xml", 401), ("xl/styles.xml", 33)])
def test_workbook_that_unpacks_to_too_much_is_not_unpacked(tmp_path: Path, part: str, megabytes: int) -> None:
    """The size an archive declares is enough to refuse it."""
    path = _declare(write_cells(tmp_path / "a.xlsx", HEADER), part, megabytes << 20)
    assert "the workbook unpacks to" in _refusal(path)


def test_workbook_that_declares_too_little_is_unpacked_no_further(tmp_path: Path) -> None:
    """Sixty megabytes behind a declared hundred bytes never reach memory."""
    path = write_cells(tmp_path / "a.xlsx", f"{HEADER}{' ' * (60 << 20)}")
    assert path.stat().st_size < 1 << 20
    _declare(path, "xl/worksheets/sheet1.xml", 100)
    read_table(write_cells(tmp_path / "warm.xlsx", HEADER))
    tracemalloc.start()
    try:
        message = _refusal(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "it is damaged or written unusually" in message
    assert peak < 10 << 20


def test_cell_in_the_last_corner_takes_neither_time_nor_memory(tmp_path: Path) -> None:
    """Two cells a whole sheet apart would be 17 billion cells in a rectangle; here they are two."""
    path = write_cells(tmp_path / "a.xlsx", f'{HEADER}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    started = time.process_time()
    message = _refusal(path)
    assert "column XFD has no name, but row 1048576 holds something" in message
    assert time.process_time() - started < 20


@pytest.mark.parametrize("row", ["1048577", "99999999999"])
def test_row_that_no_sheet_has_is_refused(tmp_path: Path, row: str) -> None:
    """A file that claims more rows than a sheet has ends at the last one."""
    path = write_cells(tmp_path / "a.xlsx", f'{HEADER}<row r="{row}"><c r="A{row}"><v>1</v></c></row>')
    assert "more than 5,000,000 cells or 1,048,576 rows" in _refusal(path)


def test_sheet_with_too_many_cells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells are counted while they are read, empty ones included."""
    monkeypatch.setattr(workbook, "MOST_CELLS", 10)
    assert "empty ones included" in _refusal(write_xlsx(tmp_path / "a.xlsx", [("a", "b")] * 6))


def test_encrypted_entry_is_refused(tmp_path: Path) -> None:
    """A ZIP file with a password is named as that."""
    path = write_cells(tmp_path / "a.xlsx", HEADER)
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "the workbook is encrypted" in _refusal(path)


def test_workbook_without_sheets_is_refused(tmp_path: Path) -> None:
    """A workbook that holds a chart and no sheet is one sentence."""
    parts = {**PARTS, "xl/workbook.xml": PARTS["xl/workbook.xml"].replace("r:id", "id")}
    assert "isian.xlsx" in _refusal(write_zip(tmp_path / "isian.xlsx", parts))
