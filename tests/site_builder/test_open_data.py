from pathlib import Path

import pytest
from open_db import NINE, OpenDb, alike

from site_builder.errors import SiteRefusedError
from site_builder.indicators.moments import moments_of
from site_builder.open_data import read_open_data


def test_read_sums_the_channels_of_a_cell(tmp_path: Path) -> None:
    """Mode and class are pooled: 12 by QR and 18 on paper are 30 answers of one cell (SKM16)."""
    db = OpenDb(tmp_path / "open.db")
    db.agency("a")
    db.period("2024-T1")
    db.cell("a", "2024-T1", 12, alike(4, 12))
    db.cell("a", "2024-T1", 18, alike(3, 18), channel=("paper", "open"))
    (cell,) = read_open_data(db.save()).cells
    assert cell.n == 30
    assert cell.counts["sarana"] == {1: 0, 2: 0, 3: 18, 4: 12}


def test_read_keeps_what_is_hidden_hidden(tmp_path: Path) -> None:
    """A hidden cell has no n, and a hidden question no counts (PUB02)."""
    db = OpenDb(tmp_path / "open.db")
    db.agency("a")
    db.period("2024-T1")
    db.period("2024-T2")
    db.hidden("a", "2024-T1")
    db.cell("a", "2024-T2", 30, {**alike(4, 30), "biaya": None})
    first, second = read_open_data(db.save()).cells
    assert (first.n, dict(first.counts)) == (None, {})
    assert (second.n, second.counts["biaya"]) == (30, None)


def test_read_leaves_months_out(tmp_path: Path) -> None:
    """Pages and JSON speak of official periods only."""
    db = OpenDb(tmp_path / "open.db")
    db.agency("a")
    db.period("2024-05")
    db.cell("a", "2024-05", 30, alike(4, 30))
    data = read_open_data(db.save())
    assert (dict(data.periods), data.cells) == ({}, ())


def test_read_finds_the_sums_for_standard_errors(tmp_path: Path) -> None:
    """They are the sums that were written, with clusters or without, for services, units and months."""
    db = OpenDb(tmp_path / "open.db")
    db.agency("a")
    answers = [[1, 2, 3, 4, 4, 3, 2, 1, None]] * 40
    clustered, plain = moments_of(NINE, answers, [at % 8 for at in range(40)]), moments_of(NINE, answers[:30])
    db.moments("a", "2024-T1", clustered, service="ktp")
    db.moments("a", "2024-01", plain)
    assert read_open_data(db.save()).moments == {
        ("a", "ktp", "skm-2017", "2024-T1"): clustered,
        ("a", None, "skm-2017", "2024-01"): plain,
    }


def test_read_accepts_a_release_without_sums(tmp_path: Path) -> None:
    """Open files from before the table are read as they are."""
    db = OpenDb(tmp_path / "open.db")
    db.execute("DROP TABLE moment")
    assert read_open_data(db.save()).moments == {}


def test_read_takes_unsur_in_list_order(tmp_path: Path) -> None:
    """Tables follow the list of the regulation, where pengaduan comes before sarana (SKM02)."""
    survey = read_open_data(OpenDb(tmp_path / "open.db").save()).surveys["skm-2017"]
    assert [question.key for question in survey.scored][-2:] == ["pengaduan", "sarana"]
    assert list(survey.index.weights) == [question.key for question in survey.scored]
    assert survey.limits == (25, 100)


def test_read_follows_a_link(tmp_path: Path) -> None:
    """The published file is a link into the newest release."""
    OpenDb(tmp_path / "release.db").save()
    link = tmp_path / "a folder with a space and #" / "open.db"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "release.db")
    assert read_open_data(link).meta.release == "abc123"


def test_read_does_not_write(tmp_path: Path) -> None:
    """Reading leaves the file and its folder as they are."""
    path = OpenDb(tmp_path / "open.db").save()
    before = path.read_bytes()
    read_open_data(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def refusal(path: Path) -> str:
    """Return why a file is refused."""
    with pytest.raises(SiteRefusedError) as refused:
        read_open_data(path)
    return str(refused.value)


def test_read_refuses_what_is_missing(tmp_path: Path) -> None:
    """A missing file is named, with what to do about it."""
    said = refusal(tmp_path / "open.db")
    assert str(tmp_path / "open.db") in said
    assert "kotaksaran publish" in said


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to look like one" * 9])
def test_read_refuses_what_is_no_open_database(tmp_path: Path, content: bytes) -> None:
    """An empty file and a file of something else are refused in one sentence."""
    path = tmp_path / "open.db"
    path.write_bytes(content)
    said = refusal(path)
    assert "not a readable open database" in said
    assert "\n" not in said


def test_read_refuses_a_newer_schema(tmp_path: Path) -> None:
    """A file of a later version is not guessed at."""
    said = refusal(OpenDb(tmp_path / "open.db", schema_version="2").save())
    assert "newer" in said
    assert "schema 2" in said


@pytest.mark.parametrize("code", ["../../etc", "a/b", "", "A"])
def test_read_refuses_a_code_that_could_leave_the_site(tmp_path: Path, code: str) -> None:
    """Codes become folders, so only lower case letters, digits and hyphens are taken."""
    db = OpenDb(tmp_path / "open.db")
    db.agency(code, "Dinas")
    assert "is not a code" in refusal(db.save())


def test_read_refuses_an_address_that_runs(tmp_path: Path) -> None:
    """An address that is no web address never becomes a link."""
    said = refusal(OpenDb(tmp_path / "open.db", data_url="javascript:alert(1)").save())
    assert "is not a web address" in said


def test_read_takes_control_characters_out_of_texts(tmp_path: Path) -> None:
    """Characters no page can carry become a space."""
    db = OpenDb(tmp_path / "open.db")
    db.agency("a", "Dinas\x00\x0bKota\nBesar")
    assert read_open_data(db.save()).agencies["a"].name.id == "Dinas Kota Besar"
