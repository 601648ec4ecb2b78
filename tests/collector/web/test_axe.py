"""Every state of every page passes axe-core: no violation and nothing it could not decide, light and dark."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from browser import NO_BACKGROUND_SYNC, Network, fill, keep_one, open_form, send, wait_until_kept
from factories import REGION
from flask import Flask
from form_client import Clock
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from trainees import AT_THE_END, BEFORE, TABLES, THREE_MONTHS, filled, invite

from collector.storage import SqliteStore

pytestmark = pytest.mark.slow
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "async () => { const { violations, incomplete } = await axe.run(); return [...violations, ...incomplete]; }"
SECOND = 1000
LANGUAGES = ["id", "en"]
PHONE, TABLET = {"width": 360, "height": 640}, {"width": 1024, "height": 768}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Speak each language."""
    return str(request.param)


@pytest.fixture
def open_context(started: tuple[Playwright, Browser]) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that takes a new phone or tablet."""
    opened: list[BrowserContext] = []

    def take(size: Any = PHONE) -> BrowserContext:
        context = started[1].new_context(viewport=size)
        context.add_init_script(NO_BACKGROUND_SYNC)
        opened.append(context)
        return context

    yield take
    for context in opened:
        context.close()


def _query(language: str, path: str = "") -> str:
    """Return what asks for a language; addresses in Indonesian are plain."""
    return "" if language == "id" else f"{'&' if '?' in path else '?'}lang={language}"


def _check(page: Page) -> None:
    """Look at a page in both colour schemes."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.evaluate(AXE)
        found = page.evaluate(RUN)
        assert [] == [(one["id"], [node["html"] for node in one["nodes"]]) for one in found], scheme


@pytest.mark.parametrize(
    "path",
    [
        "/", "/l/ab2cd", "/l/ab2cd?t=ABCDEFGH", "/l/0d999", "/l/zzzzz", "/nowhere", "/terima/0000000000000000",
        "/kios/ab2cd", "/kios/ab2cd?selesai=1", "/kios/0d999", "/layar/ab2cd", "/layar/0d999",
    ],
)  # fmt: skip
def test_pages(open_context: Callable[..., BrowserContext], network: Network, path: str, language: str) -> None:
    """Forms, messages, kiosk and screen as they open."""
    page = open_context(TABLET if path.startswith(("/kios", "/layar")) else PHONE).new_page()
    page.goto(f"{network.origin}{path}{_query(language, path)}")
    _check(page)


def test_form_with_everything_a_region_may_ask(
    open_context: Callable[..., BrowserContext], network: Network, reload: Callable[..., None], language: str
) -> None:
    """The banner of an invented region and the question about disability."""
    reload(region=REGION.replace("simulated = false", "simulated = true") + 'additions = ["disabilitas"]\n')
    page = open_context().new_page()
    page.goto(f"{network.origin}/l/ab2cd{_query(language)}")
    page.locator("details").evaluate("details => details.open = true")
    _check(page)


def test_form_with_faults(open_context: Callable[..., BrowserContext], network: Network, language: str) -> None:
    """Faults the server found, and faults the script found."""
    context = open_context()
    page = context.new_page()
    page.goto(f"{network.origin}/l/ab2cd{_query(language)}")
    fill(page, skip="waktu")
    page.fill("[name=usia]", "7")
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()
    _check(page)

    again = open_form(context, f"{network.origin}/l/ab2cd{_query(language)}")
    context.set_offline(True)
    fill(again, skip="waktu")
    send(again)
    expect(again.get_by_role("alert").first).to_be_visible()
    _check(again)


def test_receipt_and_second_sending(
    open_context: Callable[..., BrowserContext], network: Network, language: str
) -> None:
    """The receipt, and what somebody sees who goes back and sends other answers."""
    page = open_context().new_page()
    page.goto(f"{network.origin}/l/ab2cd{_query(language)}")
    fill(page)
    send(page)
    page.wait_for_url("**/terima/**")
    _check(page)
    page.reload()
    _check(page)
    page.go_back()
    page.wait_for_selector("[name=waktu]")
    fill(page, waktu="1")
    send(page)
    page.wait_for_selector("main a[href*=terima]")
    _check(page)


