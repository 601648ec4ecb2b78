"""The second code: shown once, to the respondent only; and what taking an answer back does."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from form_client import Citizen, Clock, Page, StrictClient
from werkzeug.test import TestResponse

from collector.codes import ALPHABET
from collector.storage import SqliteStore
from collector.storage.reading import snapshot
from collector.web.withdrawal import FirstViews, is_withdrawal_code, withdrawal_code

JSON = {"Accept": "application/json"}
NOW = datetime(2025, 3, 3, 2, 0)  # noqa: DTZ001  only differences count


def _second(page: Page) -> str | None:
    codes = [code.text or "" for code in page.all("code")]
    return codes[1] if len(codes) > 1 else None


@pytest.fixture
def address(citizen: Citizen) -> str:
    """Return the receipt's address of an answer with a comment and an age, sent just now."""
    page = citizen.opens("/l/ab2cd")
    return citizen.sends(page, saran="Rahasia saya", usia="41").location


def _withdraw(client: StrictClient, address: str, code: str, **headers: str) -> TestResponse:
    return client.post(address, data={"tarik": code}, headers=headers)


def test_second_code_is_shown_once(citizen: Citizen, address: str) -> None:
    """Two groups of five characters of our alphabet at the first view; reloaded or shared, they are gone."""
    first, second = citizen.opens(address), citizen.opens(address)
    code = _second(first)
    assert code is not None
    assert re.fullmatch(f"[{ALPHABET}]{{5}} [{ALPHABET}]{{5}}", code)
    assert "Kode ini hanya tampil sekali" in first.words()
    assert _second(second) is None
    assert "tampil sekali" not in second.words()
    assert code not in second.words()


def test_second_code_is_in_no_address_and_no_store(citizen: Citizen, address: str, store: SqliteStore) -> None:
    """Nothing secret is in the address, so none is in a history or log; the database holds nothing of it."""
    code = (_second(citizen.opens(address)) or "").replace(" ", "")
    assert re.fullmatch(r"/terima/[0-9a-z]{16}", address)
    for path in store.path.parent.iterdir():
        assert code.encode() not in path.read_bytes()


def test_looking_ahead_does_not_use_the_first_view_up(client: StrictClient, address: str) -> None:
    """A browser that prefetches, or a program that asks for the head only, takes nothing from the respondent."""
    client.head(address)
    ahead = Page(client.get(address, headers={"Sec-Purpose": "prefetch"}))
    assert _second(ahead) is None
    assert _second(client.page(address)) is not None


def test_lost_reply_shows_the_code_again_after_sending_again(citizen: Citizen, clock: Clock) -> None:
    """Back and send once more within the hour: one answer, the same code; later the code stays away."""
    page = citizen.opens("/l/ab2cd")
    first = _second(citizen.opens(citizen.sends(page).location))
    clock.forward(minutes=59)
    again = citizen.opens(citizen.sends(page).location)
    clock.forward(minutes=2)
    late = citizen.opens(citizen.sends(page).location)
    assert first == _second(again)
    assert _second(late) is None
    assert "Belum sempat mencatatnya?" not in late.words()


def test_other_answers_sent_again_show_the_code_too(citizen: Citizen) -> None:
    """Who went back for the code and lost the comment on the way: the first answer stays, and its code is shown."""
    page = citizen.opens("/l/ab2cd")
    address = citizen.sends(page, saran="Antre lama").location
    first = _second(citizen.opens(address))
    citizen.sends(page)
    assert first == _second(citizen.opens(address))


def test_first_view_that_comes_too_late_shows_nothing(citizen: Citizen, address: str, clock: Clock) -> None:
    """An address that was passed on unseen is no key a day later."""
    clock.forward(minutes=61)
    assert _second(citizen.opens(address)) is None


def test_script_is_led_to_the_page_that_shows_the_code(client: StrictClient, citizen: Citizen) -> None:
    """The reply to our script holds no code, only the address of the receipt."""
    page = citizen.opens("/l/ab2cd")
    reply = client.post(page.action, data=citizen.fills(page), headers=JSON)
    code = (_second(client.page(reply.json["next"])) or "").replace(" ", "")
    assert len(code) == 10
    assert code not in reply.text


def test_kiosk_shows_no_code_and_takes_none(client: StrictClient, citizen: Citizen, app: Flask) -> None:
    """The screen is not the respondent's: even who knows the receipt finds no code and no form there."""
    page = citizen.opens("/kios/ab2cd")
    reply = client.post(page.action, data=citizen.fills(page), headers=JSON)
    receipt = client.page(f"/terima/{reply.json['receipt']}")
    assert _second(receipt) is None
    assert not receipt.all("form")
    code = withdrawal_code(app.extensions["kotak_saran"].secret, reply.json["receipt"])
    assert 422 == _withdraw(client, f"/terima/{reply.json['receipt']}", code).status_code


