"""Posters and reports as printed, read by poppler where it is installed."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from open_db import OpenDb, alike
from showcase import LONGEST, PAYLOAD, showcase

from site_builder import addresses
from site_builder.builder import build
from site_builder.errors import SiteRefusedError
from site_builder.files import sheets as files_of_sheets
from site_builder.interface import load_languages
from site_builder.open_data import read_open_data
from site_builder.sheets.registry import printable, sheet_kinds
from site_builder.sheets.typesetting import typeset
from site_builder.site import Site

INDONESIAN, ENGLISH = load_languages()


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Read the showcase under an address."""
    database = showcase(tmp_path_factory.mktemp("sheets") / "open.db", site_url="https://hasil.example")
    return Site(read_open_data(database), pdf=True)


def printed(site: Site, agency: str, kind: str, language: Any = INDONESIAN) -> bytes:
    """Print the newest sheet of a kind."""
    (found,) = (one for one in sheet_kinds() if one.name == kind)
    result = printable(site.results.of(agency))[-1]
    return typeset(found.template, found.data(site, language, agency, result))


def words(pdf: bytes) -> str:
    """Return the words of a PDF as poppler reads them, with single spaces."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().replace("\u200b", "").split())  # where a long word may break


def pages(pdf: bytes) -> int:
    """Count the pages."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("poppler is not installed")
    told = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return int(dict(line.split(":", 1) for line in told.splitlines() if ":" in line)["Pages"])


def test_poster_shows_what_the_regulation_asks(data: Site) -> None:
    """Unit, service, index, grade, respondents, period and thanks stand on it (SKM22)."""
    said = words(printed(data, "biasa", "poster"))
    for part in (
        "Dinas Biasa", "semua layanan unit ini", "75,00", "Mutu C: Kurang baik", "Jumlah responden 40",
        "Triwulan III 2024 (Juli–September 2024)", "Terima kasih atas penilaian Anda",
        "Jumlah menurut jenis kelamin dan pendidikan belum diterbitkan.", "https://hasil.example/unit/biasa/",
    ):  # fmt: skip
        assert part in said


def test_provisional_poster_has_no_grade(data: Site) -> None:
    """From 10 to 29 answers the poster says so in place of a grade."""
    said = words(printed(data, "sementara", "poster"))
    assert "91,48" in said
    assert "Sementara: baru 10 sampai 29 isian" in said
    assert "Mutu" not in said


def test_report_has_the_chapters_of_the_regulation(data: Site) -> None:
    """The chapters stand in their order, each with its content (SKM25)."""
    said = words(printed(data, "biasa", "report"))
    chapters = ("I. Pendahuluan", "II. Pengumpulan data", "III. Hasil", "IV. Analisis", "V. Penutup", "Lampiran")
    places = [said.index(chapter) for chapter in chapters]
    assert places == sorted(places)
    assert "Waktu: 1 Juli 2024 sampai 30 September 2024." in said
    assert "Indeks kepuasan masyarakat: 75,00. Mutu C: Kurang baik." in said
    assert "Persyaratan 40 3,00 75,00 C" in said
    assert "Layanan Besar 28 75,00 sementara" in said
    assert "Layanan Kecil digabung belum ditampilkan" in said


def test_report_compares_the_same_questionnaire_only(data: Site) -> None:
    """Numbers of an older questionnaire are not in the table of development (SKM03)."""
    said = words(printed(data, "ganti", "report"))
    table = said[said.index("Perkembangan dengan kuesioner yang sama") : said.index("V. Penutup")]
    assert "Triwulan II 2024 31 75,00 C" in table
    assert "Triwulan I 2024" not in table


def test_sheets_speak_english_too(data: Site) -> None:
    """The English sheets have English words and numbers."""
    assert "Grade C: " in words(printed(data, "biasa", "poster", ENGLISH))
    assert "Respondents: 40." in words(printed(data, "biasa", "report", ENGLISH))


@pytest.mark.parametrize("kind", ["poster", "report"])
def test_sheets_are_tagged_and_the_same_each_time(data: Site, kind: str) -> None:
    """A sheet names its structure and language for screen readers, and has no time in it."""
    made = printed(data, "biasa", kind)
    assert made == printed(data, "biasa", kind)
    assert b"/StructTreeRoot" in made
    assert b"/MarkInfo" in made
    assert b"CreationDate" not in made


def test_names_are_text_and_never_markup(data: Site) -> None:
    """What looks like markup of any kind is printed as it is; the longest name leaves the poster on one page."""
    made = printed(data, "jahat", "poster")
    assert " ".join(PAYLOAD.split()) in words(made)
    name = f"#panic() {LONGEST}"
    (kind,) = (one for one in sheet_kinds() if one.name == "poster")
    result = printable(data.results.of("biasa"))[-1]
    content = kind.data(data, INDONESIAN, "biasa", result) | {"unit": name}
    assert "#panic()" in words(typeset(kind.template, content))
    assert pages(typeset(kind.template, content)) == 1


def test_a_character_no_font_has_is_refused_with_a_sentence(data: Site) -> None:
    """Nothing is printed with a hole in it."""
    (kind,) = (one for one in sheet_kinds() if one.name == "poster")
    content = kind.data(data, INDONESIAN, "biasa", printable(data.results.of("biasa"))[-1])
    with pytest.raises(SiteRefusedError, match="can't be printed"):
        typeset(kind.template, content | {"unit": "Dinas \U0001f600 東"})


def test_only_numbers_that_stand_are_printed(data: Site) -> None:
    """Hidden and incomputable results have no sheet; of two questionnaires in one period the newer has."""
    assert [printable(data.results.of(code)) for code in ("sedikit", "satu-unsur", "kosong")] == [(), (), ()]
    found = {one.period.id: one.survey.id for one in printable(data.results.of("ganti"))}
    assert found == {
        "2023-T4": "skm-2014", "2024-T1": "skm-2014", "2024-T2": "skm-2017", "2024-T3": "skm-2017",
    }  # fmt: skip


def test_sheets_are_made_when_asked_for_and_again_only_if_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --pdf there is none; with it each period has both, linked from the page; they are kept."""
    db = OpenDb(tmp_path / "open.db")
    db.period("2024-T3")
    db.agency("a")
    db.cell("a", "2024-T3", 40, alike(3, 40))
    database = db.save()
    made: list[str] = []
    monkeypatch.setattr(files_of_sheets, "typeset", lambda template, _data: made.append(template) or b"%PDF")
    assert not list(build(database, tmp_path / "plain").site.rglob("*.pdf"))
    site = build(database, tmp_path / "site", pdf=True, strict=True).site
    places = {path.relative_to(site).as_posix() for path in site.rglob("*.pdf")}
    assert places == {
        f"{prefix}{addresses.sheet('a', '2024-T3', file)}"
        for prefix in ("", "en/")
        for file in ("poster-ikm.pdf", "laporan-skm.pdf")
    }
    assert 'href="2024-T3/poster-ikm.pdf"' in (site / "unit" / "a" / "index.html").read_text(encoding="utf-8")
    before = len(made)
    (site / "style.css").write_text("", encoding="utf-8")
    build(database, site, pdf=True)
    assert len(made) == before == 4
