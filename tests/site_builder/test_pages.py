import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from reconciliation import Reconciled
from showcase import LONGEST, PAYLOAD, BuiltSite

PREFIXES = ("", "en/")
MARK = "DATA SIMULASI / SIMULATED DATA"


def test_no_page_has_a_problem(site: BuiltSite, simulated: BuiltSite) -> None:
    """Links, anchors, titles, texts of pictures and languages of every page are right."""
    assert (site.report.warnings, simulated.report.warnings) == ((), ())


def test_every_page_is_valid_html(site: BuiltSite) -> None:
    """A strict parser takes every page."""
    pages = list(site.pages())
    assert len(pages) == site.report.pages
    for place in pages:
        assert site.page(place).get("lang") == ("en" if place.startswith("en/") else "id")


def test_pages_load_nothing_from_elsewhere_and_run_nothing(site: BuiltSite) -> None:
    """No script but those of the site, no style but that of a card, no font, no picture from elsewhere."""
    own = r'<script src="(\.\./)*(tanda-terima/|unit/)?(periksa|daftar).js" defer></script>'
    scripts = own + r'|<script type="application/ld\+json">'
    for place in site.pages():
        html = re.sub(scripts, "", site.text(place))
        if place.endswith("kartu.html"):
            html = html.replace("<style>", "", 1)
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|<iframe|@import|<img", html)
        for link in re.findall(r'<link [^>]*href="([^"]*)"', html):
            assert not urlsplit(link).scheme
    assert "url(" not in site.text("style.css")
    assert "@import" not in site.text("style.css")


def test_style_keeps_its_budget(site: BuiltSite) -> None:
    """The style sheet stays below 10 KB."""
    assert (site.folder / "style.css").stat().st_size <= 10_000


def test_sentence_tells_index_letter_and_n(site: BuiltSite) -> None:
    """From 30 answers the sentence names number, letter and how many answered, in both languages (T1)."""
    indonesian, english = site.words("unit/biasa/index.html"), site.words("en/unit/biasa/index.html")
    assert "Nilai kepuasan Dinas Biasa: 75,00 dari 100 (C), dari 40 orang yang mengisi." in indonesian
    assert "Mutu C: Kurang baik" in indonesian
    assert "Satisfaction score of Ordinary Department: 75.00 of 100 (C), from 40 people who answered." in english


def test_provisional_sentence_has_no_letter(site: BuiltSite) -> None:
    """From 10 to 29 answers the sentence says so and no letter is given, in words, table or picture."""
    words = site.words("unit/sementara/index.html")
    assert "Nilai sementara kepuasan Dinas Sementara: 91,48 dari 100, dari 29 orang yang mengisi." in words
    assert "Huruf mutu baru diberikan mulai 30 isian." in words
    assert "91,48 (" not in words
    assert 'class="letter grade' not in site.text("unit/sementara/index.html")
    assert "Dengan bobot 0,11 nilainya 90,56." in words


def test_hidden_sentence_gives_no_number(site: BuiltSite) -> None:
    """Below 10 answers there is the sentence T4, "1–9", and no number (PUB02)."""
    words = site.words("unit/sedikit/index.html")
    assert "Baru sedikit isian (kurang dari 10). Nilai belum ditampilkan." in words
    assert "1–9" in words
    assert not re.search(r"\d\d,\d\d", words)


def test_hidden_period_names_the_last_number(site: BuiltSite) -> None:
    """A unit whose newest period is hidden still tells its last shown number and when that was."""
    words = site.words("unit/turun/index.html")
    assert "Nilai terakhir yang dapat ditampilkan: 100,00 dari 100, pada Triwulan I 2024." in words
    assert "Tidak ada isian untuk Triwulan III 2024, periode terbaru di Kota Contoh." in words


def test_agency_without_answers_says_so(site: BuiltSite) -> None:
    """No answers is a sentence, not an error and not a zero."""
    assert "Belum ada isian untuk Dinas Kosong." in site.words("unit/kosong/index.html")