def test_withdrawal(open_context: Callable[..., BrowserContext], network: Network, language: str) -> None:
    """The form that takes an answer back; a code that is wrong; and the page once the answer is withdrawn."""
    page = open_context().new_page()
    page.goto(f"{network.origin}/l/ab2cd{_query(language)}")
    fill(page)
    send(page)
    page.wait_for_url("**/terima/**")
    code = page.locator("code").nth(1).inner_text()
    page.click("summary")
    _check(page)
    page.fill("[name=tarik]", "wrong")
    page.click("main form button")
    expect(page.get_by_role("alert")).to_be_visible()
    _check(page)
    page.fill("[name=tarik]", code)
    page.click("main form button")
    expect(page.locator("[name=tarik]")).to_have_count(0)
    _check(page)


def test_trouble(
    open_context: Callable[..., BrowserContext], network: Network, store: SqliteStore, language: str
) -> None:
    """The page that sends again while nothing can be stored."""
    page = open_context().new_page()
    page.goto(f"{network.origin}/l/ab2cd{_query(language)}")
    fill(page)
    store.connection.execute("PRAGMA query_only = ON")
    page.evaluate("document.querySelector('main form').submit()")  # as without our script
    page.wait_for_load_state("load")
    expect(page.locator("main form button")).to_be_visible()
    _check(page)


def test_answers_kept_on_the_phone(
    open_context: Callable[..., BrowserContext], network: Network, language: str
) -> None:
    """What was kept without a network, and the note of it on the next form."""
    context = open_context()
    address = f"{network.origin}/l/ab2cd{_query(language)}"
    page = keep_one(context, address)
    _check(page)
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_role("status").first).to_be_visible()
    _check(again)


def test_kiosk_states(open_context: Callable[..., BrowserContext], network: Network, language: str) -> None:
    """Badge, thanks, countdown and the panel of the staff."""
    context = open_context(TABLET)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{network.origin}/kios/ab2cd{_query(language)}")
    wait_until_kept(page)
    page.check("[name=waktu][value='2']")
    page.clock.run_for(45 * SECOND)
    expect(page.locator("#idle")).to_be_visible()
    _check(page)
    page.keyboard.press("Shift")
    context.set_offline(True)
    fill(page)
    send(page)
    expect(page.locator("#thanks")).to_be_visible()
    _check(page)
    page.click("#finish")
    expect(page.locator("#badge")).to_be_visible()
    _check(page)
    for _ in range(5):
        page.click(".door")
    expect(page.locator("#staff")).to_be_visible()
    _check(page)


def test_screen_without_network(open_context: Callable[..., BrowserContext], network: Network) -> None:
    """The screen at the counter once its code has ended."""
    context = open_context(TABLET)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{network.origin}/layar/ab2cd")
    context.set_offline(True)
    page.clock.run_for(62 * 60 * SECOND)
    expect(page.locator("#stale")).to_be_visible()
    _check(page)


def test_invitation_pages(
    open_context: Callable[..., BrowserContext],
    network: Network,
    app: Flask,
    store: SqliteStore,
    clock: Clock,
    reload: Callable[..., None],
    language: str,
) -> None:
    """A trainee: test, overview, ratings with faults, thanks, reasons to tick, and the messages."""
    reload(**TABLES)
    settings = app.extensions["kotak_saran"].settings
    clock.now = BEFORE
    (slip,) = invite(settings, store)
    page = open_context(PHONE).new_page()

    def opens(path: str) -> None:
        page.goto(f"{network.origin}{path}{_query(language, path)}")
        _check(page)

    for path in (f"/u/{slip}", f"/u/{slip}?isi=pasca", "/u/zzzz0000zzzz0000", "/u/abc", f"/u/{slip}?isi=atasan-3"):
        opens(path)
    clock.now = AT_THE_END
    for path in (f"/u/{slip}", f"/u/{slip}?isi=pasca", f"/u/{slip}?isi=pengajar", f"/u/{slip}?isi=reaksi"):
        opens(path)
    page.locator("form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    _check(page)
    for key, value in filled("reaksi").items():
        page.check(f"[name={key}][value='{value}']")
    page.locator("form button").click()
    page.wait_for_selector("svg.tick")
    _check(page)
    clock.now = THREE_MONTHS
    opens(f"/u/{slip}")