def test_withdrawing_deletes_and_says_so(
    client: StrictClient, address: str, rows: Callable[[str], list[tuple[Any, ...]]], store: SqliteStore
) -> None:
    """Comment and age are gone from row and files; the page says what remains and offers no second time."""
    code = _second(client.page(address)) or ""
    assert b"Rahasia saya" in b"".join(path.read_bytes() for path in store.path.parent.glob("private.db*"))
    reply = _withdraw(client, address, code.upper().replace(" ", "-"))
    page = client.page(reply.location)
    assert 303 == reply.status_code
    assert "Jawaban ini sudah ditarik" == page.words("h1")
    assert "Ditarik pada 3 Maret 2025." in page.words()
    for promise in ("paling lama 7 hari", "sedikitnya sepuluh jawaban", "tidak dapat kami tarik"):
        assert promise in page.words()
    assert not page.all("form")
    assert "Penghapusan dari berkas kerja" not in page.words()
    ((answers, day, nonce),) = rows("answers, withdrawn_on, nonce")
    assert ("2025-03-03", None) == (day, nonce)
    assert "Rahasia" not in answers
    assert "usia" not in answers
    assert b"Rahasia saya" not in b"".join(path.read_bytes() for path in store.path.parent.glob("private.db*"))


def test_withdrawing_in_english_stays_in_english(client: StrictClient, address: str) -> None:
    """Form, fault and outcome speak the language of the page."""
    english = client.page(f"{address}?lang=en")
    wrong = client.post(english.action, data={"tarik": "aaaaa aaaaa"})
    assert "The withdrawal code does not match." in Page(wrong).words()
    reply = client.post(english.action, data={"tarik": _second(english) or ""})
    assert "These answers were withdrawn" == client.page(reply.location).words("h1")


@pytest.mark.parametrize("code", ["", "aaaaa aaaaa", "é" * 10, "0" * 5000])
def test_wrong_code_deletes_nothing(
    client: StrictClient, address: str, rows: Callable[[str], list[tuple[Any, ...]]], code: str
) -> None:
    """A fault is one sentence that leads to the field; the receipt's own code is no key either."""
    receipt = address.rsplit("/", 1)[1]
    for typed in (code, receipt, receipt[:10]):
        reply = _withdraw(client, address, typed)
        assert 422 == reply.status_code
        assert "Tidak ada yang dihapus." in Page(reply).words("main")
    assert [(None,)] == rows("withdrawn_on")


def test_foreign_page_can_not_withdraw(client: StrictClient, address: str) -> None:
    """Even with the right code a form on another site does nothing."""
    code = _second(client.page(address)) or ""
    refused = _withdraw(client, address, code, **{"Sec-Fetch-Site": "cross-site"})
    assert 403 == refused.status_code
    assert "Ingin menarik jawaban Anda?" in client.page(address).words()


def test_withdrawing_twice_is_withdrawing_once(client: StrictClient, address: str) -> None:
    """A reload of the sent form shows the same page, whatever was typed."""
    code = _second(client.page(address)) or ""
    assert [303, 303] == [_withdraw(client, address, typed).status_code for typed in (code, "salah")]


def test_withdrawn_answer_does_not_come_back(
    client: StrictClient, citizen: Citizen, rows: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    """The form is sent once more from the phone's history: the receipt says withdrawn, nothing is stored."""
    page = citizen.opens("/l/ab2cd")
    address = citizen.sends(page, saran="Rahasia").location
    _withdraw(client, address, _second(client.page(address)) or "")
    again = citizen.sends(page, saran="Rahasia")
    shown = client.page(again.location)
    assert address == again.location
    assert (None, "Jawaban ini sudah ditarik") == (_second(shown), shown.words("h1"))
    assert 1 == len(rows("id"))
    assert "saran" not in {key for key in rows("answers")[0][0].split('"') if key == "saran"}


def test_page_says_while_traces_can_not_be_erased(client: StrictClient, address: str, store: SqliteStore) -> None:
    """While a release reads the database, the page says that erasing still waits."""
    code = _second(client.page(address)) or ""
    reader = SqliteStore(store.path)
    with snapshot(reader):
        reader.connection.execute("SELECT count(*) FROM response").fetchone()
        page = client.page(_withdraw(client, address, code).location)
    reader.close()
    assert "Jawaban ini sudah ditarik" == page.words("h1")
    assert "Penghapusan dari berkas kerja masih menunggu" in page.words()


@pytest.mark.parametrize("code", ["0" * 16, "abc", "%C3%A9"])
def test_unknown_receipt_can_not_be_withdrawn(client: StrictClient, code: str) -> None:
    """A receipt nobody has is a friendly 404."""
    assert 404 == client.post(f"/terima/{code}", data={"tarik": "aaaaaaaaaa"}).status_code


def test_code_is_read_as_people_write_it() -> None:
    """Capitals, spaces and look-alikes are understood; another receipt or instance has another code."""
    code = withdrawal_code(b"k" * 32, "0" * 16)
    assert is_withdrawal_code(b"k" * 32, "0" * 16, f" {code[:5].upper()}-{code[5:].replace('0', 'O')} ")
    assert not is_withdrawal_code(b"k" * 32, "1" * 16, code)
    assert not is_withdrawal_code(b"j" * 32, "0" * 16, code)


def test_first_views_forgets_the_oldest() -> None:
    """The memory is bounded: the oldest note goes, and its receipt shows no code."""
    views = FirstViews(most=2)
    for receipt in ("a", "b", "c"):
        views.note(receipt, NOW)
    assert [False, True, True, False] == [views.use(receipt, NOW) for receipt in ("a", "b", "c", "c")]
    views.note("d", NOW)
    assert not views.use("d", NOW + timedelta(hours=1, seconds=1))
