"""A sent form on the fast path before Flask: the same answer, and stored once."""

from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from flask import Flask
from form_client import QUESTIONNAIRE_ORDER, Citizen, StrictClient, Watched
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from collector.errors import StorageUnavailableError
from collector.storage import SqliteStore
from collector.web.allowance import TooManyAtOnceError
from collector.web.desk import EXTENSION
from collector.web.front import Front

FORM = "application/x-www-form-urlencoded"
OWN = {"Sec-Fetch-Site": "same-origin"}
SCRIPT = {**OWN, "Accept": "application/json", "Content-Type": f"{FORM};charset=UTF-8"}
Rows = Callable[[str], list[tuple[Any, ...]]]


class Answer(NamedTuple):
    """What a sender gets."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


@pytest.fixture
def behind(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Watch Flask behind its front; where an id was damaged all get the same new one."""
    monkeypatch.setattr("collector.web.submission.new_id", lambda: "0123456789abcdef" * 2)
    assert isinstance(app.wsgi_app, Front)
    app.wsgi_app.behind = Watched(app.wsgi_app.behind)
    return app.wsgi_app.behind


@pytest.fixture
def filled(citizen: Citizen, behind: Watched) -> dict[str, str]:
    """Return a filled form of a counter whose form is prepared."""
    citizen.opens("/l/ab2cd?lang=en")
    fields = citizen.fills(citizen.opens("/l/ab2cd"), saran="Cepat & ramah – terima kasih")
    behind.asked.clear()
    return fields


