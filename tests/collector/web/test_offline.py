"""Answers that meet a bad network: kept on the phone, sent later, stored once."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import browser as chrome
import pytest
from browser import (
    KEPT,
    NO_BACKGROUND_SYNC,
    PORTAL,
    THANKS,
    Network,
    fill,
    keep_one,
    open_form,
    send,
    tab_to,
    unsent,
    wait_for_unsent,
)
from form_client import QUESTIONNAIRE_ORDER, Clock
from playwright.sync_api import Browser, BrowserContext, Playwright, expect

pytestmark = pytest.mark.slow
Rows = Callable[[str], list[tuple[Any, ...]]]
DAY = 24 * 60 * 60


@pytest.fixture
def address(network: Network) -> str:
    """Return the address of the form."""
    return f"{network.origin}/l/ab2cd"


@pytest.mark.parametrize("language", ["id", "en"])
def test_answer_without_network_is_kept_and_sent_once(
    phone: BrowserContext, network: Network, address: str, rows: Rows, language: str
) -> None:
    """The page says honestly where the answer is and how many wait; with the network come the usual thanks."""
    page = keep_one(phone, f"{address}?lang=en" if language == "en" else address, waktu="4")

    count = {"id": "Belum terkirim dari ponsel ini: 1 jawaban.", "en": "Not sent from this phone yet: 1."}
    expect(page.get_by_role("status")).to_contain_text(count[language])
    assert page.evaluate("document.activeElement.className") == "box"
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert not page.is_visible("form")
    assert network.posts == []

    phone.set_offline(False)
    expect(page.locator("h1")).to_have_text(THANKS[language])
    assert rows("mode, offline, seconds, language, json_extract(answers, '$.waktu')") == [
        ("qr", 1, None, language, 4)
    ]
    assert network.posts == ["/l/ab2cd"]
    assert unsent(page) == []


def test_answer_is_sent_although_its_page_was_closed(
    phone: BrowserContext, network: Network, address: str, rows: Rows
) -> None:
    """The next visit delivers it and leads to its receipt."""
    keep_one(phone, address).close()
    phone.set_offline(False)
    page = phone.new_page()
    page.goto(address)

    expect(page.get_by_role("status")).to_contain_text("Jawaban Anda sudah terkirim. Terima kasih.")
    page.click("text=Lihat tanda terima")
    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert len(rows("id")) == len(network.posts) == 1


def test_answer_is_sent_although_the_browser_was_killed(
    started: tuple[Playwright, Browser], network: Network, address: str, rows: Rows, tmp_path: Path
) -> None:
    """What the page called stored is on disk: kill -9 right after it loses nothing."""
    options: dict[str, Any] = {"executable_path": chrome.need_chromium(), "args": chrome.ARGUMENTS}
    folder = tmp_path / "phone"
    phone = started[0].chromium.launch_persistent_context(folder, **options)
    phone.add_init_script(NO_BACKGROUND_SYNC)
    keep_one(phone, address)
    with phone.expect_event("close"):
        _kill_processes_of(folder)

    phone = started[0].chromium.launch_persistent_context(folder, **options)
    phone.add_init_script(NO_BACKGROUND_SYNC)
    page = phone.new_page()
    page.goto(address)
    expect(page.get_by_role("status")).to_contain_text("Jawaban Anda sudah terkirim. Terima kasih.")
    phone.close()
    assert len(rows("id")) == len(network.posts) == 1


def _kill_processes_of(folder: Path) -> None:
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"--user-data-dir={folder}".encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)


def test_answer_survives_a_page_closed_while_sending(
    phone: BrowserContext, network: Network, address: str, rows: Rows
) -> None:
    """It is on the phone before the server answers; a later page takes it up when nobody else is sending it."""
    page = open_form(phone, address)
    network.is_open.clear()
    network.has_portal = True
    fill(page)
    send(page)
    (entry,) = wait_for_unsent(page)
    assert entry["until"] > entry["at"]  # it is being sent right now
    page.close()
    network.is_open.set()
    network.has_portal = False

    page = phone.new_page()
    page.clock.install(time=entry["at"] / 1000 + 60)
    page.goto(address)
    expect(page.get_by_role("status")).to_contain_text("Jawaban Anda sudah terkirim. Terima kasih.")
    assert rows("id") == [(entry["id"],)]


@pytest.mark.parametrize(
    "portal",
    [PORTAL, ("application/json", b'{"ok": true}'), ("application/json", b'{"kotaksaran": 1, "id": "0"}')],
    ids=["page", "foreign words", "another answer's"],
)
def test_login_page_of_a_foreign_network_is_no_receipt(
    phone: BrowserContext, network: Network, address: str, rows: Rows, portal: tuple[str, bytes]
) -> None:
    """It answers 200 to anything; only our own words count."""
    page = open_form(phone, address)
    network.has_portal, network.portal = True, portal
    fill(page)
    send(page)
    expect(page.get_by_role("status")).to_contain_text(KEPT["id"])
    page.click("text=Kirim sekarang")
    expect(page.get_by_role("status")).to_contain_text("Belum berhasil. Kami coba lagi sebentar lagi.")
    assert page.evaluate("document.activeElement.textContent") == "Kirim sekarang"
    assert rows("id") == []
    assert len(unsent(page)) == 1

    network.has_portal = False
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert len(rows("id")) == 1


def test_stopped_server_loses_nothing(phone: BrowserContext, network: Network, address: str, rows: Rows) -> None:
    """The form opens from the phone and says so; the answer goes out when the server is back."""
    open_form(phone, address).close()
    network.stop()
    page = phone.new_page()
    page.goto(address)
    expect(page.get_by_role("status")).to_have_text(
        "Sambungan sedang terganggu. Anda tetap dapat mengisi formulir ini."
    )
    fill(page)
    send(page)
    expect(page.get_by_role("status")).to_contain_text(KEPT["id"])

    network.start()
    page.click("text=Kirim sekarang")
    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert rows("offline") == [(1,)]


def test_unusable_storage_loses_nothing(phone: BrowserContext, address: str, rows: Rows, store: Any) -> None:
    """A server that answers 503 is asked again later."""
    page = open_form(phone, address)
    store.connection.execute("PRAGMA query_only = ON")
    fill(page)
    send(page)
    expect(page.get_by_role("status")).to_contain_text(KEPT["id"])

    store.connection.execute("PRAGMA query_only = OFF")
    page.click("text=Kirim sekarang")
    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert len(rows("id")) == 1


def test_sending_is_tried_again_by_itself(
    phone: BrowserContext, network: Network, address: str, rows: Rows
) -> None:
    """After five seconds the open page tries again, without a touch and without an event."""
    page = phone.new_page()
    page.clock.install()
    page.goto(address)
    chrome.wait_until_kept(page)
    network.has_portal = True
    fill(page)
    send(page)
    expect(page.get_by_role("status")).to_contain_text(KEPT["id"])

    network.has_portal = False
    page.clock.run_for(5_000)
    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert len(rows("id")) == 1


def test_keyboard_alone_keeps_and_sends(phone: BrowserContext, network: Network, address: str, rows: Rows) -> None:
    """Tab, space and enter are enough, and the focus is never lost on the way."""
    page = open_form(phone, address)
    network.has_portal = True
    for key in QUESTIONNAIRE_ORDER:
        tab_to(page, f"[name={key}]")
        page.keyboard.press("Space")
    tab_to(page, "form button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(KEPT["id"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Kirim sekarang"
    network.has_portal = False
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert rows("json_extract(answers, '$.waktu')") == [(1,)]


def test_two_pages_send_one_answer_once(phone: BrowserContext, network: Network, address: str, rows: Rows) -> None:
    """Both hear that the network is back; one of them sends, and the other one shows thanks as well."""
    first = keep_one(phone, address)
    second = phone.new_page()
    second.goto(address)
    expect(second.get_by_role("status")).to_contain_text("Belum terkirim dari ponsel ini: 1 jawaban.")

    phone.set_offline(False)
    expect(first.locator("h1")).to_have_text(THANKS["id"])
    expect(second.get_by_role("status")).to_contain_text("Jawaban Anda sudah terkirim. Terima kasih.")
    assert len(rows("id")) == len(network.posts) == 1


def test_duplicated_pages_keep_both_answers(phone: BrowserContext, address: str, rows: Rows) -> None:
    """A duplicated tab has the same id; neither answer overwrites the other, on the phone or on the server."""
    first, second = open_form(phone, address), open_form(phone, address)
    number = first.input_value("[name=id]")
    second.eval_on_selector("[name=id]", "(field, value) => { field.value = value }", number)
    phone.set_offline(True)
    for page, answer in ((first, "1"), (second, "4")):
        fill(page, waktu=answer)
        send(page)
        expect(page.get_by_role("status")).to_contain_text(KEPT["id"])
    expect(second.get_by_role("status")).to_contain_text("Belum terkirim dari ponsel ini: 2 jawaban.")

    phone.set_offline(False)
    for page in (first, second):
        expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert sorted(rows("json_extract(answers, '$.waktu')")) == [(1,), (4,)]


def test_refused_answer_can_be_corrected(phone: BrowserContext, address: str, rows: Rows, clock: Clock) -> None:
    """An answer that waited too long is refused, kept, named, and sent once it was shown again."""
    keep_one(phone, address).close()
    clock.forward(days=61)
    phone.set_offline(False)
    page = phone.new_page()
    page.goto(address)
    expect(page.get_by_role("status")).to_contain_text("Ada isian yang perlu Anda perbaiki.")
    page.click("text=Kirim sekarang")
    expect(page.get_by_role("alert")).to_contain_text("Halaman ini sudah terlalu lama terbuka")
    send(page)

    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert len(rows("id")) == 1
    assert unsent(page) == []


@pytest.mark.parametrize(("days", "warned"), [(2.9, False), (3.1, True)])
def test_warning_after_three_days(phone: BrowserContext, address: str, *, days: float, warned: bool) -> None:
    """Who carries an answer for more than three days is told so."""
    since = keep_one(phone, address).evaluate("Date.now()")
    page = phone.new_page()
    page.clock.set_fixed_time(since / 1000 + days * DAY)
    page.goto(address)

    status = page.get_by_role("status")
    expect(status).to_contain_text("Belum terkirim dari ponsel ini: 1 jawaban.")
    assert ("Sudah lebih dari 3 hari." in status.inner_text()) == warned
