"""The counter's screen: a QR that is good for now, on tablets of any age, and never a stale one shown as good."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import browser as chrome
import pytest
import zxingcpp
from form_client import Citizen, Clock, Page, StrictClient
from PIL import Image
from playwright.sync_api import Browser, Playwright, Route, expect

Rows = Callable[[str], list[tuple[Any, ...]]]
ADDRESS = "/layar/ab2cd"
SVG = "{http://www.w3.org/2000/svg}"
HALF_HOUR = timedelta(minutes=30)
SIZES = [(800, 480), (1024, 600), (1280, 800), (600, 1024), (768, 1024), (1920, 1080)]


def _code_on(page: Page) -> str:
    """Read the QR as it stands in the page, drawn the way a browser draws it: four points a module."""
    (svg,) = [svg for svg in page.root.iter(f"{SVG}svg") if svg.get("role") == "img"]
    side = int(svg.get("viewBox", "").split()[2])
    image = Image.new("L", (side, side), 255)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", svg.findall(f"{SVG}path")[1].get("d", "")):
        image.paste(0, (int(x), int(y), int(x) + int(length), int(y) + 1))
    (found,) = zxingcpp.read_barcodes(image.resize((side * 4, side * 4)))
    return found.text


def _scanned(client: StrictClient) -> str:
    """Return the path a phone opens that scans the screen now."""
    parts = urlsplit(_code_on(client.page(ADDRESS)))
    return f"{parts.path}?{parts.query}"


def test_scanned_screen_proves_the_visit(citizen: Citizen, rows: Rows) -> None:
    """Who scans the screen and answers has been at the counter: class poster."""
    citizen.sends(citizen.opens(_scanned(citizen.client)))

    assert rows("class, counter, mode") == [("poster", "ab2cd", "qr")]


def test_code_is_good_for_its_half_hour_and_the_next(citizen: Citizen, rows: Rows, clock: Clock) -> None:
    """A photo of the screen sent to friends is worth nothing an hour later; the answer is kept all the same."""
    photo = _scanned(citizen.client)
    clock.now += HALF_HOUR
    citizen.sends(citizen.opens(photo))
    clock.now += HALF_HOUR
    citizen.sends(citizen.opens(photo))

    assert rows("class") == [("poster",), ("open",)]
    assert _scanned(citizen.client) != photo


def test_screen_says_how_long_its_code_is_good(client: StrictClient, clock: Clock) -> None:
    """The page knows when it has to stop showing its code: at the end of the next half hour."""
    clock.now = clock.now.replace(minute=10, second=0, microsecond=0)
    (shown,) = client.page(ADDRESS).all("*[@id='shown']")

    assert shown.get("data-good-for") == str(50 * 60)


def test_screen_speaks_both_languages_at_once(client: StrictClient) -> None:
    """A queue reads it together; names, steps and the address to type stand in both."""
    words = client.page(ADDRESS).words("main")

    assert "Bagaimana pelayanan kami?" in words
    assert "How was our service?" in words
    assert "KTP-el, Dinas Uji" in words
    assert "Identity card, Test Agency" in words
    assert "localhost/l/ab2cd" in words


def test_screen_is_never_kept(client: StrictClient) -> None:
    """No browser, proxy or worker shows an old code."""
    assert client.get(ADDRESS).headers["Cache-Control"] == "no-store"
    assert b"/layar" not in client.get("/sw.js").data


def test_screen_reloads_without_script(client: StrictClient) -> None:
    """A browser that runs no script asks for the next code by itself."""
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in client.get(ADDRESS).text


def test_screen_of_a_retired_or_unknown_counter_says_so(client: StrictClient) -> None:
    """The same friendly pages as for phones."""
    assert client.page("/layar/0d999").words("h1") == "Loket ini sudah tidak dipakai"
    assert client.page("/layar/zzzzz").words("h1") == "Loket tidak ditemukan"


def test_film_that_keeps_awake_is_small_and_served_whole(client: StrictClient) -> None:
    """It is a dark point of 1.5 kB, for browsers without a wake lock; iPads ask for it in ranges."""
    (film,) = client.page(ADDRESS).all("video")
    whole = client.get(str(film.get("src")))
    part = client.get(str(film.get("src")), headers={"Range": "bytes=0-1"})

    assert (whole.mimetype, len(whole.data)) == ("video/mp4", 1505)
    assert (part.status_code, part.data) == (206, whole.data[:2])


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screen_is_read_from_a_photo(
    started: tuple[Playwright, Browser], network: chrome.Network, size: tuple[int, int], scheme: Any
) -> None:
    """On tablets and televisions, upright or not, light or dark, all of it is in view and the QR is read."""
    page = started[1].new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page.goto(f"{network.origin}{ADDRESS}")
    photo = Image.open(BytesIO(page.screenshot()))
    (found,) = zxingcpp.read_barcodes(photo)

    assert found.text.startswith(f"{network.origin}/l/ab2cd?k=")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
    page.close()


@pytest.mark.slow
def test_screen_without_style_is_still_read(started: tuple[Playwright, Browser], network: chrome.Network) -> None:
    """An iPad with iOS 9 knows no hashes in the policy and leaves our style out: the QR has a size of its own."""
    context = started[1].new_context(viewport={"width": 768, "height": 1024}, java_script_enabled=False)
    page = context.new_page()

    def bare(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=re.sub(r"<style>.*?</style>", "", reply.text(), flags=re.DOTALL))

    page.route("**/layar/*", bare)
    page.goto(f"{network.origin}{ADDRESS}")
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot())))

    assert found.text.startswith(f"{network.origin}/l/ab2cd?k=")
    box = page.get_by_role("img").bounding_box()
    assert box
    assert (box["width"], box["height"]) == (480, 480)
    context.close()


@pytest.mark.slow
def test_screen_hides_a_code_that_is_no_longer_good(
    started: tuple[Playwright, Browser], network: chrome.Network, clock: Clock
) -> None:
    """Without network the code stays until it ends; then the screen says so, and comes back by itself."""
    context = started[1].new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(f"{network.origin}{ADDRESS}")
    before = page.locator("#shown path").nth(1).get_attribute("d")
    context.set_offline(True)
    page.clock.run_for(29 * 60 * 1000)
    expect(page.locator("#shown")).to_be_visible()
    page.clock.run_for(32 * 60 * 1000)
    expect(page.locator("#shown")).to_be_hidden()
    expect(page.locator("#stale")).to_contain_text("Jaringan di loket ini sedang terputus")

    context.set_offline(False)
    clock.now += timedelta(minutes=61)
    with page.expect_response(lambda response: response.url.endswith(ADDRESS)):
        page.clock.run_for(31 * 1000)
    expect(page.locator("#shown")).to_be_visible()
    assert page.locator("#shown path").nth(1).get_attribute("d") != before
    context.close()
