"""The kiosk's file: each answer is there once, whether it comes by file, by network or by both."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from factories import NINE, REGION, new_store, write_region
from form_client import Citizen, Clock, StrictClient
from werkzeug.test import TestResponse

from collector.errors import CollectorRefusedError
from collector.importing.kiosk import KioskSummary, import_kiosk_file
from collector.importing.kiosk_file import is_kiosk_file
from collector.registers.loader import load_registers
from collector.settings import CollectorSettings, secret_key
from collector.storage import SqliteStore
from collector.storage.registers import save_registers
from collector.web.app import create_app
from collector.web.signatures import Signer
from survey_definitions.loader import load_surveys

OPENED = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)  # nine in the morning of 3 March in Jakarta, as `Clock` says
SURVEYS = load_surveys()
Answer = dict[str, Any]


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store that holds the test region; counter ab2cd is where identity cards are handed out."""
    return new_store(tmp_path)


@pytest.fixture
def clock() -> Clock:
    """Return the server's clock."""
    return Clock()


@pytest.fixture
def client(tmp_path: Path, store: SqliteStore, clock: Clock) -> Iterator[StrictClient]:
    """Return a client of the form application of the same instance."""
    app = create_app(CollectorSettings(instance=tmp_path / "instance"), store, clock)
    app.test_client_class = StrictClient
    made = app.test_client()
    assert isinstance(made, StrictClient)
    yield made
    app.extensions["kotak_saran"].store.close()


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    """Return the signer of the instance."""
    return Signer(secret_key(tmp_path / "instance" / "secret_key"))


@pytest.fixture
def take(store: SqliteStore, signer: Signer, tmp_path: Path) -> Callable[..., KioskSummary]:
    """Return a function that imports answers, or a whole document, some days after 3 March."""

    def import_it(*answers: object, document: object = None, days: int = 2, **options: str) -> KioskSummary:
        path = tmp_path / "kios.json"
        path.write_text(json.dumps(document if document is not None else _document(*answers)), encoding="utf-8")
        now = OPENED + timedelta(days=days)
        return import_kiosk_file(store, path, SURVEYS, signer, now=now, **options)  # type: ignore[arg-type]

    return import_it


def _document(*answers: object, counter: str = "ab2cd") -> dict[str, Any]:
    return {"format": "kotak-saran-kiosk", "version": 1, "counter": counter, "answers": list(answers)}


def _answer(number: int = 1, **changes: Any) -> Answer:
    """Return filling `number`: nine times 3, on 3 March at 09:01 in Jakarta, without a stamp."""
    entry = {
        "id": f"{number:032x}", "t": "", "language": "id", "filled_at": "2025-03-03T02:01:00.250Z",
        "fields": dict.fromkeys(NINE, "3"),
    }  # fmt: skip
    return {**entry, **changes}


def _filled(client: StrictClient, **answers: str) -> tuple[Answer, Callable[..., TestResponse]]:
    """Fill in the form as the kiosk does; return it as its file has it, and a function that sends it later."""
    citizen = Citizen(client)
    page = citizen.opens("/kios/ab2cd")
    body = citizen.fills(page, **answers)
    fields = {name: value for name, value in body.items() if name not in ("id", "t", "p")}
    headers = {"Accept": "application/json"}

    def send(**changes: str) -> TestResponse:
        sent = {**body, "offline": "1", "age": "60", **changes}
        return client.post("/kios/ab2cd?kirim=1", data=sent, headers=headers)

    return _answer(id=body["id"], t=body["t"], fields=fields), send


def _refusal(take: Callable[..., KioskSummary], store: SqliteStore, *answers: object, **options: Any) -> str:
    with pytest.raises(CollectorRefusedError) as refused:
        take(*answers, **options)
    assert [] == store.connection.execute("SELECT id FROM response").fetchall()
    assert [] == store.connection.execute("SELECT digest FROM import_file").fetchall()
    return str(refused.value)


def test_answers_are_kept_as_the_kiosk_filled_them(take: Callable[..., KioskSummary], store: SqliteStore) -> None:
    """Unit and service come from the counter, the day from the kiosk's clock in local time, the rest is unknown."""
    late = _answer(2, language="en", filled_at="2025-03-03T17:30:00Z")  # half past midnight of the 4th in Jakarta
    assert (2, 0, 0) == _counts(take(_answer(1), late))
    rows = store.connection.execute(
        "SELECT agency, service, counter, class, mode, offline, seconds, language, visited_on, source FROM response"
    ).fetchall()
    place = ("dinas", "ktp", "ab2cd", "open", "kiosk", 1, None)
    assert [(*place, "id", "2025-03-03", None), (*place, "en", "2025-03-04", None)] == rows


def _counts(summary: KioskSummary) -> tuple[int, int, int]:
    return summary.stored, summary.known, summary.beside


