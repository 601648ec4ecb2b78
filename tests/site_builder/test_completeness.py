"""Who reported which period: gaps, units that began later, units that ended."""

import csv
import io

from showcase import BuiltSite

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
