"""Clients as light as they can be: bytes in, bytes out, over sockets of their own."""

import socket
from ipaddress import ip_address
from itertools import count

HOST = "127.0.0.1"
_phones = count(1)


def get(address: str, *, last: bool, gzip: bool = True) -> bytes:
    """Write a GET as phones send it; the connection ends after the `last` one."""
    ending = "close" if last else "keep-alive"
    encodings = "gzip, deflate, br, zstd" if gzip else "identity"
    lines = (
        f"GET {address} HTTP/1.1", "Host: saran.example", "Accept: text/html,*/*;q=0.8", "Accept-Language: id",
        f"Accept-Encoding: {encodings}", f"Connection: {ending}",
    )  # fmt: skip
    return "\r\n".join((*lines, "", "")).encode()


def post(address: str, body: bytes, *, last: bool) -> bytes:
    """Write a form that is sent, each by another phone, as a proxy passes it on; `last` ends the connection."""
    ending = "close" if last else "keep-alive"
    phone = ip_address("10.0.0.0") + next(_phones)
    lines = (
        f"POST {address} HTTP/1.1", "Host: saran.example", "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}", f"Connection: {ending}", f"X-Forwarded-For: {phone}",
    )  # fmt: skip
    return "\r\n".join((*lines, "", "")).encode() + body


def answer(connection: socket.socket) -> tuple[bytes, bytes]:
    """Read one answer: its head and its body, as long as the head says."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    (length,) = (line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    while len(body) < int(length):
        body += _more(connection)
    return head, body


def ask(port: int, request: bytes) -> tuple[bytes, bytes]:
    """Send a request over a connection of its own and return the answer's head and body."""
    with socket.create_connection((HOST, port), timeout=60) as connection:
        connection.sendall(request)
        return answer(connection)


def ask_often(port: int, request: bytes, times: int) -> None:
    """Send the same request again and again over one connection."""
    with socket.create_connection((HOST, port), timeout=60) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(times):
            connection.sendall(request)
            answer(connection)


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise ConnectionError("the server ended the connection in the middle of an answer")
    return received
