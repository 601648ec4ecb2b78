"""A disk that is full, read-only or too slow: nothing is half stored, nothing lost, and afterwards all goes on."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from form_client import Citizen, Page, StrictClient
from stored import check_chain, check_integrity

from collector.storage import SqliteStore, open_store
from collector.web.desk import EXTENSION

Rows = Callable[[str], list[tuple[Any, ...]]]
Fault = Callable[[SqliteStore], AbstractContextManager[None]]
ADDRESS = "/l/ab2cd"
LONG = "Panjang sekali. " * 120  # so that no second one fits on a page of the database
DISK = "2m"


@contextmanager
def _no_new_page(store: SqliteStore) -> Iterator[None]:
    """Let SQLite itself refuse to grow the file, as it does when the disk is full."""
    ((pages,),) = store.connection.execute("PRAGMA page_count")
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    yield
    store.connection.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def _read_only(store: SqliteStore) -> Iterator[None]:
    """Let SQLite refuse every write."""
    store.connection.execute("PRAGMA query_only = ON")
    yield
    store.connection.execute("PRAGMA query_only = OFF")


@contextmanager
def _held_by_another(store: SqliteStore) -> Iterator[None]:
    """Let another process hold the database longer than we wait."""
    other = open_store(store.path)
    store.connection.execute("PRAGMA busy_timeout = 1")
    with other.transaction():
        yield
    other.close()


@contextmanager
def _no_space(store: SqliteStore) -> Iterator[None]:
    """Fill the disk to its last byte."""
    filler = store.path.parent / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    assert 0 == os.statvfs(filler).f_bavail
    yield
    filler.unlink()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Put the instance on a disk of two megabytes; only where this user may mount one."""
    folder = tmp_path / "instance"
    folder.mkdir()
    mount = shutil.which("mount") or pytest.skip("there is no mount")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this user may not mount a disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture(autouse=True)
def _probe_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collector.web.readiness.PROBE_SECONDS", 0)


def _refused(citizen: Citizen) -> tuple[int, Page, Page]:
    """Send forms until one is refused; return how many were stored, its form, and what came back."""
    for stored in range(9):
        page = citizen.opens(ADDRESS)
        reply = citizen.sends(page, saran=LONG)
        if reply.status_code != 303:
            return stored, page, Page(reply)
    raise AssertionError("every answer was stored")


def _form_survives(citizen: Citizen, store: SqliteStore, rows: Rows, fault: Fault, ready: int) -> None:
    """Go through a fault: a page that keeps the answers, then the same answer once, and every opening counted."""
    client = citizen.client
    assert 303 == citizen.sends(citizen.opens(ADDRESS)).status_code
    with fault(store):
        stored, page, kept = _refused(citizen)
        assert (503, "30") == (kept.status, kept.headers["Retry-After"])
        assert "Jawaban Anda belum tersimpan" == kept.words("h1")
        assert citizen.fills(page, saran=LONG) == kept.hidden
        assert not kept.all("a")  # a link would lead away from the answers
        assert (200, ready) == (client.get("/healthz").status_code, client.get("/readyz").status_code)
        assert "KTP-el" in citizen.opens(ADDRESS).words()
        assert 1 + stored == len(rows("id"))

    first, second = (client.post(kept.action, data=kept.hidden) for _ in range(2))
    assert (303, first.location) == (first.status_code, second.location)
    assert 200 == client.get("/readyz").status_code
    assert 2 + stored == len(rows("id"))
    assert 1 == [row[0] for row in rows("id")].count(page.hidden["id"])
    opened = store.connection.execute("SELECT counter, n FROM opened").fetchall()
    assert [("ab2cd", 3 + stored)] == [tuple(row) for row in opened]
    check_chain(store)
    check_integrity(store)


@pytest.mark.parametrize("fault", [_read_only, _held_by_another])
def test_form_survives_a_database_that_takes_no_write(
    citizen: Citizen, store: SqliteStore, rows: Rows, fault: Fault
) -> None:
    """Read-only, or held by another program for too long: `/readyz` says so, and afterwards nothing is missing."""
    _form_survives(citizen, store, rows, fault, ready=503)


def test_form_survives_a_full_database(citizen: Citizen, store: SqliteStore, rows: Rows) -> None:
    """SQLite says "database or disk is full" in the middle of a transaction; small writes still fit."""
    _form_survives(citizen, store, rows, _no_new_page, ready=200)


@pytest.mark.usefixtures("small_disk")
def test_form_survives_a_full_disk(small_disk: Path, citizen: Citizen, store: SqliteStore, rows: Rows) -> None:
    """The disk has not a byte left, then somebody makes room."""
    assert small_disk == store.path.parent
    _form_survives(citizen, store, rows, _no_space, ready=503)


def test_form_survives_a_full_queue(
    app: Flask, citizen: Citizen, store: SqliteStore, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the disk stands still one answer is being written and one waits; the third gets its page at once."""
    queue, writing, write = app.extensions[EXTENSION].store, Event(), store.keep
    queue._most_waiting = 1
    monkeypatch.setattr(store, "keep", lambda *given: (writing.set(), write(*given))[1])
    pages = [citizen.opens(ADDRESS) for _ in range(3)]
    replies: list[int] = []

    def send(page: Page) -> None:
        client = app.test_client()
        assert isinstance(client, StrictClient)
        replies.append(Citizen(client).sends(page).status_code)

    threads = [Thread(target=send, args=(page,)) for page in pages[:2]]
    with store.transaction():
        threads[0].start()
        assert writing.wait(30)
        threads[1].start()
        with queue._changed:
            assert queue._changed.wait_for(lambda: len(queue._waiting) == 1, timeout=30)
        assert 503 == citizen.client.get("/readyz").status_code
        kept = Page(citizen.sends(pages[2]))
    for thread in threads:
        thread.join()

    assert ([303, 303], 503, "30") == (replies, kept.status, kept.headers["Retry-After"])
    assert 303 == citizen.client.post(kept.action, data=kept.hidden).status_code
    assert sorted(page.hidden["id"] for page in pages) == sorted(row[0] for row in rows("id"))
    check_chain(store)


def test_asking_often_writes_seldom(
    client: StrictClient, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks `/readyz` all the time does not wear out the disk."""
    monkeypatch.setattr("collector.web.readiness.PROBE_SECONDS", 3600)
    before = store.connection.execute("PRAGMA data_version").fetchone()
    log = store.path.with_name("private.db-wal")
    sizes = []
    for _ in range(5):
        assert 200 == client.get("/readyz").status_code
        sizes.append(log.stat().st_size)
    assert 1 == len(set(sizes))
    assert before == store.connection.execute("PRAGMA data_version").fetchone()
