from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.charts.plate_store import keep_plates, kept_plate


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Keep plates in a folder for one test."""
    keep_plates(tmp_path / "plates")
    yield tmp_path / "plates"
    keep_plates(None)


def never() -> str:
    """Fail where something is drawn again."""
    raise AssertionError("drawn again")


def test_a_plate_is_drawn_once(folder: Path) -> None:
    """The next build finds it; other marks are another plate."""
    assert kept_plate("a", lambda: "<path/>é") == "<path/>é"
    assert kept_plate("a", never) == "<path/>é"
    assert kept_plate("b", lambda: "<circle/>") == "<circle/>"
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"<pa", b"\xff"])
def test_a_damaged_plate_is_drawn_anew(folder: Path, damage: bytes) -> None:
    """Half a plate, or something else, is no plate."""
    kept_plate("a", lambda: "<path/>")
    (place,) = folder.iterdir()
    place.write_bytes(damage)
    assert kept_plate("a", lambda: "<path/>") == "<path/>"
    assert kept_plate("a", never) == "<path/>"


def test_other_code_draws_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plate of other code or another matplotlib is not used."""
    kept_plate("a", lambda: "old")
    monkeypatch.setattr("site_builder.charts.plate_store.code_digest", lambda: "other")
    assert kept_plate("a", lambda: "new") == "new"
    assert len(list(folder.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_no_fault(folder: Path) -> None:
    """The plate is drawn and used all the same."""
    folder.write_text("a file", encoding="utf-8")
    assert kept_plate("a", lambda: "<path/>") == "<path/>"
