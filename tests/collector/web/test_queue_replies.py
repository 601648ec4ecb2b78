"""What the script in the page and the queue on the phone get to hear."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from form_client import Citizen, Clock, StrictClient

Rows = Callable[[str], list[tuple[Any, ...]]]
SCRIPT = {"Accept": "application/json"}


def _send(client: StrictClient, fields: dict[str, str], action: str = "/l/ab2cd?kirim=1", **headers: str) -> Any:
    return client.post(action, data=fields, headers={**SCRIPT, **headers})


def test_script_hears_id_and_receipt(client: StrictClient, citizen: Citizen, rows: Rows) -> None:
    """The reply carries our mark, the id that may be deleted from the queue, and the receipt that was stored."""
    fields = citizen.fills(citizen.opens("/l/ab2cd"))
    reply = _send(client, fields)
    ((receipt,),) = rows("receipt")
    assert 200 == reply.status_code
    expected = {
        "kotaksaran": 1,
        "id": fields["id"],
        "receipt": receipt,
        "class": "open",
        "next": f"/terima/{receipt}",
    }
    assert expected == reply.get_json()
    assert reply.get_json() == _send(client, fields).get_json()


def test_script_hears_of_a_conflict(client: StrictClient, citizen: Citizen, rows: Rows) -> None:
    """Other content under the same id, sent online, is a conflict and the first answer stays."""
    page = citizen.opens("/l/ab2cd")
    _send(client, citizen.fills(page))
    reply = _send(client, citizen.fills(page, waktu="1"))
    assert (409, {"kotaksaran": 1, "conflict": True}) == (reply.status_code, reply.get_json())
    assert 1 == len(rows("id"))


def test_script_hears_what_is_wrong(client: StrictClient, citizen: Citizen, rows: Rows) -> None:
    """A missing answer comes back as words; nothing is stored."""
    reply = _send(client, citizen.fills(citizen.opens("/l/ab2cd"), waktu=""))
    assert 422 == reply.status_code
    assert ["Pertanyaan 3, Waktu Penyelesaian: pilih satu jawaban."] == reply.get_json()["errors"]
    assert [] == rows("id")


def test_offline_answer_belongs_to_the_day_it_was_filled(
    client: StrictClient, citizen: Citizen, rows: Rows, clock: Clock
) -> None:
    """Filled on 3 March, sent two days later: the visit is on the 3rd, the time taken unknown, the flag set."""
    fields = citizen.fills(citizen.opens("/l/ab2cd"))
    clock.forward(days=2)
    _send(client, {**fields, "offline": "1", "age": str(2 * 86400 - 60)})
    assert [("2025-03-03", "2025-03-05T02:00:00+00:00", None, 1)] == rows(
        "visited_on, received_at, seconds, offline"
    )


@pytest.mark.parametrize("age", ["99999999", "-5", "x", ""])
def test_offline_answer_is_never_older_than_its_page(
    client: StrictClient, citizen: Citizen, rows: Rows, clock: Clock, age: str
) -> None:
    """A phone with a wrong clock can't move a visit before the signed time of its page or into the future."""
    fields = citizen.fills(citizen.opens("/l/ab2cd"))
    clock.forward(days=2)
    assert 200 == _send(client, {**fields, "offline": "1", "age": age}).status_code
    ((visited_on,),) = rows("visited_on")
    assert visited_on == ("2025-03-03" if age == "99999999" else "2025-03-05")


def test_offline_answer_never_ends_in_a_conflict(client: StrictClient, citizen: Citizen, rows: Rows) -> None:
    """Its id is taken by other content: it is kept beside, once however often the phone tries."""
    page = citizen.opens("/l/ab2cd")
    _send(client, citizen.fills(page))
    queued = {**citizen.fills(page, waktu="1"), "offline": "1", "age": "60"}
    first, second = _send(client, queued), _send(client, queued)
    assert (200, first.get_json()) == (first.status_code, second.get_json())
    assert queued["id"] == first.get_json()["id"]
    assert [3, 1] == [json.loads(answers)["waktu"] for (answers,) in rows("answers")]


def test_filled_trap_is_emptied_and_asked_again(citizen: Citizen, rows: Rows) -> None:
    """A program fills the hidden field and is not stored; a person whose phone did so just sends again."""
    page = citizen.opens("/l/ab2cd")
    response = citizen.sends(page, situs="https://x.example")
    assert 422 == response.status_code
    assert "kolom tersembunyi" in response.get_data(as_text=True)
    assert "x.example" not in response.get_data(as_text=True)
    assert [] == rows("id")
    assert 303 == citizen.sends(page).status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({}, 303),
    ],
)
def test_forms_of_foreign_pages_are_refused(
    client: StrictClient, citizen: Citizen, rows: Rows, headers: dict[str, str], status: int
) -> None:
    """Sec-Fetch-Site decides, the Origin where it is missing; an old browser that sends neither may answer."""
    page = citizen.opens("/l/ab2cd")
    response = client.post(page.action, data=citizen.fills(page), headers=headers)
    assert status == response.status_code
    assert (1 if status == 303 else 0) == len(rows("id"))
