"""The workbook for officials."""

import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from factories import SECRET, new_store, responses
from openpyxl import load_workbook

from collector.publication.formats import sheets
from collector.publication.release import publish
from survey_definitions.loader import load_surveys


def _rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(load_workbook(path)[sheet].values)


def test_workbook_names_its_sheets_and_keeps_answers_out(release: Path) -> None:
    """The first sheet lists all others with their rows; there is none with one row per respondent."""
    book = load_workbook(release / "data" / "workbook.xlsx")
    listed = [row[0] for row in book["Isi Contents"].values][4:]
    assert ["Isi Contents", *listed] == book.sheetnames
    assert ["Isi Contents", "Ringkasan Summary"] == book.sheetnames[:2]
    assert not [name for name in book.sheetnames if name.startswith("response")]


def test_workbook_header_is_in_both_languages_and_stays_in_view(release: Path) -> None:
    """Row 2 is Indonesian, row 3 English, row 4 the codes; the rows below scroll; columns are as wide as that."""
    page = load_workbook(release / "data" / "workbook.xlsx")["agency"]
    head = [page[f"A{row}"].value for row in range(1, 5)]
    assert ["Unit / Units", "Kode unit", "Code of the unit", "code"] == head
    assert "A5" == page.freeze_panes
    assert len("Code of the unit") + 2 == page.column_dimensions["A"].width


def test_workbook_summary_counts_what_is_published(release: Path) -> None:
    """KTP has 25 respondents who all gave sarana a 3; of the village, with 5, no number is shown (PUB02)."""
    rows = {row[:5]: row[5:] for row in _rows(release / "data" / "workbook.xlsx", "Ringkasan Summary")[4:]}
    unit, ktp, quarter = "Dinas Uji / Test Agency", "KTP-el / Identity card", ("skm-2017", "2024-T1")
    respondents = "Jumlah pengisi / Number of respondents"
    assert 25 == rows[unit, ktp, *quarter, respondents][0]
    sarana = next(value for key, value in rows.items() if key[:4] == (unit, ktp, *quarter) and "arana" in key[4])
    assert (25, 0, 0, 25, 0) == sarana
    village = rows["Kelurahan Uji / Test Village", "seluruh unit / whole unit", *quarter, respondents]
    assert "tidak ditampilkan / not shown" == village[0]


def test_workbook_has_no_clock(release: Path) -> None:
    """Every date in it is the first one a ZIP file can name, so that the same content is the same bytes (PUB07)."""
    with ZipFile(release / "data" / "workbook.xlsx") as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in archive.infolist()}
        properties = archive.read("docProps/core.xml").decode()
    assert ["1980-01-01T00:00:00Z"] * 2 == re.findall(r"\d{4}-\d\d-\d\dT[^<]*", properties)


def test_workbook_leaves_long_tables_to_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is too long has no sheet; the contents say where it is."""
    monkeypatch.setattr(sheets, "MOST_ROWS", 5)
    monkeypatch.setattr(sheets.Sheet.__init__, "__kwdefaults__", {"most": 5})
    store = new_store(tmp_path)
    store.append(responses(20))
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET)
    path = tmp_path / "out" / "data" / "workbook.xlsx"
    notes = {row[0]: row[4] for row in _rows(path, "Isi Contents")[4:]}
    assert "data/count_cell.csv" in notes["count_cell"]
    assert "count_cell" not in load_workbook(path).sheetnames
    assert "agency" in load_workbook(path).sheetnames
