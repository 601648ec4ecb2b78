"""A form that can't be stored as sent: shown again with the answers kept, or refused with a reason."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from form_client import QUESTIONNAIRE_ORDER, Citizen, Clock, Page, words

Rows = Callable[[str], list[tuple[Any, ...]]]
ADDRESS = "/l/ab2cd"


def _summary(page: Page) -> Element:
    (summary,) = page.all("div[@role='alert']")
    return summary


def test_missing_answer_is_named_first_and_at_the_question(citizen: Citizen, rows: Rows) -> None:
    """Summary first and focused, link to the field, message there, title, answers and id kept (GOV.UK pattern)."""
    page = citizen.opens(ADDRESS)
    again = Page(citizen.sends(page, waktu="", usia="35", saran="Bagus <b>sekali</b>"))

    assert again.status == 422
    assert again.title.startswith("Kesalahan: ")
    summary = _summary(again)
    assert (summary.get("tabindex"), summary.get("autofocus")) == ("-1", "")
    assert again.all("main/*")[0] is summary
    (link,) = summary.iter("a")
    assert words(link) == "Pertanyaan 3, Waktu Penyelesaian: pilih satu jawaban."
    target = link.get("href", "").removeprefix("#")
    assert again.all(f"fieldset[@class='bad']//input[@id='{target}']")
    assert words(again.all("fieldset[@class='bad']/p")[0]) == f"Kesalahan: {words(link)}"
    assert again.picked == {key: "3" for key in QUESTIONNAIRE_ORDER if key != "waktu"}
    assert again.all("input[@id='usia']")[0].get("value") == "35"
    assert again.words("textarea") == "Bagus <b>sekali</b>"
    assert again.hidden == page.hidden
    assert rows("id") == []


def test_corrected_form_counts_the_whole_time(citizen: Citizen, rows: Rows, clock: Clock) -> None:
    """A corrected form is stored, and the time taken starts at the first page."""
    page = citizen.opens(ADDRESS)
    clock.forward(seconds=40)
    again = Page(citizen.sends(page, waktu=""))
    clock.forward(seconds=10)

    assert citizen.sends(again, waktu="2").status_code == 303
    assert rows("seconds") == [(50,)]


def test_empty_form_names_all_nine(citizen: Citizen) -> None:
    """Every fault is shown at once, in the order of the page."""
    page = citizen.opens(ADDRESS)
    again = Page(citizen.client.post(page.action, data=page.hidden))

    targets = [link.get("href") for link in _summary(again).iter("a")]
    assert targets == [f"#{key}" for key in QUESTIONNAIRE_ORDER]


@pytest.mark.parametrize("value", ["0", "5", "-1", "2.5", "tiga", "٣", "1e0", "99999999999999999999"])
def test_value_outside_the_scale_is_refused(citizen: Citizen, rows: Rows, value: str) -> None:
    """Only 1 to 4 is stored (SKM17), however the value is written."""
    again = Page(citizen.sends(citizen.opens(ADDRESS), waktu=value))

    assert again.status == 422
    assert len(list(_summary(again).iter("a"))) == 1
    assert rows("id") == []


@pytest.mark.parametrize(
    ("question", "value", "message"),
    [
        ("pendidikan", "S9", "Pendidikan: pilih satu dari jawaban yang tersedia."),
        ("usia", "tua", "Usia: tulis dengan angka saja, misalnya 35."),
        ("usia", "9", "Usia: angkanya terlalu kecil, paling kecil 10."),
        ("usia", "121", "Usia: angkanya terlalu besar, paling besar 120."),
        ("saran", "a" * 2001, "Saran: tulisannya terlalu panjang (2001 huruf), paling panjang 2000 huruf."),
    ],
)
def test_refused_optional_answer_says_why(
    citizen: Citizen, rows: Rows, question: str, value: str, message: str
) -> None:
    """An optional answer may be empty but not wrong."""
    again = Page(citizen.sends(citizen.opens(ADDRESS), **{question: value}))

    assert again.status == 422
    assert words(_summary(again)).endswith(message)
    assert rows("id") == []


def test_fault_is_told_in_english(citizen: Citizen) -> None:
    """The error state keeps the language of the form."""
    again = Page(citizen.sends(citizen.opens(f"{ADDRESS}?lang=en"), waktu=""))

    assert again.title.startswith("Error: ")
    assert words(_summary(again)).endswith("Question 3, Completion time: pick one answer.")
    assert "lang=en" in again.action


@pytest.mark.parametrize("damage", ["", "x", "skm-2017~1~1~" + "A" * 22, "skm-2017~1~99999999999~é", "~" * 200])
def test_forged_time_shows_the_form_again(citizen: Citizen, rows: Rows, damage: str) -> None:
    """Nothing is stored under a signature that isn't ours; the answers stay and a second press is enough."""
    page = citizen.opens(ADDRESS)
    again = Page(citizen.sends(page, t=damage))

    assert again.status == 422
    assert words(_summary(again)).endswith("silakan tekan “Kirim jawaban” sekali lagi.")
    assert again.picked == dict.fromkeys(QUESTIONNAIRE_ORDER, "3")
    assert again.hidden["id"] == page.hidden["id"]
    assert rows("id") == []
    assert citizen.sends(again).status_code == 303


