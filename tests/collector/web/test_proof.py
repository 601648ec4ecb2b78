"""From the code on a screen or a slip to the class of the stored answer."""

from collections.abc import Callable
from typing import Any

import pytest
from form_client import Citizen, Clock, StrictClient

from collector.proofs.screen_codes import screen_code
from collector.proofs.tokens import token_digest
from collector.settings import CollectorSettings, secret_key
from collector.storage import SqliteStore
from collector.storage.tokens import SLIP, TokenBatch, issue_tokens
from collector.web.moments import local_date

Rows = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def secret(app: object, store: SqliteStore) -> bytes:
    """Return the secret of the running instance."""
    assert app
    return secret_key(CollectorSettings(instance=store.path.parent).secret_key_file)


@pytest.fixture
def slip(store: SqliteStore, secret: bytes, clock: Clock) -> str:
    """Return the token of a slip handed out by the unit today."""
    today = local_date(clock.now, "Asia/Jakarta")
    batch = TokenBatch(agency="dinas", service=None, kind=SLIP, valid_from=today, valid_until=today)
    with store.transaction() as connection:
        issue_tokens(connection, batch, [token_digest(secret, "ab12cd34") or b""])
    return "ab12cd34"


def test_plain_address_is_open(citizen: Citizen, rows: Rows) -> None:
    """The poster that hangs for months proves nothing."""
    citizen.sends(citizen.opens("/l/ab2cd"))
    assert [("open",)] == rows("class")


def test_screen_code_makes_a_poster_answer(citizen: Citizen, secret: bytes, clock: Clock, rows: Rows) -> None:
    """Opened with the screen's code, sent an hour later: the pass in the form still holds."""
    page = citizen.opens(f"/l/ab2cd?k={screen_code(secret, 'dinas', clock.now)}")
    clock.forward(hours=1)
    citizen.sends(page)
    assert [("poster",)] == rows("class")


def test_pass_is_good_for_its_own_filling_only(citizen: Citizen, secret: bytes, clock: Clock, rows: Rows) -> None:
    """A pass copied into another filling or to another counter of the same unit is worth nothing."""
    code = screen_code(secret, "dinas", clock.now)
    stolen = citizen.opens(f"/l/ab2cd?k={code}").hidden["p"]
    citizen.sends(citizen.opens("/l/ab2cd"), p=stolen)
    citizen.sends(citizen.opens("/l/ef3gh"), p=stolen)
    assert [("open",), ("open",)] == rows("class")


@pytest.mark.parametrize("code", ["zzzzzzzz", "", "x" * 5000, "poster~x"])
def test_wrong_code_still_shows_the_form(citizen: Citizen, rows: Rows, code: str) -> None:
    """Nobody is turned away for a code: the answer is open."""
    citizen.sends(citizen.opens(f"/l/ab2cd?k={code}"))
    assert [("open",)] == rows("class")


def test_slip_makes_a_token_answer_once(citizen: Citizen, client: StrictClient, slip: str, rows: Rows) -> None:
    """The first answer counts with proof; the second is stored as open and its receipt says why."""
    first = citizen.sends(citizen.opens(f"/l/ab2cd?t={slip.upper()}"))
    second = citizen.sends(citizen.opens(f"/l/ab2cd?t={slip}"))
    assert [("token",), ("open",)] == rows("class")
    assert "Karcis Anda sudah pernah dipakai" not in client.page(first.location).words()
    assert "Karcis Anda sudah pernah dipakai" in client.page(second.location).words()


def test_faulty_form_spends_no_slip(citizen: Citizen, slip: str, rows: Rows) -> None:
    """A validation error costs nothing: the page shown again carries the slip, and it still counts."""
    response = citizen.sends(citizen.opens(f"/l/ab2cd?t={slip}"), waktu="")
    assert 422 == response.status_code
    assert f"token~{slip}" in response.get_data(as_text=True)
    citizen.sends(citizen.opens(f"/l/ab2cd?t={slip}"))
    assert [("token",)] == rows("class")


@pytest.mark.parametrize("place", ["/l/ab2cd", "/kios/ab2cd"])
def test_kiosk_proves_no_visit(
    citizen: Citizen, secret: bytes, slip: str, clock: Clock, rows: Rows, place: str
) -> None:
    """On the office's own tablet neither code nor slip counts, nor a form opened elsewhere; the slip stays good."""
    for proof in (f"k={screen_code(secret, 'dinas', clock.now)}", f"t={slip}"):
        fields = citizen.fills(citizen.opens(f"{place}?{proof}"))
        citizen.client.post("/kios/ab2cd?kirim=1", data=fields)
    citizen.sends(citizen.opens(f"/l/ab2cd?t={slip}"))
    assert [("kiosk", "open"), ("kiosk", "open"), ("qr", "token")] == rows("mode, class")


def test_unknown_slip_is_said_in_english_too(citizen: Citizen, client: StrictClient, rows: Rows) -> None:
    """A mistyped slip: stored as open, and the receipt says so in the reader's language."""
    response = citizen.sends(citizen.opens("/l/ab2cd?lang=en&t=00000000"))
    assert "Your slip was used before" in client.page(response.location).words()
    assert [("open",)] == rows("class")


@pytest.mark.parametrize(
    "address", ["/l/ab2cd?t=<script>alert(1)</script>", '/l/ab2cd?t="><b>', "/l/ab2cd?k='\"><"]
)
def test_codes_in_the_address_never_reach_the_page_raw(client: StrictClient, address: str) -> None:
    """What can't be a code is left out of the form."""
    assert client.page(address).hidden["p"] == ""


def test_opened_forms_are_counted_but_not_prefetched_ones(
    citizen: Citizen, client: StrictClient, store: SqliteStore
) -> None:
    """Two openings and one prefetch and one HEAD: two, written with the next answer."""
    citizen.opens("/l/ab2cd")
    client.get("/l/ab2cd", headers={"Sec-Purpose": "prefetch;prerender"})
    client.head("/l/ab2cd")
    client.get("/l/zzzzz")
    assert [] == store.connection.execute("SELECT * FROM opened").fetchall()
    citizen.sends(citizen.opens("/l/ab2cd"))
    assert [("ab2cd", "2025-03-03", 2)] == store.connection.execute("SELECT * FROM opened").fetchall()
