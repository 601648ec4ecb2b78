"""The sections of an agency's page: their order, comments, who answered, and the small lines of services."""

import re
from pathlib import Path

from open_db import NINE, NINE_2014, OpenDb, alike
from showcase import PAYLOAD, BuiltSite

from collector.publication.comments.themes import load_themes
from site_builder.charts.sparkline import sparkline
from site_builder.interface import load_languages
from site_builder.open_data import read_open_data
from site_builder.site import Site

PAGE, ENGLISH = "unit/biasa/index.html", "en/unit/biasa/index.html"


def test_sections_stand_in_the_order_a_reader_needs_them(site: BuiltSite) -> None:
    """Number, unsur, trend, answers, services, comments, promises, who answered, then how to check and speak up."""
    ids = [element.get("id") for element in site.page(PAGE).iter("h2")]
    assert ids == [
        "nilai", "unsur", "trend", "distribution", "layanan", "saran", "tindak-lanjut", "didapat", "periksa",
        "bagikan", "metode", "suara",
    ]  # fmt: skip


def test_period_date_and_status_stand_before_the_number(site: BuiltSite) -> None:
    """Who reads one line knows from when the number is and whether to trust it."""
    words = site.words(PAGE)
    line = "Triwulan III 2024 (Juli–September 2024) · Data sampai 30 September 2024 · Status: Cukup isian"
    assert words.index(line) < words.index("Nilai terbaru")


def test_themes_are_counted_and_hidden_ones_are_not_named(site: BuiltSite) -> None:
    """The most frequent first, of the newest period; one that may not be told is not there at all (PUB05)."""
    words = site.words(PAGE)
    section = words[words.index("Isi saran warga") : words.index("Anda bilang, kami lakukan")]
    assert (
        "Petugas ramah dan sopan Perilaku Pelaksana 31 Lama, lambat, atau terlambat Waktu Penyelesaian 12"
        in section
    )
    assert "Cepat, tepat waktu" not in section
    assert "40" not in section
    assert "Staff friendly and polite" in site.words(ENGLISH)


def test_quotes_are_text(site: BuiltSite) -> None:
    """What a citizen wrote never runs."""
    assert " ".join(PAYLOAD.split()) in site.words(PAGE)
    assert "<script>alert" not in site.text(PAGE)


def test_agency_without_enough_comments_says_so(site: BuiltSite) -> None:
    """Nothing read, and read but nothing to be told, are two things."""
    assert "Belum ada cukup saran." in site.words("unit/sementara/index.html")
    few = "tidak ada satu tema yang disebut sedikitnya 10 kali pada Triwulan III 2024"
    assert few in site.words("unit/ganti/index.html")


def test_steps_lead_from_served_to_answered(site: BuiltSite) -> None:
    """812 served, 25 and 15 answers by certainty; what nobody recorded is not a zero, and opening is a bound."""
    words = site.words(PAGE)
    assert "Dilayani 812 Diberi kode kunjungan tidak dicatat Halaman formulir dibuka" in words
    assert "≥ 130 Mengisi 40 di antaranya memindai kode yang hanya tampak di tempat layanan hari itu 15" in words
    assert "di antaranya tanpa bukti kunjungan 25" in words


def test_hidden_steps_say_that_they_are_hidden(site: BuiltSite) -> None:
    """A number that is reported but not shown differs from one that is not reported (PUB02)."""
    words = site.words("unit/ganti/index.html")
    assert "Dilayani belum ditampilkan Diberi kode kunjungan tidak dicatat" in words


def test_profile_hides_what_is_hidden(site: BuiltSite) -> None:
    """Both sexes are hidden together, ages are classes, a characteristic hidden as a whole is not there (PUB03)."""
    words = site.words(PAGE)
    assert "Laki-laki disembunyikan Perempuan disembunyikan semua yang menyebutkan 38" in words
    assert "di bawah 20 tahun 5 20–29 tahun 20 60 tahun ke atas 5 semua yang menyebutkan 30" in words
    assert "Pekerjaan" not in words


def test_every_theme_has_words_of_the_public_list() -> None:
    """The words of a theme are those of the list it is counted by, in both languages."""
    for language in load_languages():
        told = {key.removeprefix("theme."): text for key, text in language.entries.items() if key[:6] == "theme."}
        assert told == {theme.key: language.data(theme.name) for theme in load_themes().themes}


def test_small_line_breaks_where_a_period_is_hidden(tmp_path: Path) -> None:
    """Three quarters, a hidden one, one more: a line of three points, and the last one as a dot."""
    db = OpenDb(tmp_path / "open.db")
    db.agency("a")
    for period, value in (("2023-T3", 1), ("2023-T4", 2), ("2024-T1", 3), ("2024-T3", 4)):
        db.period(period)
        db.cell("a", period, 40, alike(value, 40, NINE))
    db.period("2024-T2")
    db.hidden("a", "2024-T2")
    drawn = sparkline(Site(read_open_data(db.save())).results.of("a"))
    assert re.findall(r'<path class="line" d="([^"]*)"', drawn) == ["M4 24L39.5 17.3L75 10.7"]
    assert re.findall(r'<circle class="dot" cx="([^"]*)" cy="([^"]*)"', drawn) == [("146", "4"), ("146", "4")]


def test_small_line_breaks_where_the_questionnaire_changes(tmp_path: Path) -> None:
    """Two quarters with each: two lines, since one is not compared with the other (SKM03)."""
    db = OpenDb(tmp_path / "open.db", surveys=("skm-2014", "skm-2017"))
    db.agency("a")
    for period in ("2023-T4", "2024-T1", "2024-T2", "2024-T3"):
        db.period(period)
        keys, survey = (NINE_2014, "skm-2014") if period < "2024-T2" else (NINE, "skm-2017")
        db.cell("a", period, 40, alike(3, 40, keys), survey=survey)
    drawn = sparkline(Site(read_open_data(db.save())).results.of("a"))
    assert len(re.findall('<path class="line"', drawn)) == 2


def test_one_number_is_no_line(tmp_path: Path) -> None:
    """Nothing is drawn for a single period."""
    db = OpenDb(tmp_path / "open.db")
    db.agency("a")
    db.period("2024-T3")
    db.cell("a", "2024-T3", 40, alike(3, 40))
    assert sparkline(Site(read_open_data(db.save())).results.of("a")) == ""
