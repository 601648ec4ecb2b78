"""Who reported which period: gaps, units that began later, units that ended."""

import csv
import io
from pathlib import Path

from open_db import OpenDb, alike
from showcase import BuiltSite

from site_builder.completeness import Completeness
from site_builder.open_data import read_open_data
from site_builder.site import Site

PAGE, ENGLISH = "kelengkapan/index.html", "en/kelengkapan/index.html"


def states(site: BuiltSite) -> dict[str, list[str]]:
    """Return the state of every agency in each quarter, 2023-T4 to 2024-T3."""
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(site.text("kelengkapan/kelengkapan.csv"))):
        found.setdefault(row["agency"], []).append(row["n"] or row["status"])
    return found


def test_every_agency_and_period_has_a_state(site: BuiltSite) -> None:
    """Before the first answer is no gap, after it an empty period is one; a retired unit has none."""
    found = states(site)
    assert len(found) == 14
    assert found["biasa"] == ["none", "none", "none", "40"]
    assert found["turun"] == ["none", "30", "hidden", "gap"]
    assert found["sedikit"] == ["none", "none", "hidden", "hidden"]
    assert found["pensiun"] == ["30", "none", "none", "none"]
    assert found["kosong"] == ["none"] * 4
    assert found["ganti"] == ["30", "30", "31", "32"]


def test_page_says_the_same_in_words(site: BuiltSite) -> None:
    """13 active units: 6 without a gap since they began, 1 with one, 6 without any answer; 1 retired."""
    words = site.words(PAGE)
    assert (
        "Dari 13 unit aktif, 6 punya isian di setiap periode sejak pertama kali, 1 pernah kosong, dan 6 belum "
        "pernah punya isian. Tidak aktif lagi: 1 unit."
    ) in words
    assert "Dinas Turun kosong: Triwulan III 2024" in words
    assert "30 1–9 kosong" in words
    assert "Dinas Lama tidak aktif lagi" in words
    assert "visitors reported in 1 of 1 periods with answers" in site.words(ENGLISH)


def test_running_period_is_no_gap(tmp_path: Path) -> None:
    """Who has no answer yet in a quarter that has not ended is not late; the quarter before it is a gap."""
    db = OpenDb(tmp_path / "open.db")
    db.agency("a")
    for period in ("2024-T1", "2024-T2", "2024-T3"):
        db.period(period)
    db.running("2024-T3")
    db.cell("a", "2024-T1", 40, alike(3, 40))
    site = Site(read_open_data(db.save()))
    found = Completeness(site).of(site.data.agencies["a"])
    assert [period.id for period in found.gaps] == ["2024-T2"]
