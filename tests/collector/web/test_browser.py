"""The form in a real browser: keyboard only, without script, on a narrow screen, reloading and going back."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser import THANKS, Network, fill, send, tab_to
from form_client import QUESTIONNAIRE_ORDER
from playwright.sync_api import Browser, Page, Playwright, expect

from collector.web.scripts import load_scripts

pytestmark = pytest.mark.slow
FOCUSED = "document.activeElement"
Rows = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def browser(started: tuple[Playwright, Browser]) -> Browser:
    """Return the running browser."""
    return started[1]


@pytest.fixture
def address(network: Network) -> str:
    """Return the address of the form."""
    return f"{network.origin}/l/ab2cd"


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


def _go_back(page: Page) -> None:
    page.go_back()
    page.wait_for_selector("[name=waktu]")


def test_keyboard_alone_fills_in_corrects_and_sends(page: Page, rows: Rows) -> None:
    """Tab, arrows, space and enter are enough: the fault takes the focus, its link leads to the question."""
    for key in QUESTIONNAIRE_ORDER[:8]:
        tab_to(page, f"[name={key}]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    tab_to(page, "main button")
    page.keyboard.press("Enter")

    expect(page).to_have_title("Kesalahan: KTP-el – Kotak Saran")
    assert page.evaluate(f"{FOCUSED}.getAttribute('role')") == "alert"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.name") == "pengaduan"
    page.keyboard.press("Space")
    tab_to(page, "main button")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Terima kasih, jawaban Anda tersimpan")
    scores = ", ".join(f"json_extract(answers, '$.{key}')" for key in QUESTIONNAIRE_ORDER)
    assert rows(scores) == [(2, 2, 2, 2, 2, 2, 2, 2, 1)]


@pytest.mark.parametrize("language", ["id", "en"])
def test_whole_way_in_each_language(page: Page, rows: Rows, language: str) -> None:
    """Switch the language, forget a question, tick the box of the comment, send: nothing is lost on the way."""
    if language == "en":
        page.click("text=English")
    fill(page, skip="waktu")
    page.fill("[name=saran]", "Antre lama")
    page.check("[name=saran_boleh_terbit]")
    send(page)
    fault = {"id": "Pertanyaan 3, Waktu Penyelesaian", "en": "Question 3, Completion time"}
    expect(page.get_by_role("alert").first).to_contain_text(fault[language])
    page.check("[name=waktu][value='2']")
    send(page)

    expect(page.locator("h1")).to_have_text(THANKS[language])
    answers = "json_extract(answers, '$.waktu'), json_extract(answers, '$.saran')"
    assert rows(f"language, {answers}, json_extract(answers, '$.saran_boleh_terbit')") == [
        (language, 2, "Antre lama", 1)
    ]


def test_page_fits_a_narrow_screen_and_a_thumb(page: Page) -> None:
    """At 360 px nothing scrolls sideways, and whatever is touched is at least 44 px high."""
    for has_faults in (False, True):
        if has_faults:
            page.click("main button")
            expect(page.get_by_role("alert")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        targets = page.locator(
            "a, label.o, button, select, textarea, summary, input:not([type=radio], [type=hidden], [name=situs])"
        )
        heights = {target.inner_text(): target.bounding_box() for target in targets.all()}
        assert not {text for text, box in heights.items() if box is None or box["height"] < 44}


def test_double_click_stores_one_answer(page: Page, rows: Rows) -> None:
    """An impatient second tap on the button counts nothing twice."""
    fill(page)
    page.dblclick("main button")

    expect(page.locator("h1")).to_have_text("Terima kasih, jawaban Anda tersimpan")
    assert len(rows("id")) == 1


def test_reloading_counts_nothing_twice(page: Page, address: str, rows: Rows) -> None:
    """A form that is reloaded half-way and a receipt that is reloaded are one answer; the next visit is another."""
    numbers = [page.input_value("[name=id]")]
    fill(page)
    page.reload()
    numbers.append(page.input_value("[name=id]"))
    fill(page)
    send(page)
    page.wait_for_url("**/terima/*")
    receipt = page.inner_text("code")
    page.reload()
    assert page.inner_text("code") == receipt
    assert rows("id") == [(numbers[1],)]

    page.goto(address)
    fill(page)
    send(page)
    page.wait_for_url("**/terima/*")
    assert page.inner_text("code") != receipt
    assert len({*numbers, *(row[0] for row in rows("id"))}) == 3


def test_going_back_finds_the_same_form(page: Page, rows: Rows) -> None:
    """Back shows the page with its own id and all that was written: sending it again gives the same receipt."""
    fill(page)
    page.fill("[name=saran]", "Antre lama")
    send(page)
    page.wait_for_url("**/terima/*")
    receipt = page.url
    page.reload()
    _go_back(page)

    assert page.input_value("[name=saran]") == "Antre lama"
    send(page)
    page.wait_for_url("**/terima/*")
    assert page.url == receipt
    assert len(rows("id")) == 1


def test_going_back_after_a_correction_finds_the_page_with_the_fault(page: Page, rows: Rows) -> None:
    """No error of the browser, whose own copy it is; sending the same answers from there is the same visit."""
    fill(page, skip="waktu")
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()
    page.check("[name=waktu][value='3']")
    send(page)
    page.wait_for_url("**/terima/*")
    receipt = page.url

    _go_back(page)
    page.check("[name=waktu][value='3']")
    send(page)
    page.wait_for_url("**/terima/*")
    assert page.url == receipt
    assert len(rows("id")) == 1


def test_other_answers_after_going_back_show_the_first_receipt(page: Page, rows: Rows) -> None:
    """No dead end: a sentence about what became of the second answer, and the way to the receipt of the first."""
    fill(page)
    send(page)
    page.wait_for_url("**/terima/*")
    receipt = page.inner_text("code")
    _go_back(page)
    fill(page, waktu="1")
    send(page)

    expect(page.locator("h1")).to_have_text("Jawaban pertama Anda sudah tersimpan")
    page.click("text=Lihat tanda terima")
    page.wait_for_url("**/terima/*")
    assert page.inner_text("code") == receipt
    assert rows("json_extract(answers, '$.waktu')") == [(3,)]


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
