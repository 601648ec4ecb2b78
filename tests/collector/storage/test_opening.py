"""Opening the private database: what can't be opened is named for what it is."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from factories import new_store

from collector.errors import CollectorRefusedError
from collector.storage import open_store

NOBODY = 65534


@contextmanager
def _ordinary_user() -> Iterator[None]:
    """Be somebody whom rights hold back, for they don't hold root back."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a folder that everybody can reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


def _refusal(path: Path) -> str:
    with pytest.raises(CollectorRefusedError) as refused:
        open_store(path)
    return str(refused.value)


def test_open_store_makes_nothing_unless_told_to(tmp_path: Path) -> None:
    """A mistyped folder is refused with the next step, and no folder appears."""
    message = _refusal(tmp_path / "instanse" / "private.db")
    assert "there is no instance here. Run 'kotaksaran region load' first" in message
    assert not (tmp_path / "instanse").exists()


def test_open_store_says_when_a_folder_may_not_be_entered(folder: Path) -> None:
    """No talk of backups: the file is fine, its reader has no right."""
    new_store(folder).close()
    (folder / "instance").chmod(0o000)
    with _ordinary_user():
        message = _refusal(folder / "instance" / "private.db")
    assert "can't be used (Permission denied). Check that the user" in message
    assert "backup" not in message


def test_open_store_says_when_a_file_may_not_be_written(folder: Path) -> None:
    """A database of another user is no damaged one."""
    store = new_store(folder)
    store.close()
    store.path.chmod(0o444)
    (folder / "instance").chmod(0o555)
    with _ordinary_user():
        message = _refusal(store.path)
    assert "Check that the user who runs this may read and write" in message
    assert "backup" not in message


def test_open_store_refuses_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    """What is there but is no file is not called damaged either."""
    (tmp_path / "private.db").mkdir()
    assert "the database can't be opened (unable to open database file)" in _refusal(tmp_path / "private.db")
