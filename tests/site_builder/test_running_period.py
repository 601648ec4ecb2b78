"""A period that has not ended: its numbers are told apart and make no headline while there is one that has."""

from pathlib import Path

import pytest
from open_db import OpenDb, alike
from showcase import BuiltSite

from site_builder.builder import build


def _built(folder: Path, periods: tuple[str, ...], running: str, **meta: str) -> BuiltSite:
    database = OpenDb(folder / "open.db", **meta)
    database.agency("biasa", "Dinas Biasa")
    for value, period in enumerate(periods, start=3):
        database.cell("biasa", database.period(period), 40, alike(value, 40))
    database.running(running)
    path = database.save()
    return BuiltSite(folder=folder / "site", database=path, report=build(path, folder / "site"))


def test_running_period_makes_no_headline(tmp_path: Path) -> None:
    """With a quarter that has ended (75.00) its number leads; the running one (100.00) stands beside it as such."""
    site = _built(tmp_path, ("2024-T3", "2024-T4"), "2024-T4", data_until="2024-11-30")
    words = site.words("unit/biasa/index.html")
    assert "Nilai kepuasan Dinas Biasa: 75,00 dari 100 (C)" in words
    assert "Triwulan IV 2024, masih berjalan: 100,00 dari 100 sejauh ini, dari 40 isian." in words
    assert "Data sampai 30 September 2024" in words
    assert "Triwulan III 2024: 1 dari 1 unit" in site.words("index.html")
    assert "Q4 2024, still running: 100.00 of 100 so far, from 40 answers." in site.words(
        "en/unit/biasa/index.html"
    )


def test_only_a_running_period_is_marked(tmp_path: Path) -> None:
    """Where nothing has ended yet the running period is told with the date its data reach, never a later one."""
    site = _built(tmp_path, ("2024-T4",), "2024-T4", data_until="2024-11-30")
    words = site.words("unit/biasa/index.html")
    assert "Periode ini belum berakhir, jadi nilainya masih dapat berubah." in words
    assert "Data sampai 30 November 2024" in words
    assert "31 Desember 2024" not in words


def test_json_marks_a_running_period(tmp_path: Path) -> None:
    """Programs learn it by a key that only running periods have."""
    site = _built(tmp_path, ("2024-T3", "2024-T4"), "2024-T4")
    ended, running = site.json("api/v1/agencies/biasa.json")["periods"]
    assert ("running" in ended, running["running"]) == (False, True)


@pytest.mark.parametrize(
    ("licence", "said", "unsaid"),
    [
        ("unknown", "Lisensi data: tidak diketahui", "menerbitkannya kembali dengan menyebut sumber"),
        ("CC-BY-4.0", "Lisensi data: CC-BY-4.0", "tidak diketahui"),
    ],
)
def test_pages_claim_no_licence_that_is_unknown(tmp_path: Path, licence: str, said: str, unsaid: str) -> None:
    """Where nobody knows the licence, no page says that the data may be published again."""
    site = _built(tmp_path, ("2024-T3",), "2024-T4", licence=licence)
    words = site.words("data/index.html")
    assert said in words
    assert unsaid not in words
