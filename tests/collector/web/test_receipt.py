"""The receipt page."""

from collections.abc import Callable
from urllib.parse import unquote

import factories
import pytest
from form_client import Citizen, Clock, Page

from collector.storage import SqliteStore


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
    assert [field.get("name") for field in receipt.all("input")] == ["tarik"]


def test_receipt_leads_to_the_public_page_of_the_unit(receipt: Page, citizen: Citizen) -> None:
    """The respondent can look at what became of the answers, in the language of the receipt."""
    english = citizen.opens(f"/terima/{receipt.words('code')}?lang=en")

    links = [[link.get("href", "") for link in page.all("main//a")] for page in (receipt, english)]
    assert [found[:2] for found in links] == [
        ["https://situs.example/tanda-terima/", "https://situs.example/unit/dinas/"],
        ["https://situs.example/en/tanda-terima/", "https://situs.example/en/unit/dinas/"],
    ]


def test_receipt_shares_the_units_page_and_nothing_of_itself(receipt: Page) -> None:
    """The link that sends the unit's page on works without script and holds no code."""
    (shared,) = [link.get("href", "") for link in receipt.all("main//a") if "wa.me" in link.get("href", "")]
    assert unquote(shared).endswith(
        "Hasil penilaian warga atas pelayanan Dinas Uji: https://situs.example/unit/dinas/"
    )
    assert receipt.words("code").replace(" ", "") not in shared


def test_receipt_says_whether_it_is_in_the_ledger(receipt: Page, citizen: Citizen, store: SqliteStore) -> None:
    """Not before a release published the stretch of the chain in which its commitment stands."""
    assert "Belum tercantum dalam buku besar terbuka." in receipt.words()
    store.connection.execute(
        "INSERT INTO ledger_range VALUES (1, '2025-03-03', '2025-03-03', zeroblob(32), '2025-03-05')"
    )
    page = citizen.opens(f"/terima/{receipt.words('code')}")
    assert "Tercantum dalam buku besar terbuka sejak 5 Maret 2025." in page.words()


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
