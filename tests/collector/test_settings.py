"""Settings and the secret key of an instance."""

import stat
from pathlib import Path
from threading import Thread

import pytest

from collector.errors import CollectorRefusedError
from collector.settings import CollectorSettings, secret_key


def test_secret_key_is_drawn_once_for_its_owner_only(tmp_path: Path) -> None:
    """The first use draws 32 random bytes into a file nobody else may read; later ones return the same."""
    path = CollectorSettings(instance=tmp_path / "instance").secret_key_file

    drawn = secret_key(path)

    assert len(drawn) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret_key(path) == drawn
    assert [entry.name for entry in path.parent.iterdir()] == ["secret_key"]


def test_secret_key_is_one_for_racing_processes(tmp_path: Path) -> None:
    """Whoever comes first draws the key, and all others use that one."""
    keys: list[bytes] = []
    threads = [Thread(target=lambda: keys.append(secret_key(tmp_path / "secret_key"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(keys) == 8
    assert len(set(keys)) == 1


@pytest.mark.parametrize("content", ["", "abc", "g" * 64, "é" * 64])
def test_secret_key_refuses_a_damaged_file(tmp_path: Path, content: str) -> None:
    """A damaged key is named, never silently replaced."""
    path = tmp_path / "secret_key"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CollectorRefusedError, match="not a secret key"):
        secret_key(path)
    assert path.read_text(encoding="utf-8") == content


def test_secret_key_refuses_an_unusable_folder(tmp_path: Path) -> None:
    """A folder that can't be made is one clear message."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(CollectorRefusedError, match="secret key can't be read or written"):
        secret_key(tmp_path / "file" / "secret_key")


def test_private_database_lies_in_the_instance(tmp_path: Path) -> None:
    """The private database never leaves the instance folder."""
    assert CollectorSettings(instance=tmp_path).private_db == tmp_path / "private.db"
