"""Sent forms that the listening thread of a real server takes itself."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import factories
import pytest
from server_process import FORM_TYPE, LISTENING, Server, filled, serving

from collector.storage import open_store

HEAD = {"Content-Type": FORM_TYPE, "Sec-Fetch-Site": "same-origin"}
ONE_THREAD = f"""{LISTENING}
import threading
app = create_app(settings)
behind = app.wsgi_app.behind
def held(environ, start_response):
    if environ["PATH_INFO"] == "/held":
        print("held", flush=True)
        threading.Event().wait()
    return behind(environ, start_response)
app.wsgi_app.behind = held
serve.serve(app, host="127.0.0.1", port=0, threads=1)
"""
"""A server with one thread, which whoever asks for /held keeps for ever."""


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """Return an instance that holds the region of the tests."""
    factories.new_store(tmp_path).close()
    return tmp_path / "instance"


@pytest.fixture
def server(instance: Path) -> Iterator[Server]:
    """Run a server with one thread."""
    with serving(instance, ONE_THREAD) as running:
        yield running


def _blank(server: Server) -> dict[str, str]:
    """Return the filled form of a page that is prepared from now on."""
    return [filled(server.get("/l/ab2cd")[1]) for _ in range(2)][-1]


def _request(fields: dict[str, str]) -> bytes:
    body = urlencode(fields).encode()
    lines = ["POST /l/ab2cd?kirim=1 HTTP/1.1", "Host: saran.example", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in HEAD.items()), "", ""]).encode() + body


def _answers(connection: socket.socket, count: int) -> list[tuple[int, str | None]]:
    """Read the status and the way to the receipt of as many answers as were asked for."""
    found = []
    stream = connection.makefile("rb")
    for _ in range(count):
        head = b"".join(iter(stream.readline, b"\r\n")).decode()
        stream.read(int(re.search(r"Content-Length: (\d+)", head)[1]))  # type: ignore[index]
        location = re.search(r"Location: (\S+)", head)
        found.append((int(head.split()[1]), location and location[1]))
    return found


def test_a_form_is_stored_while_every_thread_is_busy(server: Server, instance: Path) -> None:
    """What waits for the disk needs no thread, so no slow page stands in its way."""
    fields = _blank(server)
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=60) as other,
        socket.create_connection(("127.0.0.1", server.port), timeout=60) as sender,
    ):
        other.sendall(b"GET /held HTTP/1.1\r\nHost: saran.example\r\n\r\n")
        assert server.process.stdout
        assert server.process.stdout.readline() == "held\n"
        sender.sendall(_request(fields))
        ((status, _),) = _answers(sender, 1)
    assert status == 303
    store = open_store(instance / "private.db")
    assert [tuple(row) for row in store.connection.execute("SELECT id FROM response")] == [(fields["id"],)]
    store.close()


def test_forms_on_one_connection_are_answered_in_their_order(server: Server) -> None:
    """Three answers and a repetition of the first, all sent at once: the repetition is no new one."""
    blank = _blank(server)
    forms = [{**blank, "id": f"{number:032x}"} for number in (1, 2, 3, 1)]
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as sender:
        sender.sendall(b"".join(map(_request, forms)))
        answers = _answers(sender, 4)
    assert [status for status, _ in answers] == [303, 303, 303, 303]
    assert answers[3] == answers[0]
    assert len({receipt for _, receipt in answers}) == 3


def test_what_was_written_is_shown_again_where_something_is_wrong(server: Server) -> None:
    """A form with a fault was read before a thread got it, and none of it is lost."""
    fields = {**_blank(server), "saran": "Cepat dan ramah"}
    del fields["waktu"]
    response, page = server.post("/l/ab2cd?kirim=1", fields)
    assert response.status == 422
    assert b"Cepat dan ramah" in page


def test_another_answer_with_the_same_id_is_told_so(server: Server) -> None:
    """The first answer stays, and the second one gets the page that leads to its receipt."""
    fields = _blank(server)
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as sender:
        sender.sendall(_request(fields) + _request({**fields, "waktu": "1"}))
        (first, receipt), (second, _) = _answers(sender, 2)
    assert (first, second) == (303, 409)
    assert str(receipt).startswith("/terima/")


def test_who_hangs_up_before_the_answer_disturbs_nobody(server: Server, instance: Path) -> None:
    """What arrived whole is stored, though nobody waits for the receipt; the next sender gets his."""
    blank = _blank(server)
    gone, next_one = ({**blank, "id": f"{number:032x}"} for number in (1, 2))
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as sender:
        sender.sendall(_request(gone))
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as sender:
        sender.sendall(_request(next_one))
        ((status, _),) = _answers(sender, 1)
    assert status == 303
    store = open_store(instance / "private.db")
    assert {row[0] for row in store.connection.execute("SELECT id FROM response")} == {gone["id"], next_one["id"]}
    store.close()


@pytest.mark.slow
def test_a_disk_that_is_held_is_told_and_the_answers_stay(server: Server, instance: Path) -> None:
    """Another program keeps the database busy longer than we wait: 503, and the page still holds the answers."""
    fields = {**_blank(server), "saran": "Cepat dan ramah"}
    store = open_store(instance / "private.db")
    with store.transaction():
        response, page = server.post("/l/ab2cd?kirim=1", fields)
    store.close()
    assert (response.status, response.headers["Retry-After"] is not None) == (503, True)
    assert b"Cepat dan ramah" in page
