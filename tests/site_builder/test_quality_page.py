"""The page about data quality: what is asked, what the unit says, and nothing that accuses anybody."""

from pathlib import Path

import pytest
from open_db import NINE, OpenDb, alike
from showcase import BuiltSite

from collector.publication.signals.thresholds import load_thresholds
from site_builder.builder import build
from site_builder.indicators.signals import PATTERNS
from site_builder.interface import load_languages

TABLES = """
CREATE TABLE signal (agency TEXT, service TEXT, period TEXT, signal TEXT, value INTEGER, threshold INTEGER,
  flagged INTEGER, rule TEXT) STRICT;
CREATE TABLE unflagged_cell (agency TEXT, service TEXT, survey TEXT, period TEXT, question TEXT, value INTEGER,
  n INTEGER) STRICT;
CREATE TABLE reply (agency TEXT, period TEXT, signal TEXT, replied_on TEXT, text_id TEXT, text_en TEXT) STRICT;
"""
ACCUSING = ("curang", "palsu", "manipulasi", "pelanggaran", "fraud", "fake", "cheat")
PAGE, ENGLISH = "mutu-data/index.html", "en/mutu-data/index.html"


def _signal(
    db: OpenDb, agency: str, period: str, name: str, *numbers: int | None, service: str | None = None
) -> None:
    """Add a signal with value, threshold and number flagged."""
    rule = "PUB02" if None in numbers else None
    db.execute("INSERT INTO signal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", agency, service, period, name, *numbers, rule)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build a region in which one unit is asked about a quarter, and another about nothing."""
    folder = tmp_path_factory.mktemp("quality")
    db = OpenDb(folder / "open.db")
    for table in TABLES.split(";")[:-1]:
        db.execute(table)
    db.agency("a", "Dinas A", name_en="Office A")
    db.agency("b", "Dinas B")
    db.service("a", "s", "Layanan S")
    for period in ("2024-T2", "2024-T3", "2024-08"):
        db.period(period)
    for period in ("2024-T2", "2024-T3"):
        db.cell("a", period, 60, alike(4, 60))
        db.cell("b", period, 60, alike(3, 60))
    _signal(db, "a", "2024-T3", "burst", 20, 9, 20)
    _signal(db, "a", "2024-T3", "speed", None, 10, None)
    _signal(db, "a", "2024-T3", "honeypot", 1, 0, None, service="s")
    _signal(db, "a", "2024-08", "rush", 66, 50, 40)
    _signal(db, "a", "2024-T2", "exceeds", 63, 60, 3)
    _signal(db, "b", "2024-T3", "rush", 50, 50, 30)
    db.execute("INSERT INTO unflagged_cell VALUES ('a', NULL, 'skm-2017', '2024-T3', NULL, NULL, 40)")
    for key in NINE:
        db.execute("INSERT INTO unflagged_cell VALUES ('a', NULL, 'skm-2017', '2024-T3', ?, 3, 40)", key)
    db.execute("INSERT INTO reply VALUES ('a', '2024-T3', 'burst', '2024-10-02', 'Ada <b>pasar</b>.', '')")
    database = db.save()
    return BuiltSite(folder=folder / "site", database=database, report=build(database, folder / "site"))


def test_page_says_how_much_was_looked_at_and_asked(asked: BuiltSite) -> None:
    """Five pairs of unit and period, four of them with a question, in one unit."""
    assert asked.report.warnings == ()
    assert "5 pasangan unit atau layanan dan periode diperiksa; 4 di antaranya perlu klarifikasi, pada 1 unit." in (
        asked.words(PAGE)
    )
    assert "5 pairs of unit or service and period were looked at; 4 of them need clarification, in 1 units." in (
        asked.words(ENGLISH)
    )


def test_json_lists_the_raised_signals_of_a_period(asked: BuiltSite) -> None:
    """One that says nothing (hidden, or not above its threshold) is not in the list."""
    found = {code: asked.json(f"api/v1/agencies/{code}.json")["periods"] for code in ("a", "b")}
    assert found["a"][-1]["signals"] == [{"signal": "burst", "value": 20, "threshold": 9, "flagged": 20}]
    assert found["b"][-1]["signals"] == []
    service = asked.json("api/v1/services/s.json")["periods"]
    assert [one["signals"] for one in service] == []


def test_page_compares_the_index_with_and_without(asked: BuiltSite) -> None:
    """All answers 4 give 100, the forty that are not flagged 3, so 75 (T14)."""
    assert (
        "Sebagian isian periode ini datang dalam pola yang tidak biasa (banyak isian masuk dalam setengah jam yang "
        "sama). Ini bukan tuduhan; unit sedang diminta penjelasan. Nilai dengan semua isian 100,00, tanpa isian "
        "itu 75,00."
    ) in asked.words(PAGE)
    assert "The score with all answers is 100.00, without those 75.00." in asked.words(ENGLISH)


def test_page_lists_what_was_found(asked: BuiltSite) -> None:
    """Numbers are lower bounds, except against visitors; months stand in their quarter."""
    words = asked.words(PAGE)
    assert "Seluruh unit Banyak isian masuk dalam setengah jam yang sama ≥ 20 ambang 9 ≥ 20" in words
    assert "Layanan S Kode yang tidak pernah dibagikan ternyata dipakai ≥ 1 ambang 0 1–9" in words
    assert "Agustus 2024 Banyak isian masuk pada hari-hari terakhir periode ≥ 66 % ambang 50 % ≥ 40" in words
    assert "Seluruh unit Isian melebihi pengunjung 63 ambang 60 3" in words
    assert words.index("Triwulan III 2024") < words.index("Agustus 2024") < words.index("Triwulan II 2024")


def test_unit_replies_beside_the_question(asked: BuiltSite) -> None:
    """Its own words as text, in the language there is; where it said nothing, that is said."""
    assert "Tanggapan unit, 2 Oktober 2024: Ada <b>pasar</b>." in asked.words(PAGE)
    assert "Reply of the unit, 2 October 2024: Ada <b>pasar</b>." in asked.words(ENGLISH)
    assert asked.words(PAGE).count("Unit belum memberi tanggapan.") == 1


def test_unit_at_the_threshold_is_not_asked(asked: BuiltSite) -> None:
    """Half of the answers on the last days is not more than half."""
    assert "Dinas B" not in asked.words(PAGE)
    assert "perlu klarifikasi" not in asked.words("unit/b/index.html")


def test_agency_page_says_what_its_newest_period_is_asked(asked: BuiltSite) -> None:
    """The sentence stands above the score, and the menu leads to the rest."""
    words = asked.words("unit/a/index.html")
    assert "Triwulan III 2024, perlu klarifikasi: Sebagian isian periode ini datang dalam pola" in words
    assert words.index("perlu klarifikasi") < words.index("Nilai terbaru")
    assert 'href="../../mutu-data/"' in asked.text("unit/a/index.html")
    assert "Q3 2024, needs clarification: Some of this period’s answers" in asked.words("en/unit/a/index.html")


def test_page_accuses_nobody(asked: BuiltSite) -> None:
    """It says what was found and that it is a question."""
    for place in (PAGE, ENGLISH, "unit/a/index.html"):
        assert not [word for word in ACCUSING if word in asked.words(place).lower()]
    assert "bukan tuduhan" in asked.words(PAGE)


def test_release_without_signals_says_so(site: BuiltSite) -> None:
    """An older open file has no such table; the page stands, and no unit is asked."""
    assert "Belum ada yang dapat diperiksa: perlu sedikitnya 30 isian per unit dan periode." in site.words(PAGE)


def test_honest_region_says_so(tmp_path: Path) -> None:
    """Every signal below its threshold."""
    db = OpenDb(tmp_path / "open.db")
    for table in TABLES.split(";")[:-1]:
        db.execute(table)
    db.agency("a", "Dinas A")
    db.period("2024-T3")
    db.cell("a", "2024-T3", 60, alike(4, 60))
    _signal(db, "a", "2024-T3", "rush", 50, 50, 30)
    database = db.save()
    built = BuiltSite(folder=tmp_path / "site", database=database, report=build(database, tmp_path / "site"))
    assert "1 pasangan unit atau layanan dan periode diperiksa. Tidak ada pola yang tidak biasa." in built.words(
        PAGE
    )


def test_rules_name_the_public_thresholds() -> None:
    """The words of both languages hold the numbers of the published file, and there is a rule for every pattern."""
    thresholds = load_thresholds()
    for language in load_languages():
        rules = {name: language(f"signal_rule.{name}") for name in PATTERNS}
        assert f"{thresholds.burst.window_minutes} " in rules["burst"]
        assert thresholds.burst.chance == 1 / 1000
        for name, number in (
            ("speed", thresholds.speed.percent), ("hours", thresholds.hours.percent),
            ("rush", thresholds.rush.days),
            ("straight", thresholds.straight.margin), ("staff", thresholds.staff.margin),
        ):  # fmt: skip
            assert f" {number}" in rules[name], (language.code, name)
        assert (3, 50) == (thresholds.speed.divisor, thresholds.rush.percent)
        assert str(thresholds.told.answers) in language("quality.patterns_text")
