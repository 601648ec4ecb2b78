"""The form on a tablet at the counter: one visitor after the other, with and without network."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser import NO_BACKGROUND_SYNC, Network, fill, open_form, send, unsent, wait_until_kept
from form_client import QUESTIONNAIRE_ORDER
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from collector.importing.kiosk_file import read_kiosk_file

pytestmark = pytest.mark.slow
Rows = Callable[[str], list[tuple[Any, ...]]]
STORED = {"id": "Jawaban Anda sudah tersimpan.", "en": "Your answers are stored."}
KEPT = "Jawaban Anda tersimpan di perangkat ini dan dikirim begitu ada jaringan."
SECOND = 1000


@pytest.fixture
def tablet(started: tuple[Playwright, Browser]) -> Iterator[BrowserContext]:
    """Take a tablet whose browser sends nothing in the background."""
    context = started[1].new_context(viewport={"width": 1024, "height": 768}, has_touch=True)
    context.add_init_script(NO_BACKGROUND_SYNC)
    yield context
    context.close()


@pytest.fixture
def address(network: Network) -> str:
    """Return the address of the kiosk."""
    return f"{network.origin}/kios/ab2cd"


@pytest.fixture
def kiosk(tablet: BrowserContext, address: str) -> Page:
    """Open the kiosk with a clock that the test moves."""
    page = tablet.new_page()
    page.clock.install()
    page.goto(address)
    wait_until_kept(page)
    return page


def _is_empty(page: Page) -> bool:
    return not page.locator("form :checked:not(option)").count() and page.input_value("[name=saran]") == ""


def _is_at_start(page: Page) -> bool:
    return page.is_visible("form") and not page.is_visible("#thanks") and not page.is_visible("#idle")


def test_kiosk_thanks_and_starts_anew_by_itself(kiosk: Page, rows: Rows) -> None:
    """Eight seconds of thanks with no receipt, then an empty form with an id of its own, twice."""
    numbers = []
    for _ in range(2):
        numbers.append(kiosk.input_value("[name=id]"))
        fill(kiosk)
        kiosk.fill("[name=saran]", "Terima kasih")
        send(kiosk)
        expect(kiosk.get_by_text(STORED["id"])).to_be_visible()
        assert not kiosk.is_visible("form")
        assert _is_empty(kiosk)
        assert "/terima/" not in kiosk.content()
        kiosk.clock.run_for(7 * SECOND)
        assert kiosk.is_visible("#thanks")
        kiosk.clock.run_for(2 * SECOND)
        assert _is_at_start(kiosk)

    assert [row[0] for row in rows("id")] == numbers
    assert len(set(numbers)) == 2
    assert rows("mode, seconds, offline, class") == [("kiosk", None, 0, "open")] * 2
    assert kiosk.evaluate("history.length") == 2  # the blank page of the test, and the kiosk


def test_kiosk_button_ends_the_thanks(kiosk: Page) -> None:
    """The next visitor need not wait; the focus is at the top again."""
    fill(kiosk)
    send(kiosk)
    kiosk.get_by_text("Selesai", exact=True).click()

    assert _is_at_start(kiosk)
    assert kiosk.evaluate("document.activeElement.tagName") == "H1"
    assert kiosk.evaluate("scrollY") == 0


def test_kiosk_empties_itself_after_a_minute(kiosk: Page) -> None:
    """Twenty seconds before, it asks and counts down (WCAG 2.2.1)."""
    kiosk.check("[name=waktu][value='2']")
    kiosk.clock.run_for(39 * SECOND)
    assert not kiosk.is_visible("#idle")
    kiosk.clock.run_for(2 * SECOND)
    expect(kiosk.get_by_role("alert")).to_have_text(
        "Anda masih di sini? Formulir ini sebentar lagi dikosongkan. Sentuh layar untuk melanjutkan."
    )
    kiosk.clock.run_for(4 * SECOND)
    assert kiosk.inner_text("#idle-left") in {"15", "16"}
    kiosk.clock.run_for(16 * SECOND)

    assert _is_at_start(kiosk)
    assert _is_empty(kiosk)


@pytest.mark.parametrize("sign", ["touch", "key", "wheel"])
def test_kiosk_goes_on_after_any_sign_of_life(kiosk: Page, sign: str) -> None:
    """A touch anywhere, a key or the wheel stops the countdown, and changes no answer behind it."""
    kiosk.check("[name=waktu][value='2']")
    kiosk.clock.run_for(55 * SECOND)
    assert kiosk.is_visible("#idle")
    match sign:
        case "touch":
            box = kiosk.locator("[name=waktu][value='3']").bounding_box()
            assert box
            kiosk.touchscreen.tap(box["x"] + 5, box["y"] + 5)
        case "key":
            kiosk.keyboard.press("ArrowDown")
        case _:
            kiosk.mouse.wheel(0, 10)
    expect(kiosk.locator("#idle")).to_be_hidden()
    kiosk.clock.run_for(35 * SECOND)

    assert not kiosk.is_visible("#idle")
    assert kiosk.is_checked("[name=waktu][value='2']")


def test_kiosk_nobody_touches_stays_quiet(kiosk: Page) -> None:
    """Without a visitor nothing is counted down."""
    kiosk.clock.run_for(120 * SECOND)

    assert _is_at_start(kiosk)


def test_kiosk_that_slept_shows_nobody_s_answers(kiosk: Page) -> None:
    """When the tablet wakes, the minute is over."""
    kiosk.check("[name=waktu][value='2']")
    kiosk.clock.fast_forward(3600 * SECOND)

    assert _is_at_start(kiosk)
    assert _is_empty(kiosk)


def test_kiosk_goes_back_to_its_own_language(kiosk: Page, rows: Rows) -> None:
    """A visitor may read English; the next one starts in Indonesian."""
    kiosk.click("text=English")
    expect(kiosk.locator("h1").first).to_have_text("Identity card")
    fill(kiosk)
    send(kiosk)
    expect(kiosk.get_by_text(STORED["en"])).to_be_visible()
    kiosk.clock.run_for(9 * SECOND)

    expect(kiosk.locator("h1").first).to_have_text("KTP-el")
    assert rows("language") == [("en",)]


def test_kiosk_leaves_an_idle_page_in_another_language(kiosk: Page) -> None:
    """Even if the visitor touched nothing else."""
    kiosk.click("text=English")
    expect(kiosk.locator("h1").first).to_have_text("Identity card")
    kiosk.clock.run_for(61 * SECOND)

    expect(kiosk.locator("h1").first).to_have_text("KTP-el")


def test_kiosk_shows_no_earlier_answers_on_going_back(kiosk: Page) -> None:
    """Back and forward find an empty form, whatever the browser remembers."""
    fill(kiosk)
    kiosk.fill("[name=saran]", "Antre lama")
    kiosk.click("text=English")
    expect(kiosk.locator("h1").first).to_have_text("Identity card")
    fill(kiosk)
    kiosk.go_back()

    expect(kiosk.locator("h1").first).to_have_text("KTP-el")
    assert _is_empty(kiosk)
    kiosk.go_forward()
    expect(kiosk.locator("h1").first).to_have_text("Identity card")
    assert _is_empty(kiosk)
    kiosk.reload()
    assert _is_empty(kiosk)


def test_kiosk_names_the_question_that_is_missing(kiosk: Page, network: Network) -> None:
    """Nothing is sent that the server would refuse; nobody could correct it later."""
    fill(kiosk, skip="biaya")
    send(kiosk)

    expect(kiosk.locator("fieldset:has([name=biaya]) [role=alert]")).to_have_text(
        "Mohon lengkapi atau perbaiki bagian ini."
    )
    assert kiosk.evaluate("document.activeElement.name") == "biaya"
    assert network.posts == []
    kiosk.clock.run_for(61 * SECOND)
    assert not kiosk.locator("form [role=alert]").count()


def test_kiosk_tells_of_each_visitor_who_left(kiosk: Page) -> None:
    """One who answered and one who walked away are two; a day without visitors, and the staff, are none."""
    told: list[str] = []
    kiosk.on("request", lambda request: "ulang=1" in request.url and told.append(request.method))
    kiosk.clock.run_for(120 * SECOND)
    assert told == []

    with kiosk.expect_request("**/kios/ab2cd?ulang=1"):
        fill(kiosk)
        send(kiosk)
        kiosk.get_by_text("Selesai", exact=True).click()
    with kiosk.expect_request("**/kios/ab2cd?ulang=1"):
        kiosk.check("[name=waktu][value='2']")
        kiosk.clock.run_for(61 * SECOND)
    for _ in range(5):
        kiosk.locator(".door").click()
    kiosk.locator("#close").click()
    kiosk.clock.run_for(120 * SECOND)

    assert told == ["POST", "POST"]


def test_kiosk_without_network_keeps_and_delivers_once(
    tablet: BrowserContext, kiosk: Page, network: Network, rows: Rows
) -> None:
    """Two visitors, a reload and another language without network; then each answer is stored once."""
    tablet.set_offline(True)
    badge = kiosk.locator("#badge")
    for number in (1, 2):
        fill(kiosk)
        send(kiosk)
        expect(kiosk.get_by_text(KEPT)).to_be_visible()
        expect(badge).to_have_text(f"Belum terkirim: {number}")
        kiosk.get_by_text("Selesai", exact=True).click()
    kiosk.reload()
    expect(badge).to_have_text("Belum terkirim: 2")
    assert _is_at_start(kiosk)
    kiosk.click("text=English")
    expect(badge).to_have_text("Not sent yet: 2")

    tablet.set_offline(False)
    expect(badge).to_be_hidden()
    assert rows("mode, offline, seconds") == [("kiosk", 1, None)] * 2
    assert network.posts == ["/kios/ab2cd"] * 2
    assert unsent(kiosk) == []


def _open_panel(page: Page) -> None:
    for _ in range(5):
        page.click("[aria-label='Untuk petugas']")
    expect(page.locator("#staff")).to_be_visible()


def test_kiosk_exports_what_is_unsent(tablet: BrowserContext, kiosk: Page, address: str, rows: Rows) -> None:
    """The file holds the answers of this kiosk, not those of phones; they stay in the queue until they are sent."""
    tablet.set_offline(True)
    phone = tablet.new_page()
    tablet.set_offline(False)
    phone.goto(address.replace("/kios/", "/l/"))
    wait_until_kept(phone)
    tablet.set_offline(True)
    fill(phone)
    send(phone)
    expect(phone.get_by_role("status")).to_contain_text("Belum terkirim dari ponsel ini: 1 jawaban.")
    kiosk.bring_to_front()
    number, stamp = (kiosk.input_value(f"[name={name}]") for name in ("id", "t"))
    fill(kiosk, waktu="1")
    kiosk.fill("[name=saran]", "Ramah & cepat")
    send(kiosk)
    expect(kiosk.locator("#badge")).to_have_text("Belum terkirim: 2")
    kiosk.get_by_text("Selesai", exact=True).click()
    _open_panel(kiosk)
    with kiosk.expect_download() as download:
        kiosk.click("#export")

    today = kiosk.evaluate("new Date().toLocaleDateString('sv')")
    assert download.value.suggested_filename == f"kotak-saran-ab2cd-{today}.json"
    assert read_kiosk_file(download.value.path()).counter == "ab2cd"  # what `kotaksaran import` takes
    file = json.loads(download.value.path().read_text(encoding="utf-8"))
    (answer,) = file.pop("answers")
    assert file == {"format": "kotak-saran-kiosk", "version": 1, "counter": "ab2cd"}
    filled_at = answer.pop("filled_at")
    assert kiosk.evaluate("(filled) => Math.abs(Date.now() - new Date(filled)) < 3600000", filled_at)
    fields = {**dict.fromkeys(QUESTIONNAIRE_ORDER, "3"), "waktu": "1", "saran": "Ramah & cepat"}
    assert answer == {"id": number, "t": stamp, "language": "id", "fields": fields}
    assert len(unsent(kiosk)) == 2

    phone.close()
    tablet.set_offline(False)
    expect(kiosk.locator("#badge")).to_be_hidden()
    assert sorted(rows("mode")) == [("kiosk",), ("qr",)]


def test_kiosk_panel_is_for_those_who_know(kiosk: Page) -> None:
    """Four presses open nothing; five do, by keyboard too; after a minute the form is back."""
    for _ in range(4):
        kiosk.click("[aria-label='Untuk petugas']")
    assert not kiosk.is_visible("#staff")
    kiosk.clock.run_for(5 * SECOND)
    kiosk.focus("[aria-label='Untuk petugas']")
    for _ in range(5):
        kiosk.keyboard.press("Enter")
    expect(kiosk.locator("#staff")).to_be_visible()
    assert kiosk.is_disabled("#export")
    kiosk.clock.run_for(61 * SECOND)

    assert _is_at_start(kiosk)


def test_kiosk_sends_on_request(tablet: BrowserContext, kiosk: Page, network: Network, rows: Rows) -> None:
    """The staff's button does not wait for the next try."""
    network.has_portal = True
    fill(kiosk)
    send(kiosk)
    expect(kiosk.get_by_text(KEPT)).to_be_visible()
    kiosk.get_by_text("Selesai", exact=True).click()
    network.has_portal = False
    _open_panel(kiosk)
    kiosk.click("#send")

    expect(kiosk.locator("#badge")).to_be_hidden()
    assert len(rows("id")) == 1
    assert not tablet.pages[1:]


