"""The server."""

import socket
from threading import Thread
from urllib.request import urlopen

import pytest
from flask import Flask

from collector.errors import CollectorRefusedError
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