def test_file_first_then_network_is_one_answer_with_one_receipt(
    client: StrictClient, take: Callable[..., KioskSummary], store: SqliteStore
) -> None:
    """The kiosk finds its network after staff handed in the file: it hears the receipt of the file's row."""
    answer, send = _filled(client, waktu="2", saran="Kursi kurang")
    assert (1, 0, 0) == _counts(take(answer))
    ((receipt, answers),) = store.connection.execute("SELECT receipt, answers FROM response").fetchall()
    assert (16, 2, "Kursi kurang") == (len(receipt), json.loads(answers)["waktu"], json.loads(answers)["saran"])
    reply = send()
    assert (200, receipt) == (reply.status_code, reply.get_json()["receipt"])
    assert [(1,)] == store.connection.execute("SELECT count(*) FROM response").fetchall()


def test_network_first_then_file_is_one_answer_with_one_receipt(
    client: StrictClient, take: Callable[..., KioskSummary], store: SqliteStore
) -> None:
    """The reply was lost on the way, so the answer stands in the file too: it is counted as known."""
    answer, send = _filled(client)
    receipt = send().get_json()["receipt"]
    assert (1, 1, 0) == _counts(take(answer, _answer(2)))
    assert receipt in {row[0] for row in store.connection.execute("SELECT receipt FROM response")}
    assert [(2,)] == store.connection.execute("SELECT count(*) FROM response").fetchall()


def test_other_content_under_a_taken_id_is_kept_beside(
    client: StrictClient, take: Callable[..., KioskSummary], store: SqliteStore
) -> None:
    """A duplicated tab has the same id: the second answer is kept too, once, by file and by network."""
    answer, send = _filled(client)
    other = {**answer, "fields": {**answer["fields"], "waktu": "1"}}
    first = send().get_json()["receipt"]
    assert (1, 1, 1) == _counts(take(answer, other))
    assert (0, 3, 0) == _counts(take(other, answer, other))
    second = send(waktu="1").get_json()["receipt"]
    rows = store.connection.execute("SELECT id, receipt, answers FROM response ORDER BY sequence").fetchall()
    assert [first, second] == [row[1] for row in rows]
    assert [answer["id"], 3, 1] == [rows[0][0], *(json.loads(row[2])["waktu"] for row in rows)]


def test_same_file_twice_is_once(take: Callable[..., KioskSummary]) -> None:
    """The second time nothing is looked at, and the first time is named."""
    take(_answer())
    summary = take(_answer())
    assert summary.earlier is not None
    assert (0, 1, "dinas", "kiosk") == (
        summary.stored, summary.earlier.rows, summary.earlier.agency, summary.earlier.mode,
    )  # fmt: skip


def test_answer_without_a_good_stamp_is_open(
    client: StrictClient, take: Callable[..., KioskSummary], store: SqliteStore
) -> None:
    """Staff hands the file in, so a forged, foreign or missing stamp costs no answer."""
    answer, _ = _filled(client)
    forged = {**answer, "t": answer["t"][:-1] + ("A" if answer["t"][-1] != "A" else "B")}
    bare = {name: value for name, value in _answer(3).items() if name != "t"}
    take(forged, _answer(2, t="karangan"), bare)
    assert [("open",)] * 3 == store.connection.execute("SELECT class FROM response").fetchall()


def test_stamp_says_which_questionnaire_was_asked(
    tmp_path: Path, client: StrictClient, take: Callable[..., KioskSummary], store: SqliteStore
) -> None:
    """The counter got another questionnaire since: the answer belongs to the one its page had."""
    answer, send = _filled(client)
    changed = write_region(tmp_path / "region", REGION.replace("skm-2017", "skm-2014"))
    save_registers(store, load_registers(changed, SURVEYS))
    take(answer, days=70)  # older than a form may be that is sent, but it was filled in on the day it was made
    assert 200 == send().status_code
    assert [("skm-2017",)] == store.connection.execute("SELECT survey FROM response").fetchall()


