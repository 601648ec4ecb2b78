"""Slips: good once, for their unit, on their days; afterwards nothing ties one to an answer."""

import threading
from datetime import date
from pathlib import Path
from random import Random

import pytest
from factories import SECRET, new_store, response

from collector.codes import ALPHABET
from collector.proofs.tokens import new_tokens, token_digest
from collector.storage import SqliteStore
from collector.storage.chain_check import private_faults
from collector.storage.group_commit import GroupCommit
from collector.storage.records import Stored
from collector.storage.tokens import HONEYPOT, SLIP, TokenBatch, issue_tokens

DAY = date(2024, 1, 2)


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store that holds the test region."""
    return new_store(tmp_path)


def _issue(store: SqliteStore, count: int = 1, kind: str = SLIP, agency: str = "dinas") -> list[bytes]:
    digests = [token_digest(SECRET, token) or b"" for token in new_tokens(count)]
    batch = TokenBatch(agency=agency, service=None, kind=kind, valid_from=DAY, valid_until=DAY)
    with store.transaction() as connection:
        issue_tokens(connection, batch, digests)
    return digests


def _class(store: SqliteStore, number: int, **changes: object) -> str:
    (outcome,) = store.append([response(number, **changes)])
    assert isinstance(outcome, Stored)
    return outcome.response_class


def _spent(store: SqliteStore) -> int:
    return int(store.connection.execute("SELECT sum(spent) FROM token_batch").fetchone()[0])


def test_token_is_good_once(store: SqliteStore) -> None:
    """The first answer counts as token, the second with the same slip is stored as open."""
    (token,) = _issue(store)
    assert "token" == _class(store, 1, token=token)
    assert "open" == _class(store, 2, token=token)
    assert [("token",), ("open",)] == store.connection.execute(
        "SELECT class FROM response ORDER BY sequence"
    ).fetchall()


def test_class_given_by_a_token_is_committed_to(store: SqliteStore) -> None:
    """An answer is sent as open and stored as token: its commitment holds what is stored."""
    (token,) = _issue(store)
    assert "token" == _class(store, 1, token=token)
    assert [] == list(private_faults(store))


def test_repeated_answer_keeps_its_class_and_spends_once(store: SqliteStore) -> None:
    """The phone tries again after a lost reply: same receipt, same class, one slip."""
    first, second = _issue(store, 2)
    assert "token" == _class(store, 1, token=first)
    assert "token" == _class(store, 1, token=second)
    assert 1 == _spent(store)


@pytest.mark.parametrize(
    "changes",
    [
        {"visited_on": date(2024, 1, 1)},
        {"visited_on": date(2024, 1, 3)},
        {"agency": "kelurahan", "service": "surat"},
    ],
)
def test_token_is_good_for_its_unit_and_days_only(store: SqliteStore, changes: dict[str, object]) -> None:
    """A slip of yesterday, of tomorrow or of another unit leaves the answer open and stays unspent."""
    (token,) = _issue(store)
    assert "open" == _class(store, 1, token=token, **changes)
    assert 0 == _spent(store)


def test_honeypot_is_a_signal_and_no_proof(store: SqliteStore) -> None:
    """A slip that was never handed out: the answer is stored as open, the use is counted."""
    (token,) = _issue(store, kind=HONEYPOT)
    assert "open" == _class(store, 1, token=token)
    assert 1 == _spent(store)


def test_spending_leaves_no_trace(store: SqliteStore) -> None:
    """After use neither the digest nor the batch stands beside the answer, nor in any page of the file."""
    (token,) = _issue(store)
    _class(store, 1, token=token)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert token not in store.path.read_bytes()
    assert 0 == store.connection.execute("SELECT count(*) FROM token").fetchone()[0]


def test_refused_answer_spends_no_token(store: SqliteStore) -> None:
    """Token, answer and chain link are one transaction: what is not stored costs nothing."""
    (token,) = _issue(store)
    with pytest.raises(Exception, match="contradicts"):
        store.append([response(1, token=token, counter="zzzzz")])
    assert 0 == _spent(store)
    assert "token" == _class(store, 2, token=token)


def test_racing_uses_accept_each_slip_once(store: SqliteStore) -> None:
    """20 slips, each used by ten phones at once: exactly 20 answers count as token, all 200 are stored."""
    tokens = _issue(store, 20) * 10
    Random(7).shuffle(tokens)
    grouped, classes, start = GroupCommit(store), list[str](), threading.Barrier(20)

    def phone(first: int) -> None:
        start.wait()
        for number in range(first, first + 10):
            (outcome,) = grouped.append([response(number, token=tokens[number])])
            assert isinstance(outcome, Stored)
            classes.append(outcome.response_class)

    threads = [threading.Thread(target=phone, args=(first,)) for first in range(0, 200, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (200, 20, 20) == (len(classes), classes.count("token"), _spent(store))


def test_forged_tokens_are_never_accepted(store: SqliteStore) -> None:
    """200,000 guesses against a thousand slips: the digest of none is known."""
    _issue(store, 1000)
    known = {bytes(row[0]) for row in store.connection.execute("SELECT digest FROM token")}
    random = Random(20240102)
    guesses = (token_digest(SECRET, "".join(random.choices(ALPHABET, k=8))) for _ in range(200_000))
    assert 1000 == len(known)
    assert not any(guess in known for guess in guesses)


@pytest.mark.parametrize("typed", ["", "abc", "abcdefghj", "abcd-efg!", "~" * 8])
def test_token_digest_refuses_what_no_slip_says(typed: str) -> None:
    """Only eight characters of our alphabet can be a slip."""
    assert token_digest(SECRET, typed) is None


def test_token_digest_reads_what_people_type() -> None:
    """Capitals, spaces and look-alikes lead to the same slip; another instance has another digest."""
    assert token_digest(SECRET, "0a1b2c3d") == token_digest(SECRET, "OA-lB 2C3D".replace(" ", ""))
    assert token_digest(SECRET, "0a1b2c3d") != token_digest(b"x" * 32, "0a1b2c3d")