@pytest.mark.parametrize(("language", "sentence"), [("id", "Silakan isi"), ("en", "Please fill it in")])
def test_empty_form_that_is_too_old_scolds_nobody(citizen: Citizen, language: str, sentence: str) -> None:
    """One kind sentence and a blank form that can be sent, instead of nine faults."""
    page = citizen.opens(f"{ADDRESS}?lang={language}")
    fields = {**dict.fromkeys(QUESTIONNAIRE_ORDER, ""), "saran": " ", "t": "x"}
    again = Page(citizen.client.post(page.action, data={**page.hidden, **fields}))

    assert again.status == 422
    assert sentence in words(_summary(again))
    assert [] == _summary(again).findall(".//a")
    assert citizen.sends(again).status_code == 303


def test_time_of_another_counter_is_forged(citizen: Citizen) -> None:
    """A signed time counts for its own counter only."""
    page, other = citizen.opens(ADDRESS), citizen.opens("/l/ef3gh")

    assert citizen.sends(page, t=other.hidden["t"]).status_code == 422


def test_form_is_valid_for_sixty_days(citizen: Citizen, clock: Clock) -> None:
    """A form rendered 60 days ago is taken; one second more and it is shown again."""
    page, late = citizen.opens(ADDRESS), citizen.opens(ADDRESS)
    clock.forward(days=60)
    assert citizen.sends(page).status_code == 303

    clock.forward(seconds=1)
    assert citizen.sends(late).status_code == 422


@pytest.mark.parametrize("damage", ["", "abc", "A" * 32, "g" * 32, "0" * 33])
def test_damaged_id_gets_a_fresh_one(citizen: Citizen, rows: Rows, damage: str) -> None:
    """An id that is not 32 lower-case hexadecimal characters is replaced, and the form is shown again."""
    again = Page(citizen.sends(citizen.opens(ADDRESS), id=damage))

    assert again.status == 422
    assert again.hidden["id"] != damage
    assert citizen.sends(again).status_code == 303
    assert len(rows("id")) == 1


def test_any_well_formed_id_is_taken(citizen: Citizen, rows: Rows) -> None:
    """Script may draw an id of its own for each filling."""
    page = citizen.opens(ADDRESS)
    drawn = "0123456789abcdef" * 2

    assert citizen.sends(page, id=drawn).status_code == 303
    assert rows("id") == [(drawn,)]


@pytest.mark.parametrize(
    "options",
    [
        {"data": {"admin": "1"}},
        {"data": "waktu=3&waktu=4", "content_type": "application/x-www-form-urlencoded"},
        {"data": "&".join(f"f{number}=1" for number in range(65)),
         "content_type": "application/x-www-form-urlencoded"},
    ],
    ids=["unknown field", "field twice", "65 fields"],
)  # fmt: skip
def test_strange_fields_are_refused(citizen: Citizen, rows: Rows, options: dict[str, Any]) -> None:
    """What is not a field of the form is not silently dropped."""
    refused = Page(citizen.client.post(ADDRESS, **options))

    assert refused.status == 400
    assert refused.words("h1") == "Kiriman tidak dapat dibaca"
    assert refused.all("main//a")[0].get("href") == ADDRESS
    assert rows("id") == []


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
def test_other_content_types_are_refused(citizen: Citizen, kind: str) -> None:
    """Only what our form sends is read."""
    refused = Page(citizen.client.post(ADDRESS, data=b"{}", content_type=kind))

    assert refused.status == 415


