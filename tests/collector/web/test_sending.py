"""A form that is sent: stored once, thanked for, and never twice."""

import json
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from flask import Flask
from form_client import QUESTIONNAIRE_ORDER, Citizen, Clock, Page

Rows = Callable[[str], list[tuple[Any, ...]]]
ADDRESS = "/l/ab2cd"


def test_sending_stores_the_answers_and_leads_to_a_receipt(citizen: Citizen, rows: Rows) -> None:
    """The main way: open, fill in, send, be redirected, read the thanks."""
    response = citizen.sends(citizen.opens(ADDRESS), waktu="4")

    assert response.status_code == 303
    receipt = citizen.opens(response.location)
    assert receipt.words("h1") == "Terima kasih, jawaban Anda tersimpan"
    ((answers,),) = rows("answers")
    assert json.loads(answers) == {**dict.fromkeys(QUESTIONNAIRE_ORDER, 3), "waktu": 4}


def test_sending_stores_where_when_and_how_long(citizen: Citizen, rows: Rows, clock: Clock) -> None:
    """Place, local date and the time taken come from the server's side, not from the page's fields."""
    page = citizen.opens(ADDRESS)
    clock.forward(seconds=73)
    citizen.sends(page)

    columns = "survey, agency, service, counter, class, mode, offline, language, visited_on, seconds"
    assert rows(columns) == [("skm-2017", "dinas", "ktp", "ab2cd", "open", "qr", 0, "id", "2025-03-03", 73)]


def test_visit_date_is_the_local_one(citizen: Citizen, rows: Rows, clock: Clock) -> None:
    """At 17:30 UTC it is already tomorrow in Jakarta (UTC+7)."""
    clock.forward(hours=15, minutes=30)
    citizen.sends(citizen.opens(ADDRESS))

    assert rows("visited_on") == [("2025-03-04",)]


def test_sending_stores_what_is_optional(citizen: Citizen, rows: Rows) -> None:
    """Comment and characteristics are kept where given and absent where not."""
    citizen.sends(citizen.opens(ADDRESS), saran=" Terima kasih.\r\nRamah! ", usia="35", pendidikan="S1")

    answers = json.loads(rows("answers")[0][0])
    assert answers["saran"] == "Terima kasih.\nRamah!"
    assert (answers["usia"], answers["pendidikan"]) == (35, "S1")
    assert "jenis_kelamin" not in answers


def test_sending_stores_nothing_about_the_person(citizen: Citizen, store: Any) -> None:
    """Neither the address nor the browser of the sender is anywhere in the database."""
    page = citizen.opens(ADDRESS)
    traces = {
        "User-Agent": "TelltaleBrowser/7",
        "X-Forwarded-For": "203.0.113.77",
        "Referer": "http://tell.example",
    }
    citizen.client.post(page.action, data=citizen.fills(page), headers=traces)

    stored = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert b"skm-2017" in stored
    assert not [trace for trace in (b"Telltale", b"203.0.113.77", b"tell.example", b"127.0.0.1") if trace in stored]


def test_sending_in_english_leads_to_an_english_receipt(citizen: Citizen, rows: Rows) -> None:
    """The language of the page is kept and stored."""
    response = citizen.sends(citizen.opens(f"{ADDRESS}?lang=en"))

    assert citizen.opens(response.location).words("h1") == "Thank you, your answers are stored"
    assert rows("language") == [("en",)]


def test_sending_twice_is_one_row_and_one_receipt(citizen: Citizen, rows: Rows, clock: Clock) -> None:
    """A double click, or a reload of the answer to a sent form, changes nothing."""
    page = citizen.opens(ADDRESS)
    first = citizen.sends(page)
    clock.forward(hours=20)  # another local date, another time taken
    second = citizen.sends(page)

    assert second.status_code == 303
    assert first.location == second.location
    assert len(rows("id")) == 1


