"""One unsur over all agencies: the average by hand, every unit listed, nothing ranked."""

import csv
import io
import re
from pathlib import Path

import pytest
from open_db import NINE_2014, OpenDb, alike
from showcase import PAYLOAD, BuiltSite

from site_builder import site as sites
from site_builder.errors import SiteRefusedError
from site_builder.interface import load_languages
from site_builder.open_data import read_open_data
from site_builder.pages.unsur import omitted_of
from site_builder.site import Site
from site_builder.unsur import UnsurOverAll


def rows(site: BuiltSite, key: str) -> dict[str, dict[str, str]]:
    """Return the CSV of an unsur by agency."""
    table = csv.DictReader(io.StringIO(site.text(f"unsur/{key}/unsur.csv")))
    return {row["agency"]: row for row in table}


@pytest.mark.parametrize(
    ("key", "told"),
    [
        # (40·3 + 105 + 32·4 + 50·4 + 33·3) ÷ (40 + 29 + 32 + 50 + 33) · 25
        ("persyaratan", "88,59 dari 100 untuk semua unit bersama-sama pada Triwulan III 2024, dari 184 jawaban."),
        # one agency hides this unsur: (40·3 + 116 + 32·4 + 50·4) ÷ (40 + 29 + 32 + 50) · 25
        ("biaya", "93,38 dari 100 untuk semua unit bersama-sama pada Triwulan III 2024, dari 151 jawaban."),
    ],
)
def test_average_is_that_of_all_published_answers(site: BuiltSite, key: str, told: str) -> None:
    """All agencies together in the latest period, and the same number on the list of unsur."""
    assert told in site.words(f"unsur/{key}/index.html")
    assert told.split(maxsplit=1)[0] in site.words("unsur/index.html")
    assert 'class="tick"' in site.text(f"unsur/{key}/index.html")


def test_every_agency_is_listed_by_name(site: BuiltSite) -> None:
    """Those without enough answers too, in the order of the list of units."""
    listed = re.findall(r'<th scope="row"><a href="(?:\.\./)*unit/([^/]*)/"', site.text("unsur/biaya/index.html"))
    assert listed == re.findall(r'<th scope="row"><a href="([^/"]*)/"', site.text("unit/index.html"))
    assert len(listed) == 14
    words = site.words("unsur/biaya/index.html")
    assert "Dinas Sedikit belum cukup isian" in words
    assert "Dinas Kosong belum ada isian" in words
    assert "Dinas Satu Unsur belum ditampilkan 1–9" in words
    assert "bukan peringkat" in words
    assert " ".join(PAYLOAD.split()) in words


def test_unsur_of_an_older_questionnaire_has_a_page(site: BuiltSite) -> None:
    """The pledge was asked until 2014 only; who is asked by another questionnaire now was not asked for it."""
    words = site.words("unsur/maklumat/index.html")
    assert "belum ada cukup unit yang dapat ditampilkan untuk menghitung rata-rata" in words
    assert "Dinas Biasa tidak ditanyakan" in words
    assert "tidak tersedia" in site.words("unsur/sarana/index.html")


def test_numbers_are_those_of_the_agency_page(site: BuiltSite) -> None:
    """List and CSV of an unsur say what the agency's own chart says; what is hidden is empty (PUB02)."""
    for code in ("biasa", "sementara", "ganti", "jahat", "satu-unsur"):
        own = {row["key"]: row for row in csv.DictReader(io.StringIO(site.text(f"unit/{code}/unsur.csv")))}
        for key in ("persyaratan", "biaya", "sarana"):
            here = rows(site, key)[code]
            assert [here[name] for name in ("n", "index", "low", "high")] == [
                own[key][name] for name in ("n", "index", "low", "high")
            ]
            if here["index"]:
                assert here["index"].replace(".", ",") in site.words(f"unsur/{key}/index.html")
    assert (rows(site, "biaya")["sedikit"]["n"], rows(site, "biaya")["satu-unsur"]["n"]) == ("", "")
    assert (rows(site, "waktu")["kosong"]["period"], rows(site, "waktu")["sedikit"]["status"]) == ("", "hidden")


def test_one_agency_is_no_region(tmp_path: Path) -> None:
    """Its own number is not called the average of all."""
    db = OpenDb(tmp_path / "open.db")
    db.agency("a")
    db.period("2024-T3")
    db.cell("a", "2024-T3", 40, alike(3, 40))
    made = Site(read_open_data(db.save()))
    assert UnsurOverAll(made, made.unsur["waktu"]).average is None


def test_average_is_by_the_questionnaire_of_most_answers(tmp_path: Path) -> None:
    """Two agencies were asked with each; 80 answers of 3 stand against 20 of 4, and nothing is mixed (SKM03)."""
    db = OpenDb(tmp_path / "open.db", surveys=("skm-2014", "skm-2017"))
    db.period("2024-T3")
    for code, survey, cell in (
        ("a", "skm-2014", (40, alike(3, 40, NINE_2014))), ("b", "skm-2014", (40, alike(3, 40, NINE_2014))),
        ("c", "skm-2017", (10, alike(4, 10))), ("d", "skm-2017", (10, alike(4, 10))),
    ):  # fmt: skip
        db.agency(code)
        db.cell(code, "2024-T3", *cell, survey=survey)
    made = Site(read_open_data(db.save()))
    average = UnsurOverAll(made, made.unsur["waktu"]).average
    assert average is not None
    assert (average.n, str(average.index)) == (80, "75.00")


def test_very_many_agencies_are_not_put_on_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then those are listed that stand below no other; if these are too many as well, none is."""
    db = OpenDb(tmp_path / "open.db")
    for number in range(2):
        db.agency(f"k{number}")
        db.agency(f"d{number}", parent=f"k{number}")
    data = read_open_data(db.save())
    found = []
    for most in (4, 3, 1):
        monkeypatch.setattr(sites, "MOST_LISTED", most)
        region = Site(data)
        found.append(([agency.code for agency in region.listed], omitted_of(region, load_languages()[0])[:29]))
    assert found == [
        (["d0", "d1", "k0", "k1"], ""),
        (["k0", "k1"], "Unit di wilayah ini sangat ba"),
        ([], "Unit di wilayah ini terlalu b"),
    ]


def test_key_that_is_no_key_is_refused(tmp_path: Path) -> None:
    """The key of an unsur becomes a folder."""
    db = OpenDb(tmp_path / "open.db")
    db.execute("UPDATE question SET key = '../../x' WHERE key = 'waktu'")
    with pytest.raises(SiteRefusedError, match="is not a code"):
        read_open_data(db.save())
