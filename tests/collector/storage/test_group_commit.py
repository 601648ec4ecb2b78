"""Group commit: durable for all, failing only for whom it must."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from factories import new_store, response, responses

from collector.errors import CollectorRefusedError, StorageUnavailableError
from collector.storage import SqliteStore, driver, open_store
from collector.storage.entries import Entry
from collector.storage.group_commit import GroupCommit
from collector.storage.records import NOTHING_OPENED, Conflict, NewResponse, Opened, Outcomes, Stored


class Gate:
    """A store whose first write waits at a gate, so that the others queue up behind it; it records the groups."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.entered, self.opened = threading.Event(), threading.Event()
        self.groups: list[int] = []

    def keep(self, entries: Sequence[Entry], opened: Opened = NOTHING_OPENED) -> Outcomes:
        """Wait at the gate, then keep."""
        self.entered.set()
        assert self.opened.wait(30)
        self.groups.append(len(entries))
        return self.store.keep(entries, opened)

    def __getattr__(self, name: str) -> object:
        """Leave the rest to the store."""
        return getattr(self.store, name)


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    """Put a gate before a store that holds the test region."""
    return Gate(new_store(tmp_path))


def _rows(gate: Gate) -> int:
    return int(gate.store.connection.execute("SELECT count(*) FROM response").fetchone()[0])


def _send(pool: ThreadPoolExecutor, grouped: GroupCommit, gate: Gate, batch: list[NewResponse]):
    """Send the first answer, wait until it is being written, send the others and open the gate."""
    first = pool.submit(grouped.append, batch[:1])
    assert gate.entered.wait(30)
    others = [pool.submit(grouped.append, [one]) for one in batch[1:]]
    with grouped._changed:
        grouped._changed.wait_for(lambda: len(grouped._waiting) == len(others), timeout=30)
    gate.opened.set()
    return [first, *others]


def test_append_groups_what_waits(gate: Gate) -> None:
    """Eight answers that came while the first was written are one transaction; each gets its own receipt."""
    grouped = GroupCommit(gate)  # type: ignore[arg-type]
    with ThreadPoolExecutor(9) as pool:
        sent = _send(pool, grouped, gate, responses(9))
        receipts = {one.result()[0].receipt for one in sent}
    assert [1, 8] == gate.groups
    assert (9, 9) == (len(receipts), _rows(gate))
    grouped.close()


def test_append_fails_only_for_the_bad_one(gate: Gate) -> None:
    """A row the database refuses is tried alone: the others of its group are stored all the same."""
    grouped = GroupCommit(gate)  # type: ignore[arg-type]
    with ThreadPoolExecutor(5) as pool:
        sent = _send(pool, grouped, gate, [*responses(4), response(5, service="tidak-ada")])
        assert all(isinstance(one.result()[0], Stored) for one in sent[:4])
        with pytest.raises(CollectorRefusedError, match="contradicts the registers"):
            sent[4].result()
    assert 4 == _rows(gate)
    grouped.close()


def test_a_database_that_is_held_is_waited_for_once(gate: Gate) -> None:
    """Seven who queued up behind get word together, and the next who come don't wait long either."""
    patience: list[str] = []
    gate.store.connection.set_trace_callback(
        lambda statement: patience.append(statement) if "busy_timeout" in statement else None
    )
    gate.store.connection.execute("PRAGMA busy_timeout = 1")
    other = driver.connect(str(gate.store.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    grouped = GroupCommit(gate)  # type: ignore[arg-type]
    with ThreadPoolExecutor(8) as pool:
        sent = _send(pool, grouped, gate, responses(8))
        for one in sent:
            with pytest.raises(StorageUnavailableError, match="locked"):
                one.result(30)
    assert [1, 7] == gate.groups
    assert "PRAGMA busy_timeout = 200" in patience
    other.execute("ROLLBACK")
    other.close()
    assert grouped.append(responses(1))[0].is_new  # type: ignore[union-attr]
    patience.clear()
    grouped.append([response(99)])
    assert [] == patience
    grouped.close()


def test_append_refuses_when_too_many_wait(gate: Gate) -> None:
    """The queue is bounded: the one too many is told at once, and nothing of it is stored."""
    grouped = GroupCommit(gate, most_waiting=2)  # type: ignore[arg-type]
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(grouped.append, [response(1)])
        assert gate.entered.wait(30)
        second = pool.submit(grouped.append, [response(2)])
        third = pool.submit(grouped.append, [response(3)])
        with grouped._changed:
            grouped._changed.wait_for(lambda: len(grouped._waiting) == 2, timeout=30)
        with pytest.raises(StorageUnavailableError, match="wait for the disk"):
            grouped.append([response(4)])
        gate.opened.set()
        assert all(one.result() for one in (first, second, third))
    assert 3 == _rows(gate)
    grouped.close()


def test_close_writes_what_waits(gate: Gate) -> None:
    """Stopping the server loses nothing that was accepted, and nothing is accepted afterwards."""
    grouped = GroupCommit(gate)  # type: ignore[arg-type]
    path = gate.store.path
    with ThreadPoolExecutor(7) as pool:
        sent = _send(pool, grouped, gate, responses(6))
        pool.submit(grouped.close).result()
        assert all(one.result() for one in sent)
    with pytest.raises(StorageUnavailableError):
        grouped.append([response(7)])
    assert 6 == open_store(path).connection.execute("SELECT count(*) FROM response").fetchone()[0]


def test_append_gives_each_batch_its_outcomes_in_order(gate: Gate) -> None:
    """A repeated answer and a conflict inside a group reach the request that sent them."""
    gate.opened.set()
    grouped = GroupCommit(gate)  # type: ignore[arg-type]
    (first,) = grouped.append([response(1)])
    again, new, conflict = grouped.append([response(1), response(2), response(1, answers={"waktu": 1})])
    assert isinstance(first, Stored)
    assert isinstance(again, Stored)
    assert isinstance(new, Stored)
    assert (first.receipt, False, True) == (again.receipt, again.is_new, new.is_new)
    assert Conflict(id=response(1).id, receipt=first.receipt, received_at=first.received_at) == conflict
    grouped.close()


def test_opened_forms_are_counted_with_the_next_write(gate: Gate) -> None:
    """A GET writes nothing: three openings reach the disk together with the next answer."""
    gate.opened.set()
    grouped = GroupCommit(gate)  # type: ignore[arg-type]
    for _ in range(3):
        grouped.note_opened("ab2cd", date(2024, 1, 2))
    assert _opened(gate.store) == []
    grouped.append([response(1)])
    assert _opened(gate.store) == [("ab2cd", "2024-01-02", 3)]
    grouped.note_opened("ab2cd", date(2024, 1, 2))
    grouped.append([response(2)])
    assert _opened(gate.store) == [("ab2cd", "2024-01-02", 4)]
    grouped.close()


def test_opened_forms_are_kept_when_the_server_stops(gate: Gate) -> None:
    """Nothing was sent, but the openings are written at the end."""
    gate.opened.set()
    grouped = GroupCommit(gate)  # type: ignore[arg-type]
    grouped.note_opened("ab2cd", date(2024, 1, 2))
    grouped.close()
    assert _opened(open_store(gate.store.path)) == [("ab2cd", "2024-01-02", 1)]


def _opened(store: SqliteStore) -> list[tuple[str, str, int]]:
    return [tuple(row) for row in store.connection.execute("SELECT * FROM opened")]
