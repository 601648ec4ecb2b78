"""The demo's static server: pages, one page for what is missing, nothing else."""

import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from kotak_saran.demo.site_server import site_server


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Serve a small site that has a secret beside it."""
    site = tmp_path / "site"
    (site / "en").mkdir(parents=True)
    (site / "data").mkdir()
    (tmp_path / "private.db").write_text("secret")
    (site / "index.html").write_text("beranda")
    (site / "404.html").write_text("tidak ada")
    (site / "en" / "404.html").write_text("not here")
    (site / "data" / "angka.json").write_text("{}")
    server = site_server(site, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def _ask(port: int, path: str, method: str = "GET") -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


def test_pages_and_data_say_what_they_are(port: int) -> None:
    """A folder answers with its page, and text names its encoding."""
    page, text = _ask(port, "/")
    assert (200, "beranda", "text/html; charset=utf-8") == (page.status, text, page.headers["Content-Type"])
    data, _ = _ask(port, "/data/angka.json?x=1")
    assert "application/json; charset=utf-8" == data.headers["Content-Type"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nowhere/", "tidak ada"),
        ("/en/nowhere", "not here"),
        ("/data/", "tidak ada"),
        ("/../private.db", "tidak ada"),
        ("/%2e%2e/private.db", "tidak ada"),
        ("/..%2fprivate.db", "tidak ada"),
    ],
)
def test_missing_is_the_sites_own_page(port: int, path: str, words: str) -> None:
    """What is missing, a folder without a page and anything outside are 404 with the page of the language."""
    response, body = _ask(port, path)
    assert (404, words) == (response.status, body)


def test_head_has_no_body_and_nothing_can_be_sent(port: int) -> None:
    """HEAD answers without a body; other methods are told which ones are allowed."""
    response, body = _ask(port, "/nowhere", "HEAD")
    assert (404, "", "9") == (response.status, body, response.headers["Content-Length"])
    for method in ("POST", "OPTIONS", "PUT", "DELETE", "BREW"):
        response, body = _ask(port, "/", method)
        assert (405, "405 Method Not Allowed\n", "GET, HEAD") == (response.status, body, response.headers["Allow"])


@pytest.mark.parametrize("path", ["/%00", "/data/angka.json%00.html", "/en/%00/"])
def test_name_no_file_can_have_is_a_bad_request(port: int, path: str) -> None:
    """A NUL in the address gets an answer, not a broken connection."""
    response, body = _ask(port, path)
    assert (400, "400 Bad Request\n") == (response.status, body)


def test_readers_leave_no_trace(port: int, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing is logged, neither for a page nor for a missing one."""
    _ask(port, "/")
    _ask(port, "/nowhere")
    assert ("", "") == capfd.readouterr()