def test_missing_answers_are_missing_as_on_paper(take: Callable[..., KioskSummary], store: SqliteStore) -> None:
    """What the server refused over the network for a gap is in the file, and is kept with its gap (SKM10)."""
    take(_answer(fields={"waktu": "4", "sarana": "", "situs": ""}))
    assert [('{"waktu":4}',)] == store.connection.execute("SELECT answers FROM response").fetchall()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": "A" * 32}, "answer 2, field id: 'AAAA"),
        ({"id": 7}, "answer 2, field id: the value is not 32 hexadecimal digits"),
        ({"t": None}, "answer 2, field t: the value is not a text"),
        ({"language": "jv"}, "answer 2, field language: 'jv' is not one of id, en"),
        ({"filled_at": "kemarin"}, "answer 2, field filled_at: 'kemarin' is not a moment"),
        ({"filled_at": "2025-03-03T02:01:00"}, "answer 2, field filled_at"),
        ({"filled_at": "9999-12-31T23:59:59Z"}, "answer 2, field filled_at"),
        ({"filled_at": "2025-03-06T02:00:00Z"}, "answer 2, field filled_at: 2025-03-06 lies in the future"),
        ({"fields": {"waktu": 3}}, "answer 2, field fields: the value must hold texts only"),
        ({"fields": {"waktu": "5"}}, "answer 2, field waktu: '5' is outside the scale 1 to 4"),
        ({"fields": {"waktu": "3", "nama": "x"}}, "answer 2, field nama: skm-2017 has no such question"),
        ({"fields": {"waktu": "3", "\ud800": "x"}}, "answer 2, field '\\ud800': skm-2017 has no such question"),
        ({"fields": {"situs": "x"}}, "answer 2: not one question is answered"),
        ({"nama": "x"}, "answer 2: an answer must hold id, t, language, filled_at, fields, and nothing else"),
    ],
)
def test_fault_is_named_by_answer_and_field(
    take: Callable[..., KioskSummary], store: SqliteStore, changes: Answer, expected: str
) -> None:
    """One faulty answer refuses the file, and nothing of it is stored."""
    assert expected in _refusal(take, store, _answer(1), _answer(2, **changes), _answer(3))


def test_all_faults_come_at_once(take: Callable[..., KioskSummary], store: SqliteStore) -> None:
    """One round of corrections is enough."""
    first = _answer(1, fields={"waktu": "9", "biaya": "baik"}, filled_at="2026-01-01T00:00:00Z")
    assert 4 == len(_refusal(take, store, first, _answer(2, fields={})).splitlines())


def test_answer_before_its_form_is_refused_by_the_day(
    client: StrictClient, take: Callable[..., KioskSummary], store: SqliteStore
) -> None:
    """A clock may be some minutes slow; one that is a day slow would put the answer into another period."""
    answer, _ = _filled(client)
    message = _refusal(take, store, {**answer, "filled_at": "2025-03-02T16:59:00Z"})
    assert "2025-03-02 lies before the day the form was made, 2025-03-03" in message
    assert (1, 0, 0) == _counts(take({**answer, "filled_at": "2025-03-03T01:50:00Z"}))


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({**_document(_answer()), "version": 2}, "format version 2; this program knows 1"),
        ({**_document(_answer()), "version": "1"}, "must hold format"),
        ({**_document(_answer()), "format": "lain"}, "must hold format"),
        ({**_document(_answer()), "catatan": ""}, "and nothing else"),
        ({**_document(), "answers": {}}, "the answers a list"),
        ({**_document(_answer()), "counter": None}, "the counter must be a text"),
        (_document(), "there is no answer in the file"),
        (_document("x"), "answer 1: an answer must hold"),
        (_document(_answer(), counter="zzzzz"), "the counter 'zzzzz' is not known in this region"),
        (_document(_answer(), counter="\ud800"), "is not known"),
    ],
)
def test_file_of_another_shape_is_one_sentence(
    take: Callable[..., KioskSummary], store: SqliteStore, document: object, expected: str
) -> None:
    """What is no export of a kiosk of this region is refused for its one reason."""
    (problem,) = _refusal(take, store, document=document).splitlines()
    assert expected in problem


@pytest.mark.parametrize(
    "text", ['{"format": "kotak-saran-kiosk", "answers": [', '{"a": 1, "a": 2}', "[" * 100_000]
)
def test_damaged_json_is_one_sentence(store: SqliteStore, signer: Signer, tmp_path: Path, text: str) -> None:
    """A file that ends too early, says something twice or is nested without end is damaged."""
    path = tmp_path / "kios.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CollectorRefusedError, match="the kiosk's file is damaged"):
        import_kiosk_file(store, path, SURVEYS, signer)


@pytest.mark.parametrize(
    ("options", "expected"),
    [({"unit": "kelurahan"}, "belongs to 'dinas'"), ({"survey": "skm-2014"}, "it was asked with skm-2017")],
)
def test_survey_and_unit_must_agree_if_given(
    take: Callable[..., KioskSummary], store: SqliteStore, options: dict[str, str], expected: str
) -> None:
    """What the caller expects is checked against what the file says."""
    assert expected in _refusal(take, store, _answer(), **options)
    assert 1 == take(_answer(), unit="dinas", survey="skm-2017").stored


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (json.dumps(_document()).encode(), True),
        (b"\xef\xbb\xbf\n" + json.dumps(_document(), indent=1).encode(), True),
        (b'{"format": "lain"}', False),
        (b'a,b\n1,"kotak-saran-kiosk"\n', False),
        (b"", False),
    ],
)
def test_is_kiosk_file_looks_at_the_content(tmp_path: Path, data: bytes, *, expected: bool) -> None:
    """The name of the file does not matter; its first words do."""
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert expected is is_kiosk_file(path)
