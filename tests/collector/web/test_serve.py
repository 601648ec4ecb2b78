"""The server."""

import signal
import socket
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import factories
import pytest
from flask import Flask
from server_process import FORM_TYPE, filled, serving
from slow_clients import dribbling

from collector.errors import CollectorRefusedError
from collector.storage import open_store
from collector.web.serve import open_server


def test_server_serves_the_form(app: Flask) -> None:
    """A request over a real socket is answered, and the answer does not advertise the server."""
    server = open_server(app, host="127.0.0.1", port=0, threads=2)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        with urlopen(f"http://127.0.0.1:{server.effective_port}/l/ab2cd", timeout=10) as answer:
            assert answer.status == 200
            assert "Server" not in answer.headers
            assert b"KTP-el" in answer.read()
    finally:
        server.close()
        thread.join(timeout=10)


def test_server_names_a_taken_port(app: Flask) -> None:
    """One sentence says which port is taken and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CollectorRefusedError, match=f"Port {port} is taken .* --port"):
            open_server(app, host="127.0.0.1", port=port, threads=1)


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """Return an instance that holds the region of the tests."""
    factories.new_store(tmp_path).close()
    return tmp_path / "instance"


def _read(instance: Path, query: str) -> list[tuple[Any, ...]]:
    store = open_store(instance / "private.db")
    rows = [tuple(row) for row in store.connection.execute(query)]
    store.close()
    return rows


def _wait_until_refused(port: int) -> None:
    with suppress(ConnectionRefusedError, ConnectionResetError):  # reset: it was closed while one was let in
        while True:
            socket.create_connection(("127.0.0.1", port), timeout=10).close()


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
def test_server_writes_what_it_counted_when_it_is_stopped(instance: Path, number: int) -> None:
    """Forms that were opened stand in memory only; stopping loses none and is no failure."""
    with serving(instance) as server:
        for _ in range(3):
            assert server.get("/l/ab2cd")[0].status == 200
        assert _read(instance, "SELECT n FROM opened") == []

        server.process.send_signal(number)

        assert server.process.wait(30) == 0
    assert _read(instance, "SELECT counter, n FROM opened") == [("ab2cd", 3)]


def test_server_answers_what_has_arrived_when_it_is_stopped(instance: Path) -> None:
    """An answer that waits for the disk is stored and its sender told so; nobody new gets in, nor anybody slow."""
    with serving(instance) as server:
        _, page = server.get("/l/ab2cd")
        body = urlencode(filled(page)).encode()
        slow = socket.create_connection(("127.0.0.1", server.port))
        slow.sendall(b"GET /l/ab2cd HTT")
        sender = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        head = f"Host: x\r\nContent-Type: {FORM_TYPE}\r\nContent-Length: {len(body)}\r\nExpect: 100-continue"
        sender.sendall(f"POST /l/ab2cd?kirim=1 HTTP/1.1\r\n{head}\r\n\r\n".encode())
        assert sender.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        store = open_store(instance / "private.db")
        with store.transaction():  # the server's own writing waits behind this
            sender.sendall(body)
            server.process.send_signal(signal.SIGTERM)
            _wait_until_refused(server.port)
            assert server.process.poll() is None
        assert sender.recv(100).startswith(b"HTTP/1.1 303 ")
        assert server.process.wait(30) == 0
        store.close()
        slow.close()
        sender.close()
    assert _read(instance, "SELECT count(*) FROM response") == [(1,)]


@pytest.mark.slow
def test_server_serves_beside_slow_clients(instance: Path) -> None:
    """500 clients on a bad network stand in the middle of a request; 20 of 20 others are served meanwhile."""
    with serving(instance) as server, dribbling(server.port, 500) as slow:
        answered = []
        for _ in range(10):
            response, page = server.get("/l/ab2cd")
            answered += [response.status, server.post("/l/ab2cd?kirim=1", filled(page))[0].status]
        for one in slow:
            one.settimeout(0)
            with pytest.raises(BlockingIOError):  # still connected, and not answered
                one.recv(1)
    assert answered == [200, 303] * 10
    assert _read(instance, "SELECT count(*) FROM response") == [(10,)]


@pytest.mark.parametrize("size", [5_000, 500_000, 5_000_000])
def test_server_sends_long_answers_whole(size: int) -> None:
    """The thread that made an answer sends it; what a slow reader leaves over arrives all the same."""
    body = bytes(range(256)) * (size // 256)

    def app(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    server = open_server(app, host="127.0.0.1", port=0, threads=1)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        with socket.socket() as reader:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.settimeout(30)
            reader.connect(("127.0.0.1", int(server.effective_port)))
            reader.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            received = b"".join(iter(lambda: reader.recv(65536), b""))
    finally:
        server.close()
        thread.join(timeout=10)
    assert received.endswith(b"\r\n\r\n" + body)
