"""Looking for an answer in the published ledger: one small list, nothing sent, in every case a sentence."""

import hashlib
import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from browser import chromium
from open_db import OpenDb
from playwright.sync_api import Page, expect
from showcase import RECEIPTS, BuiltSite

from site_builder.builder import build
from site_builder.files.receipts import prefix_digits
from site_builder.ledger import ledger_faults
from site_builder.open_data import read_ledger


def test_lists_hold_every_receipt_once(site: BuiltSite) -> None:
    """Sixteen lists by the first digit, empty ones too: hash and position, those of the showcase and no other."""
    lists = sorted((site.folder / "tanda-terima").glob("*.txt"))
    assert [f"{digit:x}.txt" for digit in range(16)] == [path.name for path in lists]
    lines = {line for path in lists for line in path.read_text().splitlines()}
    expected = {
        f"{hashlib.sha256(receipt[8:].encode()).hexdigest()[:16]} {position}{' x' if position == 2 else ''}"
        for position, receipt in enumerate(RECEIPTS, start=1)
    }
    assert expected == lines
    assert all(line[0] == path.stem for path in lists for line in path.read_text().splitlines())


@pytest.mark.parametrize(("count", "digits"), [(0, 1), (8_000, 1), (8_001, 2), (128_001, 3), (1_000_000, 3)])
def test_lists_stay_small(count: int, digits: int) -> None:
    """About 500 receipts a list: 24 bytes each, 12 KB before compression, also for a million answers."""
    assert digits == prefix_digits(count)


def test_script_keeps_its_budget() -> None:
    """At most 2 KB, uncompressed."""
    assert len(files("site_builder").joinpath("templates", "receipt.js").read_bytes()) <= 2048


def test_page_tells_how_to_check_without_script(site: BuiltSite) -> None:
    """State and head of the ledger, the command, Datasette and the shell; the form waits for the script."""
    for prefix, words in (
        ("", "memuat 32 jawaban yang diterima sampai 2 September 2024"),
        ("en/", "lists 32 answers"),
    ):
        place = f"{prefix}tanda-terima/index.html"
        assert words in site.words(place)
        assert "kotaksaran verify open.db" in site.words(place)
        assert "https://data.example/open/commitment" in site.text(place)
        (form,) = site.page(place).findall(".//form")
        assert form.get("hidden") is not None
        assert form.get("action") is None
        assert [None] == [field.get("name") for field in form.findall(".//input")]  # nothing could be sent
        head = re.search(r"<code>([0-9a-f]{64})</code>", site.text(place))
        assert head is not None
        assert head[1] == read_ledger(site.database)[0][-1].head
    assert not list(ledger_faults(*read_ledger(site.database)))


def test_shell_finds_what_the_page_finds(site: BuiltSite) -> None:
    """The command on the page is the rule of the open file: SHA-256 of the last half, 16 digits."""
    html = site.text("tanda-terima/index.html").replace("&#39;", "'")
    assert "printf %s 'abcd2345' | sha256sum | cut -c 1-16" in html
    listed = {entry.receipt_hash for entry in read_ledger(site.database)[1]}
    assert hashlib.sha256(b"2dq48rst").hexdigest()[:16] in listed


def test_release_without_ledger_says_so(tmp_path: Path) -> None:
    """Neither lists nor script nor form; a file of an older version has not even the tables."""
    for older in (False, True):
        db = OpenDb(tmp_path / f"open-{older}.db")
        if older:
            db.execute("DROP TABLE commitment")
        made = build(db.save(), tmp_path / f"site-{older}").site
        html = (made / "tanda-terima" / "index.html").read_text()
        assert "Buku besar wilayah ini belum terbit." in html
        assert "<form" not in html
        assert [] == list((made / "tanda-terima").glob("*.txt"))


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and notes what was asked for."""

    asked: list[str]

    def log_message(self, *args: Any) -> None:
        """Keep what was asked for instead of printing it."""
        self.asked.append(str(args[1]))


@pytest.fixture(scope="module")
def served(site: BuiltSite) -> Iterator[tuple[str, list[str]]]:
    """Serve the showcase from its files alone."""
    asked: list[str] = []
    handler = type("Handler", (_Quiet,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=site.folder))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def page(served: tuple[str, list[str]]) -> Iterator[Page]:
    """Open the page in Chromium."""
    with chromium() as (_, started):
        opened = started.new_page(viewport={"width": 360, "height": 640})
        opened.goto(f"{served[0]}/tanda-terima/")
        yield opened


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2dq4 8rst", "Jawaban Anda tercantum, pada nomor 1."),
        ("K3M9-P7XW-2DQ4-8RST", "Jawaban Anda tercantum, pada nomor 1."),
        ("OOOOOOvl", "Jawaban ini tercantum pada nomor 2 dan sudah ditarik oleh pengisinya."),
        ("aaaa aaaa", "Kode ini belum tercantum. Di bawah tertulis apa saja sebabnya."),
        ("2dq4 8rs", "Tulis dua kelompok terakhir: 8 huruf dan angka."),
        ("2dq4 8rsu", "Tulis dua kelompok terakhir: 8 huruf dan angka."),
        ("", "Tulis dua kelompok terakhir: 8 huruf dan angka."),
    ],
)
def test_receipt_is_looked_up_in_the_browser(
    page: Page, served: tuple[str, list[str]], typed: str, sentence: str
) -> None:
    """Each outcome is one sentence; what was typed is in no request."""
    page.fill("#kode", typed)
    page.press("#kode", "Enter")
    expect(page.get_by_role("status")).to_have_text(sentence)
    code = typed.lower().replace(" ", "").replace("-", "")[-8:]
    assert not code or not [line for line in served[1] if code in line]
    assert page.url.endswith("/tanda-terima/")


def test_lost_network_and_old_browser_are_told(page: Page) -> None:
    """A list that does not come, and a browser that can't hash, are sentences with a way out."""
    page.route("**/*.txt", lambda route: route.abort())
    page.fill("#kode", "2dq48rst")
    page.click("button")
    expect(page.get_by_role("status")).to_contain_text("tidak dapat dimuat")
    page.evaluate("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.click("button")
    expect(page.get_by_role("status")).to_contain_text("cara tanpa skrip di bawah")
    page.unroute("**/*.txt")
