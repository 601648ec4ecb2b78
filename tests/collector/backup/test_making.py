"""A backup is complete, private, and made while answers keep coming."""

import json
import sqlite3
import tarfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import pytest
from factories import new_store, response, responses

from collector.backup.making import make_backup
from collector.errors import CollectorRefusedError
from collector.settings import CollectorSettings, secret_key
from collector.storage.chain import GENESIS, link
from collector.storage.group_commit import GroupCommit

CLIENTS = 4


def _settings(tmp_path: Path) -> CollectorSettings:
    return CollectorSettings(instance=tmp_path / "instance")


def _unpacked(archive: Path, folder: Path) -> sqlite3.Connection:
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return sqlite3.connect(folder / "private.db")


def test_backup_while_answers_come_holds_each_acknowledged_one(tmp_path: Path) -> None:
    """Four clients send without a pause; what was acknowledged before the call is in the copy, chained."""
    grouped = GroupCommit(new_store(tmp_path))
    numbers, acknowledged, enough = count(1), SimpleQueue[str](), Event()

    def send() -> None:
        while not enough.is_set():
            (stored,) = grouped.append([response(next(numbers))])
            acknowledged.put(stored.id)

    with ThreadPoolExecutor(CLIENTS) as pool:
        senders = [pool.submit(send) for _ in range(CLIENTS)]
        try:
            before = {acknowledged.get(timeout=30) for _ in range(200)}
            backup = make_backup(_settings(tmp_path), tmp_path / "copy.tar", with_key=False)
            during = acknowledged.get(timeout=30)  # the server went on
        finally:
            enough.set()
        for sender in senders:
            sender.result(30)
    grouped.close()
    with closing(_unpacked(tmp_path / "copy.tar", tmp_path / "unpacked")) as copy:
        rows = copy.execute("SELECT id, commitment, chain FROM response ORDER BY sequence").fetchall()
    assert before <= {row[0] for row in rows}
    assert len(rows) == backup.contents.answers
    assert during
    head = GENESIS
    for _, commitment, chain in rows:
        head = link(head, commitment)
        assert head == chain


def test_backup_is_private_and_says_its_digest(tmp_path: Path) -> None:
    """Nobody else reads it; it holds database, settings and digests, the key only when asked for."""
    new_store(tmp_path).append(responses(3))
    settings = _settings(tmp_path)
    key = secret_key(settings.secret_key_file)
    (settings.instance / "kotaksaran.toml").write_text('form_url = "https://f.example"\n')
    backup = make_backup(settings, None, with_key=False)
    guarded = make_backup(settings, tmp_path / "guarded.tar", with_key=True)
    assert settings.instance / "backups" == backup.path.parent
    assert (0o600, 0o700) == (backup.path.stat().st_mode & 0o777, backup.path.parent.stat().st_mode & 0o777)
    assert sha256(backup.path.read_bytes()).hexdigest() == backup.digest
    with tarfile.open(backup.path) as tar:
        assert ["SHA256SUMS", "private.db", "kotaksaran.toml"] == tar.getnames()
        assert {0o600} == {member.mode for member in tar}
    assert key.hex().encode() not in backup.path.read_bytes()
    assert key.hex().encode() in guarded.path.read_bytes()
    assert [backup.path] == list(backup.path.parent.iterdir())


def test_backup_lacks_what_was_deleted(tmp_path: Path) -> None:
    """A comment that was deleted is in no byte of the copy."""
    store = new_store(tmp_path)
    store.append([response(1, answers={"waktu": 3, "saran": "RAHASIA-123"}), response(2)])
    with store.transaction() as connection:
        connection.execute("UPDATE response SET answers = ? WHERE sequence = 1", (json.dumps({"waktu": 3}),))
    assert b"RAHASIA-123" not in make_backup(_settings(tmp_path), None, with_key=False).path.read_bytes()


def test_backup_never_replaces_a_file(tmp_path: Path) -> None:
    """A name that is taken is refused, and what was there stays."""
    new_store(tmp_path)
    (tmp_path / "copy.tar").write_text("mine")
    with pytest.raises(CollectorRefusedError, match="there is a file of that name"):
        make_backup(_settings(tmp_path), tmp_path / "copy.tar", with_key=False)
    assert "mine" == (tmp_path / "copy.tar").read_text()
    assert {"copy.tar", "instance", "region"} == {path.name for path in tmp_path.iterdir()}


def test_backup_needs_an_instance_and_the_key_it_is_to_take(tmp_path: Path) -> None:
    """A mistyped folder and a missing key are one sentence each, and nothing is written."""
    with pytest.raises(CollectorRefusedError, match="there is no instance here"):
        make_backup(_settings(tmp_path), None, with_key=False)
    assert [] == list(tmp_path.iterdir())
    new_store(tmp_path)
    with pytest.raises(CollectorRefusedError, match="no secret key to take along"):
        make_backup(_settings(tmp_path), None, with_key=True)
    with pytest.raises(CollectorRefusedError, match=r"region.toml/x: the backup can't be written"):
        make_backup(_settings(tmp_path), tmp_path / "region" / "region.toml" / "x", with_key=False)


def test_backup_of_something_else_is_refused(tmp_path: Path) -> None:
    """A file that is no database is named."""
    settings = _settings(tmp_path)
    settings.instance.mkdir()
    settings.private_db.write_text("no database at all, only words" * 100)
    with pytest.raises(CollectorRefusedError, match="could not be copied"):
        make_backup(settings, None, with_key=False)
    assert [] == list((settings.instance / "backups").iterdir())