def test_missing_unsur_leaves_no_index_and_says_why(site: BuiltSite) -> None:
    """A hidden unsur and one without answers leave no index, and the page tells them apart (SKM15)."""
    words = site.words("unit/satu-unsur/index.html")
    assert "Sudah ada 33 isian, tetapi ada unsur yang jawabannya terlalu sedikit atau tidak ada." in words
    assert "Biaya/Tarif 1–9 belum ditampilkan" in words
    assert "Sarana dan Prasarana 0 tidak tersedia" in words
    assert "bobot 0,11" not in words


def test_merged_services_are_not_called_one_to_nine(site: BuiltSite) -> None:
    """A service inside gabungan says so, in its own page and in the list, without a number (PUB02)."""
    service, agency = site.words("layanan/kecil-1/index.html"), site.words("unit/biasa/index.html")
    assert "Isiannya dihitung dalam gabungan layanan kecil." in service
    assert "1–9" not in service
    assert "Layanan Kecil digabung" in agency
    assert "Layanan Sepi belum ada isian" in agency
    assert "Gabungan layanan kecil 75,00 kira-kira 64,0 sampai 80,5 sementara 12" in agency


def test_two_questionnaires_of_one_period_are_told(site: BuiltSite) -> None:
    """The trend of a unit that changed its questionnaire has a break, in table and picture (SKM03)."""
    page = site.text("unit/ganti/index.html")
    assert 'class="break"' in page
    assert page.count('scope="rowgroup"') == 2
    words = site.words("en/unit/ganti/index.html")
    assert "The questionnaire changed in Q2 2024; the line is broken there." in words


@pytest.mark.parametrize("prefix", PREFIXES)
def test_retired_units_stay_with_a_note(site: BuiltSite, prefix: str) -> None:
    """A retired unit keeps its page and its place in the list, marked."""
    note = "tidak aktif lagi" if not prefix else "no longer active"
    assert note in site.words(f"{prefix}unit/pensiun/index.html")
    assert f"Dinas Lama {note}" in site.words(f"{prefix}unit/index.html")


def test_payloads_in_names_are_text(site: BuiltSite) -> None:
    """Names that look like markup, templates or formulas reach a reader as they were written."""
    html = site.text("unit/jahat/index.html")
    assert "<script" not in html
    assert "49" not in re.sub(r"\d+,\d+|\d+\.\d+", "", site.words("unit/jahat/index.html"))
    assert " ".join(PAYLOAD.split()) in site.words("unit/jahat/index.html")
    picture = re.search(r"<title id=\"unsur-title\">(.*?)</title>", html)
    assert picture is not None
    assert "&lt;script&gt;" in picture[1]


def test_longest_names_stay_whole(site: BuiltSite) -> None:
    """A name of 200 characters is neither cut nor an error."""
    assert len(LONGEST) == 200
    assert LONGEST in site.words("unit/panjang/index.html")


def test_same_names_are_told_apart_by_their_parent(site: BuiltSite) -> None:
    """Two kelurahan called Pasir Putih have titles of their own."""
    title = site.page("unit/pasir-putih-a/index.html").findtext("head/title")
    assert title == "Pasir Putih (Kecamatan A) – Kotak Saran Kota Contoh"


def test_list_is_by_name_and_not_by_score(site: BuiltSite) -> None:
    """Inside a group agencies stand in alphabetical order."""
    names = re.findall(r'<th scope="row"><a href="[^"]*">(Dinas [^<]*)</a>', site.text("unit/index.html"))
    assert len(names) > 5
    assert names == sorted(names)


def test_numbers_are_the_same_everywhere(site: BuiltSite) -> None:
    """List, page, picture, card, badge, CSV and JSON of every unit say what the open file says."""
    assert Reconciled(site.folder, site.database).check() == 17


def test_unsur_of_table_csv_and_json_are_the_same(site: BuiltSite) -> None:
    """Each unsur has one number, wherever it is read."""
    table = list(csv.DictReader(io.StringIO(site.text("unit/sementara/unsur.csv"))))
    told = site.json("api/v1/agencies/sementara.json")["periods"][-1]["questions"]
    assert [(row["key"], row["n"], row["mean"], row["index"]) for row in table] == [
        (one["key"], str(one["n"]), one["mean"], one["index"]) for one in told
    ]
    words = site.words("unit/sementara/index.html")
    for row in table:
        assert f"{row['name']} {row['n']} {row['mean']} {row['index']}".replace(".", ",") in words