def test_kiosk_loads_itself_anew_after_half_a_day(kiosk: Page, network: Network) -> None:
    """New names and a newly signed time arrive without a hand; a signature is good for 60 days only."""
    asked = network.gets.count(("/kios/ab2cd", 200))
    with kiosk.expect_navigation():
        kiosk.clock.fast_forward(13 * 3600 * SECOND)

    assert network.gets.count(("/kios/ab2cd", 200)) > asked
    assert _is_at_start(kiosk)


def test_kiosk_works_without_script(started: tuple[Playwright, Browser], address: str, rows: Rows) -> None:
    """Plain form, plain thanks without a receipt, and the next blank form by itself."""
    context = started[1].new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    fill(page, skip="waktu")
    send(page)
    expect(page.get_by_role("alert").first).to_contain_text("Pertanyaan 3, Waktu Penyelesaian: pilih satu jawaban.")
    page.check("[name=waktu][value='3']")
    send(page)
    expect(page.get_by_text(STORED["id"])).to_be_visible()
    assert "/terima/" not in page.content()
    assert rows("mode") == [("kiosk",)]

    page.get_by_text("Selesai", exact=True).click()
    assert page.url == address
    context.close()


def test_kiosk_corrects_what_only_the_server_finds(kiosk: Page, address: str, rows: Rows) -> None:
    """The server's own page of faults belongs to the kiosk too, and is left empty after a minute."""
    fill(kiosk)
    kiosk.eval_on_selector("[name=t]", "(field) => { field.value = 'x' }")
    send(kiosk)
    expect(kiosk.get_by_role("alert").first).to_contain_text("Halaman ini sudah terlalu lama terbuka")
    assert kiosk.url == f"{address}?kirim=1"
    kiosk.clock.run_for(61 * SECOND)
    expect(kiosk).to_have_url(address)
    assert _is_empty(kiosk)
    assert rows("id") == []


@pytest.mark.parametrize("width", [360, 1024])
def test_kiosk_fits_the_screen_and_a_thumb(started: tuple[Playwright, Browser], address: str, width: int) -> None:
    """Nothing scrolls sideways, and whatever is touched is at least 44 px high, on every screen of the kiosk."""
    context = started[1].new_context(viewport={"width": width, "height": 640})
    page = open_form(context, address)
    context.set_offline(True)
    for screen in ("form", "thanks", "staff"):
        if screen == "thanks":
            fill(page)
            send(page)
            expect(page.locator("#thanks")).to_be_visible()
        if screen == "staff":
            _open_panel(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        targets = page.locator("a, label.o, button, select, textarea, summary").filter(visible=True)
        boxes = {target.inner_text() or screen: target.bounding_box() for target in targets.all()}
        assert not {text for text, box in boxes.items() if box is None or box["height"] < 44}
    context.close()
