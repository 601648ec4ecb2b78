"""The policy of content: computed from what is on the pages, and kept by a real browser."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from threading import Thread
from typing import Any

import pytest
from browser import chromium
from playwright.sync_api import Browser, Page
from showcase import BuiltSite

from kotak_saran.demo.site_server import SiteHandler, SiteServer
from site_builder.files.headers import policy


def rules(text: str) -> dict[str, dict[str, str]]:
    """Read the header file: for each place its headers, one that begins with ! taken back."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if not line.startswith(" "):
            here = found.setdefault(line, {})
        elif not line.startswith("  ! "):
            name, value = line.strip().split(": ", 1)
            here[name] = value
    return found


def test_policy_allows_the_styles_on_the_pages_and_nothing_else_inline(site: BuiltSite) -> None:
    """The digest of every inline style stands in the policy; no inline script, no source but the site."""
    said = rules(site.text("_headers"))["/*"]["Content-Security-Policy"]
    styles = re.compile(r"<style>(.*?)</style>", re.DOTALL)
    inside = {style for place in site.pages() for style in styles.findall(site.text(place))}
    digests = {b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in inside}
    assert set(re.findall(r"'sha256-([^']*)'", said)) == digests
    assert "unsafe" not in said
    assert not re.search(r"https?:|\*", said)
    assert said.startswith("default-src 'none'; ")


def test_cards_alone_may_be_framed(site: BuiltSite, simulated: BuiltSite) -> None:
    """Frames of other sites may show a card; every other page refuses. Paths begin where the site begins."""
    found = rules(site.text("_headers"))
    assert found["/*"]["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert found["/*/kartu.html"]["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "/kepuasan/*/kartu.html" in rules(simulated.text("_headers"))
    assert "nosniff" in site.text("nginx-headers.conf")


class GuardedHandler(SiteHandler):
    """Serves with the policies of the site."""

    def end_headers(self) -> None:
        """Say the policy of this place."""
        frames = "*" if self.path.endswith("/kartu.html") else "'none'"
        self.send_header("Content-Security-Policy", policy(frames))
        super().end_headers()


class OtherSite(SiteHandler):
    """Somebody else's page with two frames."""

    def do_GET(self) -> None:  # noqa: N802 - the handler's contract
        """Answer with frames of a card and of a page."""
        body = "".join(f'<iframe src="{self.directory}/unit/biasa/{at}"></iframe>' for at in ("kartu.html", ""))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())


def served(handler: Any, folder: str) -> Iterator[str]:
    """Serve until the test is over."""
    with SiteServer(("127.0.0.1", 0), partial(handler, directory=folder)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def guarded(site: BuiltSite) -> Iterator[str]:
    """Serve the showcase with its policies."""
    yield from served(GuardedHandler, str(site.folder))


@pytest.fixture
def other(guarded: str) -> Iterator[str]:
    """Serve a page of another origin that frames the showcase."""
    yield from served(OtherSite, guarded)


@pytest.fixture
def started() -> Iterator[Browser]:
    """Start Chromium."""
    with chromium() as (_, browser):
        yield browser


def watched(browser: Browser) -> tuple[Page, list[str]]:
    """Open a page whose complaints are written down."""
    page, complaints = browser.new_page(), []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, complaints


@pytest.mark.slow
def test_browser_keeps_the_policy_without_a_complaint(guarded: str, started: Browser) -> None:
    """One page of each kind, cards too, is shown in its own style and nothing is refused."""
    page, complaints = watched(started)
    for place in ("", "unit/", "unit/biasa/", "layanan/besar/", "metode/", "data/", "tanda-terima/", "x/"):
        page.goto(f"{guarded}/{place}")
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    page.goto(f"{guarded}/unit/biasa/kartu.html")
    assert page.evaluate("getComputedStyle(document.body).borderLeftWidth") == "6px"
    assert [said for said in complaints if "404" not in said] == []


@pytest.mark.slow
def test_browser_frames_cards_and_no_page(other: str, started: Browser) -> None:
    """In somebody else's page the card is read, and the page of the agency is refused."""
    page, complaints = watched(started)
    page.goto(other)
    card, refused = page.frames[1:]
    assert "75,00" in card.locator("main").inner_text()
    assert refused.locator("main").count() == 0
    assert any("frame-ancestors" in said for said in complaints)
