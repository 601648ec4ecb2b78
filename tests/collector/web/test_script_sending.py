"""Sending with script: as without it where the server has something to say, and where browsers block things."""

from collections.abc import Callable
from typing import Any

import browser as chrome
import pytest
from browser import KEPT, THANKS, Network, fill, keep_one, open_form, send, unsent
from playwright.sync_api import Browser, BrowserContext, Playwright, expect

pytestmark = pytest.mark.slow
Rows = Callable[[str], list[tuple[Any, ...]]]
DAY = 24 * 60 * 60


@pytest.fixture
def address(network: Network) -> str:
    """Return the address of the form."""
    return f"{network.origin}/l/ab2cd"


def test_double_click_sends_once(phone: BrowserContext, network: Network, address: str, rows: Rows) -> None:
    """With script, the second tap does not even send."""
    page = open_form(phone, address)
    fill(page)
    page.dblclick("main form button")

    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert len(rows("id")) == len(network.posts) == 1


def test_reloading_does_not_send_again(phone: BrowserContext, network: Network, address: str, rows: Rows) -> None:
    """Neither the thanks nor the page of a kept answer is a form that a browser would send again."""
    page = open_form(phone, address)
    fill(page)
    send(page)
    expect(page.locator("h1")).to_have_text(THANKS["id"])
    page.reload()
    expect(page.locator("h1")).to_have_text(THANKS["id"])

    page = keep_one(phone, address)
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("Belum terkirim dari ponsel ini: 1 jawaban.")
    assert page.is_visible("form")
    assert len(unsent(page)) == 1
    assert len(rows("id")) == len(network.posts) == 1


def test_changed_answer_of_the_same_visit_is_refused_in_words(
    phone: BrowserContext, address: str, rows: Rows
) -> None:
    """Back, another answer, sent while online: the page of the 409, as without script."""
    page = open_form(phone, address)
    fill(page)
    send(page)
    page.wait_for_url("**/terima/*")
    page.go_back()
    page.wait_for_selector("[name=waktu]")
    fill(page, waktu="1")
    send(page)

    expect(page.locator("h1")).to_have_text("Jawaban pertama Anda sudah tersimpan")
    assert len(rows("id")) == 1
    assert unsent(page) == []


def test_fault_found_by_the_server_is_shown_by_the_server(phone: BrowserContext, address: str, rows: Rows) -> None:
    """The normal error page, with the answers; what is corrected there is stored and nothing stays on the phone."""
    page = open_form(phone, address)
    fill(page, skip="waktu")
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Pertanyaan 3, Waktu Penyelesaian: pilih satu jawaban.")
    page.check("[name=waktu][value='2']")
    send(page)

    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert rows("json_extract(answers, '$.waktu')") == [(2,)]
    assert unsent(page) == []


@pytest.mark.parametrize(("field", "value"), [("waktu", None), ("usia", "9"), ("usia", "121"), ("usia", "tua")])
def test_fault_found_without_network_is_told_at_once(
    phone: BrowserContext, address: str, field: str, value: str | None
) -> None:
    """An answer that the server would refuse later, when nobody can correct it, is not put into the queue."""
    page = open_form(phone, address)
    phone.set_offline(True)
    fill(page, skip=field)
    if value is not None:
        page.eval_on_selector(f"[name={field}]", "(field, value) => { field.value = value }", value)
    send(page)

    alert = page.locator(f":is(fieldset, .box):has([name={field}]) [role=alert]")
    expect(alert).to_have_text("Mohon lengkapi atau perbaiki bagian ini.")
    assert page.evaluate("document.activeElement.name") == field
    assert unsent(page) == []


BLOCKED = {
    "no database": "Object.defineProperty(self, 'indexedDB', {value: undefined})",
    "database refused": "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') }",
    "no worker": "delete Navigator.prototype.serviceWorker",
    "worker refused": (
        "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('', 'SecurityError'))"
    ),
    "disk full": (
        "const put = IDBObjectStore.prototype.put;"
        "IDBObjectStore.prototype.put = function (entry) {"
        "    const request = put.call(this, entry); this.transaction.abort(); return request }"
    ),
    "disk refused": "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'UnknownError') }",
}


@pytest.mark.parametrize("blocked", BLOCKED)
def test_nothing_waits_for_what_a_browser_blocks(
    phone: BrowserContext, network: Network, address: str, rows: Rows, blocked: str
) -> None:
    """Private windows send as without script, and a full phone at least sends."""
    phone.add_init_script(BLOCKED[blocked])
    page = phone.new_page()
    page.goto(address)
    fill(page)
    send(page)

    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert len(rows("id")) == len(network.posts) == 1
    assert (network.accepted == "application/json") <= blocked.startswith("disk")


def test_full_phone_claims_nothing(phone: BrowserContext, address: str) -> None:
    """Where an answer can't be kept, no page says that it was."""
    phone.add_init_script(BLOCKED["disk full"])
    page = open_form(phone, address)
    phone.set_offline(True)
    fill(page)
    with page.expect_event("requestfailed", lambda request: request.is_navigation_request()):
        send(page)  # as without a script, so that the browser itself says that there is no network

    expect(page.locator("body")).not_to_contain_text(KEPT["id"])


def test_form_works_over_plain_http(started: tuple[Playwright, Browser], network: Network, rows: Rows) -> None:
    """Without https a browser has no worker; the form does not wait for one."""
    rule = f"--host-resolver-rules=MAP kotak.example 127.0.0.1:{network.port}"
    options: dict[str, Any] = {"executable_path": chrome.need_chromium(), "args": [*chrome.ARGUMENTS, rule]}
    other = started[0].chromium.launch(**options)
    page = other.new_page()
    page.goto("http://kotak.example/l/ab2cd")
    assert page.evaluate("isSecureContext") is False
    fill(page)
    send(page)

    expect(page.locator("h1")).to_have_text(THANKS["id"])
    assert len(rows("id")) == 1
    other.close()
