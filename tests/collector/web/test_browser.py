"""The form in a real browser: keyboard only, without script, on a narrow screen, and going back."""

import os
import shutil
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from form_client import QUESTIONNAIRE_ORDER
from playwright.sync_api import Browser, Page, expect, sync_playwright

from collector.web.scripts import load_scripts
from collector.web.serve import open_server

pytestmark = pytest.mark.slow
CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FOCUSED = "document.activeElement"
Rows = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; without it the tests are skipped, or fail where they are required."""
    if CHROMIUM is None:
        if os.environ.get("KOTAKSARAN_BROWSER_TESTS") == "required":
            pytest.fail("chromium is not installed")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Serve the form and return its address."""
    server = open_server(app, host="127.0.0.1", port=0, threads=4)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}/l/ab2cd"
    server.close()
    thread.join(timeout=10)


@pytest.fixture(params=["with script", "without script"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """Open the form on a narrow screen."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=request.param == "with script"
    )
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


def _fill(page: Page, *, skip: str = "") -> None:
    for key in QUESTIONNAIRE_ORDER:
        if key != skip:
            page.check(f"[name={key}][value='3']")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            return
    pytest.fail(f"{selector} can't be reached by keyboard")


def test_keyboard_alone_fills_in_corrects_and_sends(page: Page, rows: Rows) -> None:
    """Tab, arrows, space and enter are enough: the fault takes the focus, its link leads to the question."""
    for key in QUESTIONNAIRE_ORDER[:8]:
        _tab_to(page, f"[name={key}]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    _tab_to(page, "main button")
    page.keyboard.press("Enter")

    expect(page).to_have_title("Kesalahan: KTP-el – Kotak Saran")
    assert page.evaluate(f"{FOCUSED}.getAttribute('role')") == "alert"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.name") == "pengaduan"
    page.keyboard.press("Space")
    _tab_to(page, "main button")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Terima kasih, jawaban Anda tersimpan")
    scores = ", ".join(f"json_extract(answers, '$.{key}')" for key in QUESTIONNAIRE_ORDER)
    assert rows(scores) == [(2, 2, 2, 2, 2, 2, 2, 2, 1)]


def test_page_fits_a_narrow_screen_and_a_thumb(page: Page) -> None:
    """At 360 px nothing scrolls sideways, and whatever is touched is at least 44 px high."""
    for _ in range(2):  # the blank form, then its error state
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        targets = page.locator(
            "a, label.o, button, select, textarea, summary, input:not([type=radio], [type=hidden], [name=situs])"
        )
        heights = {target.inner_text(): target.bounding_box() for target in targets.all()}
        assert not {text for text, box in heights.items() if box is None or box["height"] < 44}
        page.click("main button")
        expect(page.get_by_role("alert")).to_be_visible()


def test_double_click_stores_one_answer(page: Page, rows: Rows) -> None:
    """An impatient second tap on the button counts nothing twice."""
    _fill(page)
    page.dblclick("main button")

    expect(page.locator("h1")).to_have_text("Terima kasih, jawaban Anda tersimpan")
    assert len(rows("id")) == 1


def test_going_back_finds_the_same_form(browser: Browser, address: str, rows: Rows) -> None:
    """Back shows the page with its own id: sending again gives the same receipt, other answers are refused."""
    page = browser.new_context().new_page()
    page.goto(address)
    _fill(page)
    page.click("main button")
    page.wait_for_url("**/terima/*")
    receipt = page.url
    page.reload()

    for answer in ("3", "1"):
        page.evaluate("setTimeout(() => history.back())")  # the call returns before the page is gone
        page.wait_for_url("**/l/*")
        page.wait_for_selector("[name=waktu]")
        _fill(page)
        page.check(f"[name=waktu][value='{answer}']")
        page.click("main button")
        if answer == "3":
            page.wait_for_url("**/terima/*")
            assert page.url == receipt

    expect(page.locator("h1")).to_have_text("Jawaban pertama Anda sudah tersimpan")
    assert len(rows("id")) == 1
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_obeys_its_own_policy(browser: Browser, address: str, scheme: Any) -> None:
    """The browser blocks nothing, asks for the page and its own script only, and the style is really applied."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(address)
    page.wait_for_load_state("networkidle")

    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(250, 247, 242)", "dark": "rgb(16, 24, 23)"}[scheme]
    assert asked == [address, address.replace("/l/ab2cd", load_scripts().form.path)]
    assert complaints == []
    context.close()
