"""The receipt page."""

from collections.abc import Callable

import factories
import pytest
from form_client import Citizen, Clock, Page


@pytest.fixture
def receipt(citizen: Citizen) -> Page:
    """Return the receipt of an answer about KTP-el, sent at nine in the morning of 3 March 2025."""
    return citizen.opens(citizen.sends(citizen.opens("/l/ab2cd"), saran="Rahasia saya").location)


def test_receipt_shows_code_time_service_and_unit(receipt: Page, citizen: Citizen) -> None:
    """What the respondent takes home: a readable code, when it was stored, and for what."""
    code = receipt.words("code")

    assert [len(group) for group in code.split()] == [4, 4, 4, 4]
    assert "Tersimpan pada 3 Maret 2025 pukul 09.00 WIB" in receipt.words()
    assert "KTP-el, Dinas Uji" in receipt.words()
    assert citizen.opens(f"/terima/{code.replace(' ', '-').upper()}").words("code") == code


def test_receipt_shows_no_answer(receipt: Page) -> None:
    """Who finds the code learns nothing about what was answered."""
    assert "Rahasia" not in receipt.words()
    assert not receipt.all("input")


def test_receipt_leads_to_the_public_page_of_the_unit(receipt: Page, citizen: Citizen) -> None:
    """The respondent can look at what became of the answers, in the language of the receipt."""
    english = citizen.opens(f"/terima/{receipt.words('code')}?lang=en")

    links = [page.all("main//a")[0].get("href") for page in (receipt, english)]
    assert links == ["https://situs.example/unit/dinas/", "https://situs.example/en/unit/dinas/"]


def test_receipt_is_neither_cached_nor_indexed(receipt: Page) -> None:
    """A receipt stays between the respondent and the server."""
    assert receipt.headers["Cache-Control"] == "no-store"
    assert receipt.headers["X-Robots-Tag"] == "noindex"


def test_receipt_writes_the_time_of_the_region(citizen: Citizen, reload: Callable[..., None], clock: Clock) -> None:
    """Jayapura is nine hours ahead of UTC: 15:05 UTC is five past midnight of the next day."""
    reload(region=factories.REGION.replace("Asia/Jakarta", "Asia/Jayapura"))
    clock.forward(hours=13, minutes=5)

    page = citizen.opens(citizen.sends(citizen.opens("/l/ab2cd?lang=en")).location)

    assert "Stored on 4 March 2025 at 00:05 WIT" in page.words()


@pytest.mark.parametrize("code", ["0" * 16, "abc", "%C3%A9", "u" * 16, "x" * 3000])
def test_unknown_receipt_is_a_friendly_404(citizen: Citizen, code: str) -> None:
    """A mistyped code says what a code looks like."""
    page = citizen.opens(f"/terima/{code}")

    assert (page.status, page.words("h1")) == (404, "Tanda terima tidak ditemukan")
