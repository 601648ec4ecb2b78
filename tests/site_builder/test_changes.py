"""What clearly changed in a region: many agencies judged together."""

from pathlib import Path

import pytest
from open_db import NINE, OpenDb
from showcase import BuiltSite

from site_builder.builder import build
from site_builder.changes import changes_of
from site_builder.indicators.distributions import t_two_sided
from site_builder.open_data import read_open_data
from site_builder.pages import home
from site_builder.site import Site


def test_two_sided_probability_of_t_is_that_of_the_tables() -> None:
    """2.228 is the point of 5 % for 10 degrees of freedom, on either side."""
    assert t_two_sided(2.228, 10) == pytest.approx(0.05, abs=1e-4)
    assert t_two_sided(-2.228, 10) == t_two_sided(2.228, 10)


def answers(threes: int, fours: int) -> dict[str, list[int]]:
    """Return answers of 3 and 4 to every unsur."""
    return {key: [0, 0, threes, fours] for key in NINE}


@pytest.fixture
def db(tmp_path: Path) -> OpenDb:
    """Write two quarters: one agency rose from mostly 3 to mostly 4, one fell, others did not clearly change."""
    db = OpenDb(tmp_path / "open.db")
    for period in ("2024-T2", "2024-T3"):
        db.period(period)
    for code, before, after, retired in (
        ("naik", (180, 20), (20, 180), False), ("turun", (20, 180), (180, 20), False),
        ("sedikit", (100, 100), (99, 101), False), ("lama", (180, 20), (20, 180), True),
        ("serempak", (200, 0), (20, 180), False),
    ):  # fmt: skip
        db.agency(code, retired=retired)
        db.cell(code, "2024-T2", 200, answers(*before))
        db.cell(code, "2024-T3", 200, answers(*after))
    return db


def test_only_clear_changes_count(db: OpenDb) -> None:
    """A retired agency is left out, and so is one whose answers all agreed: there is no error to judge by."""
    found = changes_of(Site(read_open_data(db.save())))
    assert (found.up, found.down, found.compared) == (("naik",), ("turun",), 3)


def test_home_names_who_changed_and_counts_what_is_overdue(
    db: OpenDb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of four promises two are overdue; agencies are named unless they are too many to read."""
    for number, (status, overdue) in enumerate([("berjalan", True), ("rencana", True), ("rencana", False)]):
        db.follow_up(f"p{number}", "naik", "2024-09-01", status, overdue=overdue)
    db.follow_up("batal", "naik", "2024-09-01", "batal")
    database, told = db.save(), []
    for most in (1, 0):
        monkeypatch.setattr(home, "MOST_NAMED", most)
        site = tmp_path / f"site{most}"
        build(database, site)
        told.append((site / "index.html").read_text(encoding="utf-8"))
    assert "3 unit yang dapat dibandingkan dengan periode sebelumnya, 1 naik dengan jelas" in told[0]
    assert "Dari 4 janji unit kepada warga, 2 lewat tenggat." in told[0]
    assert ('<a href="unit/naik/">' in told[0], '<a href="unit/turun/">' in told[0]) == (True, True)
    assert ('<a href="unit/naik/">' in told[1], '<a href="unit/turun/">' in told[1]) == (False, False)


def test_home_says_that_nothing_can_be_compared(site: BuiltSite) -> None:
    """In the showcase all answers of a period agree or the questionnaire changed; the ways in are there."""
    words = site.words("index.html")
    assert "Belum ada unit yang dapat dibandingkan dengan periode sebelumnya." in words
    assert "Dari 5 janji unit kepada warga, 1 lewat tenggat." in words
    assert 'href="tindak-lanjut/"' in site.text("index.html")
