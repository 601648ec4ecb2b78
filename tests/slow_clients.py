"""Clients on a bad network: 500 that send two bytes a second, heads and bodies, and never get done."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

HEAD = (
    b"GET /l/ab2cd?lang=en HTTP/1.1\r\nHost: saran.example\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n"
    b"User-Agent: " + b"x" * 400 + b"\r\n\r\n"
)
BODY = (
    b"POST /l/ab2cd?kirim=1 HTTP/1.1\r\nHost: saran.example\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\n"
)
BYTES_A_SECOND = 2


@contextmanager
def dribbling(port: int, count: int = 500) -> Iterator[list[socket.socket]]:
    """Keep `count` slow clients going, half of them in the middle of a head and half of a body."""
    slow = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(count)]
    for number, one in enumerate(slow):
        one.sendall(BODY + b"persyaratan=3" if number % 2 else HEAD[:20])
    finished = Event()
    thread = Thread(target=_dribble, args=(slow, finished))
    thread.start()
    try:
        yield slow
    finally:
        finished.set()
        thread.join()
        for one in slow:
            one.close()


def _dribble(slow: list[socket.socket], finished: Event) -> None:
    sent = 20
    while not finished.wait(1 / BYTES_A_SECOND) and sent < len(HEAD) - 4:
        for number, one in enumerate(slow):
            one.sendall(b"3" if number % 2 else HEAD[sent : sent + 1])
        sent += 1
