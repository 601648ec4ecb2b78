"""The service worker: opens forms without network and sends in the background."""

from collections.abc import Callable
from typing import Any

import pytest
from browser import THANKS, Network, fill, keep_one, open_form, send, wait_for
from form_client import Clock
from playwright.sync_api import Browser, BrowserContext, Playwright, expect

from collector.web import scripts

pytestmark = pytest.mark.slow
Rows = Callable[[str], list[tuple[Any, ...]]]
DAY = 24 * 60 * 60


@pytest.fixture
def address(network: Network) -> str:
    """Return the address of the form."""
    return f"{network.origin}/l/ab2cd"


def test_worker_sends_without_any_page(
    started: tuple[Playwright, Browser], network: Network, address: str, rows: Rows
) -> None:
    """Background Sync delivers when no page of ours is open."""
    phone = started[1].new_context()
    page = keep_one(phone, address)
    wait_for(page, "(await (await navigator.serviceWorker.ready).sync.getTags()).length")
    page.close()
    elsewhere = phone.new_page()
    session = phone.new_cdp_session(elsewhere)
    known: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: known.extend(entry["registrationId"] for entry in event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    while not known:
        elsewhere.wait_for_function("true")  # lets the event in
    phone.set_offline(False)
    worker = {"origin": network.origin, "registrationId": known[0], "tag": "kotak-saran", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", worker)

    while not rows("id"):
        elsewhere.wait_for_function("true")
    assert rows("offline") == [(1,)]
    phone.close()


@pytest.mark.parametrize("query", ["?k=abcdefgh", "?t=abcdefgh", "?lang=en&t=abcdefgh"])
def test_pages_with_a_proof_are_never_kept(phone: BrowserContext, address: str, query: str) -> None:
    """A slip or a screen's code belongs to one visit; only the plain form opens without network."""
    open_form(phone, address)
    page = phone.new_page()
    page.goto(address + query)

    kept = page.evaluate("async () => (await (await caches.open('kotak-saran')).keys()).map(({url}) => url)")
    assert [url for url in kept if "/s/" not in url] == [address]


def test_kept_page_has_an_id_of_its_own_each_time(phone: BrowserContext, address: str) -> None:
    """Two visitors who open the kept page are two."""
    open_form(phone, address)
    phone.set_offline(True)
    numbers = set()
    for _ in range(2):
        page = phone.new_page()
        page.goto(address)
        numbers.add(page.input_value("[name=id]"))

    assert len(numbers) == 2
    assert all(len(number) == 32 for number in numbers)


def test_answer_filled_on_a_kept_page_tells_no_time(
    phone: BrowserContext, network: Network, address: str, rows: Rows, clock: Clock
) -> None:
    """The page was rendered days ago; how long filling took is not known, even if the network is back."""
    open_form(phone, address)
    clock.forward(days=2)
    network.stop()
    page = phone.new_page()
    page.goto(address)
    network.start()
    fill(page)
    send(page)

    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert rows("offline, seconds, visited_on") == [(1, None, "2025-03-05")]


def test_update_brings_the_new_page_and_loses_nothing(
    phone: BrowserContext, network: Network, address: str, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version of the scripts arrives while an answer waits: it is sent, and the new page is the kept one."""
    keep_one(phone, address).close()
    scripts.load_scripts.cache_clear()
    monkeypatch.setattr(scripts, "stripped", lambda source: source)
    network.app.extensions["kotak_saran"].prepared = type(network.app.extensions["kotak_saran"].prepared)()
    phone.set_offline(False)
    page = open_form(phone, address)
    expect(page.get_by_role("status")).to_contain_text("Jawaban Anda sudah terkirim. Terima kasih.")
    path = scripts.load_scripts().form.path

    wait_for(page, f"(await (await caches.match('/l/ab2cd')).text()).includes('{path}')")
    phone.set_offline(True)
    page.reload()
    expect(page.get_by_role("status")).to_contain_text(
        "Sambungan sedang terganggu. Anda tetap dapat mengisi formulir ini."
    )
    assert page.get_attribute("script", "src") == path
    assert len(rows("id")) == 1
    scripts.load_scripts.cache_clear()


def test_first_visit_loads_page_script_and_worker_once(
    phone: BrowserContext, network: Network, address: str
) -> None:
    """The worker is the form's own script, so it is not loaded twice; the page is kept without asking again."""
    open_form(phone, address)

    path = scripts.load_scripts().form.path
    assert network.gets == [("/l/ab2cd", 200), (path, 200), ("/sw.js", 200), (path, 304)]
