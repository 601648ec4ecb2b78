"""A server process that is killed or starved under its clients: what was acknowledged is there, once."""

import random
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from threading import Condition, Event

import pytest
from factories import new_store
from form_client import QUESTIONNAIRE_ORDER
from live_server import LiveServer
from stored import check_chain, check_integrity

from collector.storage import open_store

ADDRESS = "/l/ab2cd?kirim=1"
HIDDEN = re.compile(r'name="(id|t)" value="([^"]*)"')
KILLS = 25
CLIENTS = 8
MOST_BETWEEN = 40  # answers acknowledged between two kills

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    """Serve the form of Kota Uji in a process of its own."""
    new_store(tmp_path).close()
    made = LiveServer(tmp_path / "instance")
    made.start()
    yield made
    made.kill()


def _form(server: LiveServer) -> dict[str, str]:
    """Return a filled form: its hidden fields and every unsur 3."""
    status, text = server.get("/l/ab2cd")
    assert 200 == status
    return {**dict(HIDDEN.findall(text)), **dict.fromkeys(QUESTIONNAIRE_ORDER, "3")}


class Crowd:
    """Clients that send one answer after the other, each again and again until it is acknowledged."""

    def __init__(self, server: LiveServer) -> None:
        self.receipts: dict[str, str] = {}
        self.retries = 0
        self.is_up, self.is_over = Event(), Event()
        self._server = server
        self._fields = _form(server)
        self._changed = Condition()

    def client(self, number: int) -> None:
        """Send until it is over; the last answer is acknowledged, too."""
        ids = random.Random(number)
        while not self.is_over.is_set():
            drawn = f"{ids.getrandbits(128):032x}"
            receipt = self._send(drawn)
            with self._changed:
                self.receipts[drawn] = receipt
                self._changed.notify()

    def wait_for(self, more: int) -> None:
        """Return when so many more answers are acknowledged."""
        with self._changed:
            wanted = len(self.receipts) + more
            assert self._changed.wait_for(lambda: len(self.receipts) >= wanted, timeout=120)

    def _send(self, drawn: str) -> str:
        while True:
            assert self.is_up.wait(120)
            try:
                status, receipt = self._server.post(ADDRESS, {**self._fields, "id": drawn})
            except (OSError, HTTPException):
                self.retries += 1
                continue
            assert 303 == status
            return receipt


def test_killed_server_keeps_what_it_acknowledged_once(server: LiveServer) -> None:
    """Killed at 25 moments under 8 retrying clients: each answer once, under its first receipt, chain whole."""
    moments = random.Random(25)
    crowd = Crowd(server)
    crowd.is_up.set()
    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(crowd.client, number) for number in range(CLIENTS)]
        for _ in range(KILLS):
            crowd.wait_for(moments.randint(1, MOST_BETWEEN))
            crowd.is_up.clear()
            server.kill()
            server.start()
            crowd.is_up.set()
        crowd.is_over.set()
        for client in clients:
            client.result(timeout=120)
    server.kill()

    store = open_store(server.instance / "private.db")
    stored = store.connection.execute("SELECT id, '/terima/' || receipt FROM response").fetchall()
    assert sorted(crowd.receipts.items()) == sorted(tuple(row) for row in stored)
    assert crowd.retries >= KILLS  # each kill met somebody
    check_chain(store)
    check_integrity(store)
    store.close()


def test_server_on_a_full_disk_goes_on_when_there_is_room(server: LiveServer) -> None:
    """No file of the running process may grow, then it may: the form that was refused goes through once."""
    first, second = _form(server), _form(server)
    assert 303 == server.post(ADDRESS, first)[0]
    server.limit_files(server.instance.joinpath("private.db-wal").stat().st_size)
    status, page = server.post(ADDRESS, second)
    assert 503 == status
    assert all(f'value="{value}"' in page for value in second.values())
    assert (503, "not ready: the private database can't be written\n") == server.get("/readyz")
    assert 200 == server.get("/healthz")[0]
    assert 200 == server.get("/l/ab2cd")[0]

    server.limit_files(-1)
    assert (200, "ready\n") == server.get("/readyz")
    sent = {server.post(ADDRESS, second) for _ in range(2)}
    assert [303] == [status for status, _ in sent]
    server.kill()
    store = open_store(server.instance / "private.db")
    assert [(first["id"],), (second["id"],)] == store.connection.execute(
        "SELECT id FROM response ORDER BY sequence"
    ).fetchall()
    assert [("ab2cd", 3)] == store.connection.execute("SELECT counter, n FROM opened").fetchall()
    check_chain(store)
    store.close()
