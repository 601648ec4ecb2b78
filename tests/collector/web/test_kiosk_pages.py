"""The kiosk as the server sees it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from form_client import Citizen, Page, StrictClient

from collector.storage import SqliteStore
from collector.web.desk import EXTENSION

Rows = Callable[[str], list[tuple[Any, ...]]]
ADDRESS = "/kios/ab2cd"


def test_kiosk_stores_as_kiosk_and_shows_no_receipt(citizen: Citizen, rows: Rows) -> None:
    """The mode is stored, the time taken is not, and the thanks lead back to a blank form by themselves."""
    response = citizen.sends(citizen.opens(ADDRESS))

    assert (response.status_code, response.location) == (303, f"{ADDRESS}?selesai=1")
    thanks = citizen.client.get(response.location)
    assert thanks.headers["Refresh"] == f"8; url={ADDRESS}"
    assert "/terima/" not in thanks.text
    assert Page(thanks).words("h1") == "Terima kasih"
    assert rows("mode, seconds, class, counter") == [("kiosk", None, "open", "ab2cd")]


def test_kiosk_shows_faults_as_a_kiosk(citizen: Citizen, rows: Rows) -> None:
    """What is corrected on a kiosk is sent to the kiosk again."""
    again = Page(citizen.sends(citizen.opens(f"{ADDRESS}?lang=en"), waktu=""))

    assert again.status == 422
    assert again.action == f"{ADDRESS}?kirim=1&lang=en"
    assert again.all("section[@id='thanks']")
    assert citizen.sends(again, waktu="4").location == f"{ADDRESS}?selesai=1&lang=en"
    assert rows("language") == [("en",)]


def test_kiosk_shows_no_receipt_to_whoever_goes_back(citizen: Citizen) -> None:
    """Other answers under the same id lead to a new form: the receipt belongs to the visitor before."""
    page = citizen.opens(ADDRESS)
    citizen.sends(page)
    conflict = Page(citizen.sends(page, waktu="1"))

    assert conflict.status == 409
    assert [link.get("href") for link in conflict.all("main//a")] == [ADDRESS]


def test_kiosk_keeps_answers_on_the_page_while_storage_fails(citizen: Citizen, store: Any) -> None:
    """The page that sends again belongs to the kiosk."""
    page = citizen.opens(ADDRESS)
    store.connection.execute("PRAGMA query_only = ON")

    assert Page(citizen.sends(page)).action == f"{ADDRESS}?kirim=1"


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}?selesai=1", "/kios/0d999", "/kios/zzzzz"])
def test_kiosk_pages_are_kept_by_no_browser(client: StrictClient, address: str) -> None:
    """Going back shows nobody's answers."""
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_kiosk_of_a_retired_or_unknown_counter_says_so(client: StrictClient) -> None:
    """The same friendly pages as for phones."""
    assert client.page("/kios/0d999").words("h1") == "Loket ini sudah tidak dipakai"
    assert client.page("/kios/zzzzz").words("h1") == "Loket tidak ditemukan"


def test_kiosk_and_phone_have_forms_of_their_own(client: StrictClient) -> None:
    """A prepared page of one is never shown on the other."""
    assert client.page("/l/ab2cd").action == "/l/ab2cd?kirim=1"
    assert client.page(ADDRESS).action == f"{ADDRESS}?kirim=1"
    assert client.page("/l/ab2cd").action == "/l/ab2cd?kirim=1"


def test_kiosk_remembers_no_typing(client: StrictClient) -> None:
    """Browsers are told not to offer what others wrote."""
    assert client.page(ADDRESS).all("form")[0].get("autocomplete") == "off"


def test_kiosk_counts_each_visitor_once(app: Flask, client: StrictClient, store: SqliteStore) -> None:
    """Its page says when it was emptied for the next one; without script the thanks are the end of a visit.

    Loading the page counts nothing, nor does what another site's page sends or a counter that is not in use.
    """
    assert client.post(f"{ADDRESS}?ulang=1").status_code == 204
    assert client.get(f"{ADDRESS}?selesai=1").status_code == 200
    client.get(ADDRESS)
    client.head(f"{ADDRESS}?selesai=1")
    client.post("/kios/0d999?ulang=1")
    client.post("/kios/zzzzz?ulang=1")
    assert client.post(f"{ADDRESS}?ulang=1", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403

    app.extensions[EXTENSION].store.append([])

    assert [tuple(row) for row in store.connection.execute("SELECT * FROM opened")] == [("ab2cd", "2025-03-03", 2)]
