"""Keeping answers: once, whole, in a chain that shows tampering."""

import hashlib
import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from factories import new_store, response, responses

from collector.errors import CollectorRefusedError, StorageUnavailableError
from collector.storage import SqliteStore, open_store
from collector.storage.records import Conflict, Stored


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store that holds the test region."""
    return new_store(tmp_path)


def _rows(store: SqliteStore) -> int:
    return int(store.connection.execute("SELECT count(*) FROM response").fetchone()[0])


def test_append_stores_once(store: SqliteStore) -> None:
    """The same id with the same content is one row with one receipt of 16 characters."""
    (first,) = store.append([response()])
    (second,) = store.append([response()])
    assert isinstance(first, Stored)
    assert isinstance(second, Stored)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.receipt == second.receipt
    assert len(first.receipt) == 16
    assert _rows(store) == 1


def test_append_keeps_the_first_of_two_contents(store: SqliteStore) -> None:
    """The same id with another content is a conflict that names the receipt of the first answer, which stays."""
    (first,) = store.append([response()])
    outcome = store.append([response(answers={"waktu": 1})])
    assert isinstance(first, Stored)
    assert [Conflict(id=response().id, receipt=first.receipt, received_at=first.received_at)] == outcome
    assert _rows(store) == 1
    assert {3} == set(json.loads(store.connection.execute("SELECT answers FROM response").fetchone()[0]).values())


def test_append_five_at_once_is_one_row(store: SqliteStore) -> None:
    """Five threads that send the same answer together get the same receipt."""
    barrier, receipts = threading.Barrier(5), []

    def send() -> None:
        barrier.wait()
        (outcome,) = store.append([response()])
        assert isinstance(outcome, Stored)
        receipts.append(outcome.receipt)

    threads = [threading.Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(receipts), len(set(receipts)), _rows(store)) == (5, 1, 1)


def test_append_two_connections_share_the_chain(tmp_path: Path) -> None:
    """A second process (an import while the form is served) continues the same chain."""
    first = new_store(tmp_path)
    second = open_store(first.path)
    first.append([response(1)])
    second.append([response(2)])
    first.append([response(3)])
    _check_chain(second)
    assert _rows(second) == 3


def test_append_is_all_or_nothing(store: SqliteStore) -> None:
    """One answer the database refuses undoes the whole batch."""
    with pytest.raises(CollectorRefusedError, match="contradicts the registers"):
        store.append([response(1), response(2, service="tidak-ada")])
    assert _rows(store) == 0


def test_append_says_when_the_database_is_busy(store: SqliteStore) -> None:
    """A database another process holds on to is unavailable for now: nothing is stored, a retry may help."""
    other = open_store(store.path)
    store.connection.execute("PRAGMA busy_timeout = 1")
    with other.transaction(), pytest.raises(StorageUnavailableError, match="locked"):
        store.append([response()])
    assert _rows(store) == 0


def test_chain_links_every_row_to_the_one_before(store: SqliteStore) -> None:
    """Each commitment opens to the stored content and each link follows from the last, recomputed by hand."""
    store.append(responses(3))
    store.append(responses(2, first=4))
    _check_chain(store)


def test_chain_shows_a_changed_row(store: SqliteStore) -> None:
    """A row altered behind our back no longer opens its commitment."""
    store.append(responses(3))
    store.connection.execute("UPDATE response SET answers = '{\"waktu\":4}' WHERE sequence = 2")
    with pytest.raises(AssertionError):
        _check_chain(store)


def _check_chain(store: SqliteStore) -> None:
    head = bytes(32)
    query = """SELECT id, survey, version, agency, service, counter, training, class, mode, offline, language,
        visited_on, received_at, seconds, answers, source, source_row, nonce, commitment, chain
        FROM response ORDER BY sequence"""
    for *content, nonce, commitment, link in store.connection.execute(query):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        assert commitment == hashlib.sha256(nonce + text).digest()
        head = hashlib.sha256(head + commitment).digest()
        assert link == head


def test_open_store_is_durable(store: SqliteStore) -> None:
    """WAL with synchronous FULL, deleted text overwritten, and an SQLite without the WAL-reset bug."""
    pragma = {name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
              for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")}  # fmt: skip
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    version = store.connection.execute("SELECT sqlite_version()").fetchone()[0]
    assert tuple(int(part) for part in version.split(".")) >= (3, 51, 3)


def test_open_store_makes_strict_tables(store: SqliteStore) -> None:
    """Every table of ours is STRICT."""
    rows = store.connection.execute("PRAGMA table_list").fetchall()
    loose = [row[1] for row in rows if row[2] == "table" and not row[5] and not row[1].startswith(("sqlite_", "_"))]
    assert loose == []


def test_open_store_twice_keeps_the_answers(tmp_path: Path) -> None:
    """A second start runs no migration again and finds what was stored."""
    store = new_store(tmp_path)
    store.append(responses(2))
    store.close()
    assert _rows(open_store(store.path)) == 2


@pytest.mark.parametrize("data", [b"not a database, but long enough to look like one" * 50, b"\x00" * 5000])
def test_open_store_refuses_another_file(tmp_path: Path, data: bytes) -> None:
    """A file that is no database is one sentence, and it stays as it was."""
    path = tmp_path / "private.db"
    path.write_bytes(data)
    with pytest.raises(CollectorRefusedError, match="not a readable Kotak Saran database"):
        open_store(path)
    assert data == path.read_bytes()


def test_receipt_shows_where_and_when_but_no_answer(store: SqliteStore) -> None:
    """The receipt page learns unit, service and time."""
    (stored,) = store.append([response()])
    assert isinstance(stored, Stored)
    found = store.receipt(stored.receipt)
    assert found is not None
    assert ("dinas", "KTP-el", response().received_at) == (
        found.agency, found.service_name and found.service_name.id, found.received_at,
    )  # fmt: skip
    assert store.receipt("0" * 16) is None


def test_counter_knows_its_service_and_unit(store: SqliteStore) -> None:
    """A counter's form shows the names of its service and unit."""
    counter = store.counter("ab2cd")
    assert counter is not None
    assert (
        counter.service_name.id, counter.agency_name.en, counter.survey, counter.retired,
    ) == ("KTP-el", "Test Agency", "skm-2017", False)  # fmt: skip
    assert store.counter("zzzzz") is None


def test_append_other_answer_differs_only_by_id(store: SqliteStore) -> None:
    """Two people who answer alike are two rows."""
    store.append([response(1), replace(response(1), id="f" * 32)])
    assert _rows(store) == 2


def test_open_store_keeps_a_new_instance_private(tmp_path: Path) -> None:
    """Folder and file are readable by their owner only, and git ignores whatever lies in it."""
    store = open_store(tmp_path / "pp" / "private.db", create=True)
    modes = [path.stat().st_mode & 0o777 for path in (store.path.parent, store.path)]
    assert [0o700, 0o600] == modes
    assert "*\n" == (tmp_path / "pp" / ".gitignore").read_text()


def test_append_compares_inside_a_batch_too(tmp_path: Path) -> None:
    """Sent twice at once, so that both are in one group: one row and one receipt; other content is a conflict."""
    store = new_store(tmp_path)

    first, again, other = store.append([response(1), response(1), response(1, answers={"waktu": 1})])

    assert isinstance(first, Stored)
    assert isinstance(again, Stored)
    assert (first.receipt, True, False) == (again.receipt, first.is_new, again.is_new)
    assert other == Conflict(id=response(1).id, receipt=first.receipt, received_at=first.received_at)
    assert [(1,)] == [tuple(row) for row in store.connection.execute("SELECT count(*) FROM response")]
    store.close()