def _send(wsgi: Any, body: str | bytes, headers: dict[str, str], address: str = "/l/ab2cd?kirim=1") -> Answer:
    sent = {"Content-Type": FORM, **headers}
    response = Client(wsgi).post(address, data=body, headers=sent, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    return Answer(response.status, sorted(response.headers.items()), response.data)


LANGUAGES = ("", "&lang=en", "&lang=xx")
MORE: tuple[dict[str, str], ...] = (
    {}, {"offline": "1", "age": "90"}, {"p": "token~ab12cd34"}, {"p": "poster~x", "situs": ""},
)  # fmt: skip


@pytest.mark.parametrize(
    "headers", [OWN, {"Sec-Fetch-Site": "none"}, {}, SCRIPT], ids=["own", "none", "old", "script"]
)
def test_front_keeps_an_answer_as_flask_does(
    app: Flask, behind: Watched, filled: dict[str, str], rows: Rows, headers: dict[str, str]
) -> None:
    """Flask is not asked; asked afterwards, with the same form, it says the same and stores nothing more."""
    for number, (language, more) in enumerate(product(LANGUAGES, MORE)):
        body = urlencode({**filled, "id": f"{number:032x}", **more})
        behind.asked.clear()

        answer = _send(app.wsgi_app, body, headers, f"/l/ab2cd?kirim=1{language}")

        assert (behind.asked, answer.status) == ([], "200 OK" if headers is SCRIPT else "303 SEE OTHER")
        assert answer == _send(behind, body, headers, f"/l/ab2cd?kirim=1{language}")
    assert rows("answers ->> 'saran'") == [("Cepat & ramah – terima kasih",)] * 12


def test_front_notes_what_the_receipt_and_the_allowance_need(
    app: Flask, behind: Watched, filled: dict[str, str], client: StrictClient
) -> None:
    """The first view of the receipt shows the second code; the sender's network has one answer less left."""
    spent: list[bytes | None] = []
    allowance = app.extensions[EXTENSION].allowance
    allowance.network, allowance.spend = str.encode, spent.append
    answer = _send(app.wsgi_app, urlencode(filled), OWN)

    assert (behind.asked, spent) == ([], [b"127.0.0.1"])
    receipt = dict(answer.headers)["Location"]
    assert [True, False] == [bool(client.page(receipt).all("div[@class='box once']")) for _ in range(2)]


def _unusual(filled: dict[str, str]) -> dict[str, tuple[Any, dict[str, str], str]]:
    body = urlencode(filled)
    here = "/l/ab2cd?kirim=1"
    return {
        "a foreign page": (body, {"Sec-Fetch-Site": "cross-site"}, here),
        "an older browser's foreign page": (body, {"Origin": "https://lain.example"}, here),
        "an older browser's own page": (body, {"Origin": "http://localhost"}, here),
        "another type": (body, {**OWN, "Content-Type": "text/plain"}, here),
        "another charset": (body, {**OWN, "Content-Type": f"{FORM}; charset=utf-16"}, here),
        "no answers": (urlencode({key: filled[key] for key in ("id", "t")}), OWN, here),
        "no stamp": (urlencode({**filled, "t": "skm-2017~1~1~AAAAAAAAAAAAAAAAAAAAAA"}), OWN, here),
        "a damaged id": (urlencode({**filled, "id": "xyz"}), OWN, here),
        "a trap": (urlencode({**filled, "situs": "http://x"}), OWN, here),
        "a field of nobody": (f"{body}&nama=Budi", OWN, here),
        "a field twice": (urlencode({**filled, "id": "f" * 32}) + "&waktu=1", OWN, here),
        "too many fields": (body + "".join(f"&x{n}=1" for n in range(60)), OWN, here),
        "too long": (body + "a" * 33_000, OWN, here),
        "no UTF-8": (f"{body[:-3]}%ff", OWN, here),
        "bytes": (body.encode() + "é".encode(), OWN, here),
        "an empty body": ("", OWN, here),
        "an argument of a page": (body, OWN, f"{here}&t=ab12cd34"),
        "an argument twice": (body, OWN, f"{here}&lang=en&lang=id"),
        "another counter's page": (body, OWN, "/l/ef3gh?kirim=1"),
        "a kiosk": (body, OWN, "/kios/ab2cd?kirim=1"),
        "no counter": (body, OWN, "/l/zzzzz?kirim=1"),
    }


def test_front_leaves_unusual_forms_to_flask(
    app: Flask, behind: Watched, client: StrictClient, filled: dict[str, str]
) -> None:
    """What is wrong, foreign or written in another way reaches Flask with its body whole."""
    for path in ("/l/ef3gh", "/kios/ab2cd"):
        client.get(path)
    for case, (body, headers, address) in _unusual(filled).items():
        behind.asked.clear()

        answer = _send(app.wsgi_app, body, headers, address)

        assert len(behind.asked) == 1, case
        assert answer == _send(behind, body, headers, address), case


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize(
    ("failure", "status"), [(StorageUnavailableError("disk"), "503"), (TooManyAtOnceError(40), "429")]
)
def test_a_refusal_is_not_tried_twice(
    app: Flask, filled: dict[str, str], rows: Rows, accept: str, failure: Exception, status: str
) -> None:
    """A disk that keeps a request waiting keeps it waiting once; the page that answers holds what was written."""
    tries: list[object] = []

    def refuse(batch: object) -> None:
        tries.append(batch)
        raise failure

    app.extensions[EXTENSION].store.append = refuse
    answer = _send(app.wsgi_app, urlencode(filled), {**OWN, "Accept": accept})

    assert len(tries) == 1
    assert answer.status.startswith("503" if accept == "application/json" else status)
    assert b'"retry":true' in answer.body or b"Cepat &amp; ramah" in answer.body
    assert rows("id") == []


def test_another_answer_with_the_same_id_is_told_so(app: Flask, filled: dict[str, str], rows: Rows) -> None:
    """The first answer stays; the second is tried once and gets the page that leads to the receipt of the first."""
    _send(app.wsgi_app, urlencode(filled), OWN)
    tries: list[object] = []
    append = app.extensions[EXTENSION].store.append
    app.extensions[EXTENSION].store.append = lambda batch: tries.append(batch) or append(batch)

    answer = _send(app.wsgi_app, urlencode({**filled, "waktu": "1"}), OWN)

    assert (len(tries), answer.status) == (1, "409 CONFLICT")
    assert rows("answers ->> 'waktu'") == [(3,)]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_front_and_flask_agree_on_any_body(
    app: Flask, behind: Watched, citizen: Citizen, store: SqliteStore, data: st.DataObject
) -> None:
    """Whatever stands in the fields, both keep it or both refuse it, and what they keep is the same."""
    values = st.text(max_size=12) | st.sampled_from(["1", "4", "5", "0", "", "%", "+", "\x00", "&=", "3 "])
    names = st.sampled_from([*QUESTIONNAIRE_ORDER, "saran", "saran_boleh_terbit", "umur", "offline", "age", "p"])
    fields = citizen.fills(citizen.opens("/l/ab2cd")) | data.draw(st.dictionaries(names, values, max_size=4))
    other = {**fields, "id": citizen.opens("/l/ab2cd").hidden["id"]}
    first = _send(app.wsgi_app, urlencode(fields), OWN)
    second = _send(behind, urlencode(other), OWN)

    assert first.status == second.status
    kept = "SELECT answers, mode, offline, class, seconds, visited_on, language FROM response WHERE id = ?"
    assert [store.connection.execute(kept, (one["id"],)).fetchone() for one in (fields,)] == [
        store.connection.execute(kept, (other["id"],)).fetchone()
    ]