def test_sending_five_times_at_once_is_one_row_and_one_receipt(app: Flask, citizen: Citizen, rows: Rows) -> None:
    """Five racing copies of one form end in one row and the same thanks for all."""
    page = citizen.opens(ADDRESS)
    together, locations = Barrier(5), []

    def send() -> None:
        client = app.test_client()
        together.wait()
        locations.append(client.post(page.action, data=citizen.fills(page)).location)

    threads = [Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(locations) == 5
    assert len(set(locations)) == 1
    assert len(rows("id")) == 1


def test_other_answers_under_the_same_id_are_refused(citizen: Citizen, rows: Rows) -> None:
    """The first answer stays; the page of whoever went back says so and leads to the receipt."""
    page = citizen.opens(ADDRESS)
    receipt = citizen.sends(page, waktu="4").location
    conflict = Page(citizen.sends(page, waktu="1"))

    assert conflict.status == 409
    assert conflict.words("h1") == "Jawaban pertama Anda sudah tersimpan"
    assert conflict.all("main//a")[0].get("href") == receipt
    ((answers,),) = rows("answers")
    assert json.loads(answers)["waktu"] == 4


def test_two_visits_are_two_rows(citizen: Citizen, rows: Rows) -> None:
    """The same answers on a page of its own are another visit."""
    receipts = {citizen.sends(citizen.opens(ADDRESS)).location for _ in range(2)}

    assert len(receipts) == 2
    assert len(rows("id")) == 2


def test_labels_survive_the_form(citizen: Citizen, rows: Rows) -> None:
    """Ten respondents, one with sarana 1 and pengaduan 4: means 2.80 and 3.10 (SKM02), never swapped."""
    for _ in range(9):
        citizen.sends(citizen.opens(ADDRESS))
    citizen.sends(citizen.opens(ADDRESS), sarana="1", pengaduan="4")

    answers = [json.loads(row[0]) for row in rows("answers")]
    assert sum(answer["sarana"] for answer in answers) == 28
    assert sum(answer["pengaduan"] for answer in answers) == 31


def test_answer_to_a_counter_retired_meanwhile_is_kept(
    citizen: Citizen, rows: Rows, reload: Callable[..., None]
) -> None:
    """The visit took place while the counter was open; the signed time proves it."""
    page = citizen.opens("/l/xr01d")
    reload()

    assert citizen.opens("/l/xr01d").words("h1") == "Loket ini sudah tidak dipakai"
    assert citizen.sends(page).status_code == 303
    assert rows("counter") == [("xr01d",)]


def test_answer_to_an_earlier_questionnaire_is_kept_under_it(
    citizen: Citizen, rows: Rows, reload: Callable[..., None]
) -> None:
    """A page stays valid for its own definition after the counter has moved to another one."""
    page = citizen.opens("/l/ab2cd")
    reload(counters=(
        ("code", "service", "name_id", "name_en", "survey"),
        ("ab2cd", "ktp", "Loket 1", "Counter 1", "skm-2014"),
    ))  # fmt: skip

    assert "Maklumat" in citizen.opens("/l/ab2cd").words()
    assert citizen.sends(page).status_code == 303
    assert rows("survey") == [("skm-2017",)]


def test_comment_may_be_published_only_if_ticked(citizen: Citizen, rows: Rows) -> None:
    """The box starts empty; its tick is kept with the comment, and stays ticked when something is corrected."""
    page = citizen.opens(ADDRESS)
    (box,) = page.all("input[@name='saran_boleh_terbit']")
    assert (box.get("type"), box.get("checked")) == ("checkbox", None)

    again = Page(citizen.sends(page, waktu="", saran="Antre lama", saran_boleh_terbit="1"))
    (box,) = again.all("input[@name='saran_boleh_terbit']")
    assert box.get("checked") is not None

    citizen.sends(again, waktu="3", saran="Antre lama", saran_boleh_terbit="1")
    citizen.sends(citizen.opens(ADDRESS), saran="Jangan diterbitkan")
    ticks = [json.loads(answers).get("saran_boleh_terbit") for (answers,) in rows("answers")]
    assert ticks == [1, None]