def test_links_to_rows_are_exact(site: BuiltSite) -> None:
    """The link to Datasette filters for agency, questionnaire and period, and for the agency as a whole."""
    (link,) = re.findall(r'href="([^"]*)">Baris data di balik nilai', site.text("unit/biasa/index.html"))
    parts = urlsplit(link.replace("&amp;", "&"))
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://data.example/open/count_cell"
    assert parse_qs(parts.query) == {
        "agency": ["biasa"],
        "service__isnull": ["1"],
        "survey": ["skm-2017"],
        "period": ["2024-T3"],
        "_size": ["max"],
    }
    (link,) = re.findall(r'href="([^"]*)">Baris data di balik nilai', site.text("layanan/besar/index.html"))
    assert parse_qs(urlsplit(link.replace("&amp;", "&")).query)["service"] == ["besar"]


def test_without_datasette_there_is_no_link_to_it(simulated: BuiltSite) -> None:
    """Where no address of a Datasette is known, pages link the files only."""
    for place in ("unit/biasa/index.html", "data/index.html"):
        assert "count_cell?" not in simulated.text(place)
        assert "penjelajah" not in simulated.text(place)


def test_every_page_of_simulated_data_says_so(simulated: BuiltSite, site: BuiltSite) -> None:
    """The mark stands on every page, in every chart and in every table with numbers; real data have none."""
    for place in simulated.pages():
        html = simulated.text(place)
        assert MARK in simulated.words(place)
        for title in re.findall(r'<title id="[^"]*">(.*?)</title>', html):
            assert title.startswith(MARK)
        assert 'content="noindex"' in html
    for caption in re.findall(r"<caption>(.*?)</caption>", simulated.text("unit/biasa/index.html")):
        assert MARK in caption
    assert all(MARK not in site.text(place) for place in site.pages())


def test_page_for_missing_addresses_links_from_the_folder_of_the_site(simulated: BuiltSite) -> None:
    """A server shows it at every depth, so its links begin at the folder of the site."""
    html = simulated.text("404.html")
    assert 'href="/kepuasan/style.css"' in html
    assert 'href="/kepuasan/unit/"' in html


def test_home_counts_units_of_the_latest_period(site: BuiltSite) -> None:
    """Of 13 active units six have answers in the third quarter, and five of them can be shown."""
    words = site.words("index.html")
    assert (
        "Triwulan III 2024: 6 dari 13 unit layanan sudah menerima isian, dan 5 di antaranya punya cukup isian"
        in words
    )


def test_method_page_computes_its_example(site: BuiltSite) -> None:
    """The worked example shows 91.48 A, and 90.56 with the weight 0.11, as was published (SKM12)."""
    indonesian, english = site.words("metode/index.html"), site.words("en/metode/index.html")
    assert "Jumlah semua rata-rata dibagi 9, dikali 25: 91,48. Mutunya A, Sangat baik." in indonesian
    assert "hasilnya menjadi 90,56 (A)" in indonesian
    assert "divided by 9, times 25: 91.48. The grade is A" in english
    assert "A 88,31 Sangat baik B 76,61 Baik C 65,00 Kurang baik D 25,00 Tidak baik" in indonesian


def test_pages_switch_to_the_same_page_of_the_other_language(site: BuiltSite) -> None:
    """From each page a link leads to itself in the other language."""
    assert '<a class="switch" href="../../en/unit/biasa/"' in site.text("unit/biasa/index.html")
    assert '<a class="switch" href="../../../unit/biasa/"' in site.text("en/unit/biasa/index.html")


def test_services_carry_their_agency_and_tariff(site: BuiltSite) -> None:
    """A service's page leads back to its agency and names its tariff (SKM18)."""
    words = site.words("layanan/besar/index.html")
    assert "Tarif: Gratis" in words
    assert 'href="../../unit/biasa/">Dinas Biasa</a>' in site.text("layanan/besar/index.html")