def test_body_above_32_kilobytes_is_refused(citizen: Citizen, rows: Rows) -> None:
    """A huge body is refused before it is read, with a page that says so."""
    refused = Page(citizen.sends(citizen.opens(ADDRESS), saran="a" * 33_000))

    assert refused.status == 413
    assert refused.words("h1") == "Kiriman terlalu besar"
    assert rows("id") == []


def test_sending_to_an_unknown_counter_is_404(citizen: Citizen) -> None:
    """There is nothing to answer about."""
    assert citizen.client.post("/l/zzzzz", data={"id": "0" * 32}).status_code == 404


def test_sending_to_a_retired_counter_stores_nothing(citizen: Citizen, rows: Rows) -> None:
    """Without a time signed while it was open, a retired counter takes no answer."""
    page = Page(citizen.client.post("/l/0d999", data={"id": "0" * 32}))

    assert (page.status, page.words("h1")) == (200, "Loket ini sudah tidak dipakai")
    assert rows("id") == []


def test_unusable_storage_keeps_the_answers_on_the_page(citizen: Citizen, store: Any, rows: Rows) -> None:
    """A read-only disk gives 503, when to retry, and a form that sends the very same answers again."""
    page = citizen.opens(ADDRESS)
    store.connection.execute("PRAGMA query_only = ON")
    response = citizen.sends(page, saran='Baris "satu"\r\nBaris <dua>')
    unavailable = Page(response)

    assert (unavailable.status, unavailable.headers["Retry-After"]) == (503, "30")
    assert unavailable.words("h1") == "Jawaban Anda belum tersimpan"
    assert unavailable.hidden["id"] == page.hidden["id"]

    store.connection.execute("PRAGMA query_only = OFF")
    assert citizen.client.post(unavailable.action, data=unavailable.hidden).status_code == 303
    assert rows("json_extract(answers, '$.saran')") == [('Baris "satu"\nBaris <dua>',)]


def test_broken_storage_is_a_page_for_readers_too(citizen: Citizen, store: Any) -> None:
    """A database that can't even be read gives a calm page on every address."""
    store.connection.execute("ALTER TABLE counter RENAME TO elsewhere")

    page = citizen.opens(ADDRESS)

    assert (page.status, page.headers["Retry-After"]) == (503, "30")
    assert page.words("h1") == "Mohon coba lagi sebentar lagi"


@pytest.mark.parametrize(
    ("language", "heading"),
    [("id", "Maaf, ada gangguan di sisi kami"), ("en", "Sorry, something went wrong on our side")],
)
def test_own_mistake_is_a_page_in_both_languages(
    app: Flask, citizen: Citizen, monkeypatch: pytest.MonkeyPatch, language: str, heading: str
) -> None:
    """An unforeseen error shows no traceback, and says that sending again is safe."""
    monkeypatch.setattr("collector.web.views.counter.blank_page", lambda _counter: 1 / 0)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    page = citizen.opens(f"{ADDRESS}?lang={language}")

    assert (page.status, page.words("h1")) == (500, heading)
    assert "ZeroDivision" not in page.words()


def test_unknown_address_and_method_are_pages_of_ours(citizen: Citizen) -> None:
    """404 and 405 look like the rest; 405 names what is allowed."""
    assert citizen.opens("/nowhere").words("h1") == "Halaman tidak ditemukan"
    assert citizen.opens("/nowhere?lang=en").words("h1") == "Page not found"
    refused = citizen.client.delete(ADDRESS)
    assert refused.status_code == 405
    assert "POST" in refused.headers["Allow"]
