"""What clearly changed in a region: many agencies judged together."""

from pathlib import Path

import pytest
from open_db import NINE, OpenDb
from showcase import BuiltSite

from site_builder.changes import changes_of
from site_builder.indicators.distributions import t_two_sided
from site_builder.open_data import read_open_data
from site_builder.site import Site


def test_two_sided_probability_of_t_is_that_of_the_tables() -> None:
    """2.228 is the point of 5 % for 10 degrees of freedom, on either side."""
    assert t_two_sided(2.228, 10) == pytest.approx(0.05, abs=1e-4)
    assert t_two_sided(-2.228, 10) == t_two_sided(2.228, 10)


def answers(threes: int, fours: int) -> dict[str, list[int]]:
    """Return answers of 3 and 4 to every unsur."""
    return {key: [0, 0, threes, fours] for key in NINE}


def test_only_clear_changes_count(tmp_path: Path) -> None:
    """One rose from mostly 3 to mostly 4, one fell, one moved a little; a retired one is left out."""
    db = OpenDb(tmp_path / "open.db")
    for period in ("2024-T2", "2024-T3"):
        db.period(period)
    for code, before, after, retired in (
        ("naik", (180, 20), (20, 180), False), ("turun", (20, 180), (180, 20), False),
        ("sedikit", (100, 100), (99, 101), False), ("lama", (180, 20), (20, 180), True),
    ):  # fmt: skip
        db.agency(code, retired=retired)
        db.cell(code, "2024-T2", 200, answers(*before))
        db.cell(code, "2024-T3", 200, answers(*after))
    found = changes_of(Site(read_open_data(db.save())))
    assert (found.up, found.down, found.compared) == (("naik",), ("turun",), 3)


def test_home_says_that_nothing_can_be_compared(site: BuiltSite) -> None:
    """In the showcase all answers of a period agree or the questionnaire changed; the ways in are there."""
    words = site.words("index.html")
    assert "Belum ada unit yang dapat dibandingkan dengan periode sebelumnya." in words
    assert "Dari 5 janji unit kepada warga, 1 lewat tenggat." in words
    assert 'href="tindak-lanjut/"' in site.text("index.html")
