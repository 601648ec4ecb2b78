"""Taking an answer back: what goes at once, what stays until the score has left, and what never stays in a file."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from factories import NINE, new_store, response

from collector.errors import StorageUnavailableError
from collector.storage import SqliteStore, driver, group_commit, open_store
from collector.storage.group_commit import GroupCommit
from collector.storage.reading import read_responses, snapshot
from collector.storage.records import Stored, Withdrawal
from collector.storage.reviews import Review, read_approved, read_waiting, save_review
from collector.storage.withdrawals import forget_scores
from survey_definitions.loader import load_surveys

DAY = date(2024, 1, 9)
CANARY = "Kursi tunggunya rusak, kata canary"
PERSONAL = {"saran": CANARY, "usia": 87, "pekerjaan": "PNS"}
ANSWERS = {**dict.fromkeys(NINE, 3), **PERSONAL}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """Open a store that holds the test region."""
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def _stored(store: SqliteStore | GroupCommit, number: int = 1, **changes: object) -> str:
    (outcome,) = store.append([response(number, **{"answers": ANSWERS, "counter": "ab2cd", **changes})])
    assert isinstance(outcome, Stored)
    return outcome.receipt


def _wish(receipt: str) -> Withdrawal:
    return Withdrawal(receipt=receipt, day=DAY, scored=frozenset(NINE))


def _row(store: SqliteStore) -> dict[str, object]:
    cursor = store.connection.execute("SELECT * FROM response ORDER BY sequence LIMIT 1")
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def test_withdraw_leaves_scores_unit_month_and_codes_only(store: SqliteStore) -> None:
    """Comment, characteristics, nonce, counter, times and language are gone; the scored answers are still there."""
    receipt = _stored(store)
    before = _row(store)
    store.withdraw(_wish(receipt))
    after = _row(store)
    stays = ("sequence", "id", "receipt", "survey", "agency", "service", "class", "mode", "commitment", "chain")
    assert {name: before[name] for name in stays} == {name: after[name] for name in stays}
    assert ("2024-01-01", "2024-01-09") == (after["visited_on"], after["withdrawn_on"])
    assert '{"biaya":3,"kompetensi":3,"pengaduan":3,"perilaku":3,"persyaratan":3,"produk":3,"prosedur":3,' in str(
        after["answers"]
    )
    assert "usia" not in str(after["answers"])
    assert {None} == {value for name, value in after.items() if name not in (*stays, "visited_on", "answers",
                                                                             "withdrawn_on")}  # fmt: skip


def test_withdraw_keeps_the_chain(store: SqliteStore) -> None:
    """Links follow from commitments alone, so a withdrawn row breaks nothing."""
    receipts = [_stored(store, number) for number in (1, 2, 3)]
    head = store.chain_head()
    store.withdraw(_wish(receipts[1]))
    store.withdraw(_wish(receipts[2]))
    links, previous = [], bytes(32)
    for (commitment,) in store.connection.execute("SELECT commitment FROM response ORDER BY sequence"):
        previous = hashlib.sha256(previous + commitment).digest()
        links.append(previous)
    assert links == [row[0] for row in store.connection.execute("SELECT chain FROM response ORDER BY sequence")]
    assert head == links[-1] == store.chain_head()


def test_withdrawn_answer_is_not_brought_back_by_a_late_repetition(store: SqliteStore) -> None:
    """The phone sends it once more: the same receipt, and nothing of it is stored again."""
    receipt = _stored(store)
    store.withdraw(_wish(receipt))
    assert receipt == _stored(store)
    assert receipt == _stored(store, answers={"waktu": 1})
    assert 1 == store.connection.execute("SELECT count(*) FROM response").fetchone()[0]
    assert "usia" not in str(_row(store)["answers"])


def test_withdraw_twice_keeps_the_first_day(store: SqliteStore) -> None:
    """Pressing the button again changes nothing."""
    receipt = _stored(store)
    store.withdraw(_wish(receipt))
    store.withdraw(Withdrawal(receipt=receipt, day=date(2024, 2, 1), scored=frozenset()))
    assert ("2024-01-09", True) == (_row(store)["withdrawn_on"], "waktu" in str(_row(store)["answers"]))


def test_only_answers_from_a_phone_can_be_withdrawn(store: SqliteStore) -> None:
    """A kiosk's screen is not the respondent's: its answers have no second code, and stay."""
    store.withdraw(_wish(_stored(store, mode="kiosk")))
    assert _row(store)["withdrawn_on"] is None


def test_receipt_tells_that_the_answer_was_withdrawn(store: SqliteStore) -> None:
    """The receipt still leads somewhere, without the time of sending."""
    code = _stored(store)
    store.withdraw(_wish(code))
    found = store.receipt(code)
    assert found is not None
    assert (DAY, None, "dinas") == (found.withdrawn_on, found.received_at, found.agency)


def test_reading_marks_withdrawn_answers_until_their_scores_are_forgotten(store: SqliteStore) -> None:
    """A release sees which answers are to leave; afterwards only codes, commitment and days are left."""
    code = _stored(store, 1)
    _stored(store, 2)
    store.withdraw(_wish(code))
    assert [True, False] == [answer.withdrawn for answer in read_responses(store)]
    with store.transaction() as connection:
        forget_scores(connection, (1, 2))  # the second was never withdrawn, so it stays
    assert [False] == [answer.withdrawn for answer in read_responses(store)]
    left = {name for name, value in _row(store).items() if value is not None}
    assert {"sequence", "id", "receipt", "commitment", "chain", "withdrawn_on"} == left
    receipt = store.receipt(code)
    assert receipt is not None
    assert (DAY, None, None) == (receipt.withdrawn_on, receipt.agency, receipt.mode)


def test_withdrawn_answer_loses_what_was_approved_of_its_words(store: SqliteStore) -> None:
    """The review goes with the answer, from the table and from the files; nothing can be approved afterwards."""
    code = _stored(store, answers={**ANSWERS, "saran_boleh_terbit": 1})
    (waiting,) = read_waiting(store, [load_surveys()["skm-2017"]])
    review = Review(response=waiting.response, question="saran", text=CANARY, by="Bagian Organisasi", on=DAY)
    assert save_review(store, review)
    assert {waiting.response: {"saran": CANARY}} == read_approved(store)
    store.withdraw(_wish(code))
    assert store.erase_traces()
    assert {} == read_approved(store)
    assert b"canary" not in _files(store)
    assert not save_review(store, review)
    assert [] == [*read_waiting(store, [load_surveys()["skm-2017"]])]


def _files(store: SqliteStore) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(store.path.parent.glob("private.db*")))


def test_withdrawn_text_is_in_no_byte_of_the_files(store: SqliteStore) -> None:
    """Every third of 150 comments, short and very long, is withdrawn: none is in database, log or index."""
    grouped, random = GroupCommit(store), Random(20240109)
    texts = {n: f"canary-{n:04}-" + "panjang " * random.choice((0, 3, 40, 230)) for n in range(150)}
    receipts = {n: _stored(grouped, n, answers={**ANSWERS, "saran": texts[n]}) for n in texts}
    assert all(f"canary-{n:04}-".encode() in _files(store) for n in texts)
    gone = random.sample(sorted(texts), 50)
    nonces = dict(store.connection.execute("SELECT receipt, nonce FROM response").fetchall())
    for n in gone:
        grouped.withdraw(_wish(receipts[n]))
    assert not grouped.has_traces
    files = _files(store)
    assert not [n for n in gone if f"anary-{n:04}".encode() in files or nonces[receipts[n]] in files]
    assert all(f"canary-{n:04}-".encode() in files for n in set(texts) - set(gone))
    grouped.close()


def test_traces_a_reader_keeps_are_told_and_erased_later(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a release reads, the log stays: the withdrawal counts and says so, and a later write mends it."""
    monkeypatch.setattr(group_commit, "ERASE_AGAIN_SECONDS", 0.0)
    grouped = GroupCommit(store)
    receipt = _stored(grouped)
    reader = open_store(store.path)
    with snapshot(reader):
        assert 1 == sum(1 for _ in read_responses(reader))
        grouped.withdraw(_wish(receipt))
        assert grouped.has_traces
        found = grouped.receipt(receipt)
        assert found is not None
        assert DAY == found.withdrawn_on
        assert CANARY.encode() in _files(store)
    _stored(grouped, 2, answers={"waktu": 1})
    with grouped._changed:  # the thread erases after the write it reported
        pass
    grouped.close()
    reader.close()
    assert CANARY.encode() not in _files(store)


def test_erasing_is_tried_again_without_any_write(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """At night nobody sends anything: the thread wakes by itself."""
    monkeypatch.setattr(group_commit, "ERASE_AGAIN_SECONDS", 0.01)
    grouped, erased = GroupCommit(store), []
    erase = store.erase_traces
    outcomes = iter([False, False])

    def stubborn() -> bool:
        erased.append(next(outcomes, None))
        return erase() if erased[-1] is None else False

    monkeypatch.setattr(store, "erase_traces", stubborn)
    grouped.withdraw(_wish(_stored(grouped)))
    while grouped.has_traces:
        grouped.receipt("0" * 16)
    assert [False, False, None] == erased
    assert CANARY.encode() not in _files(store)
    grouped.close()


def test_opening_erases_what_a_crash_left(store: SqliteStore, tmp_path: Path) -> None:
    """Killed between withdrawal and erasing: the files as they lay then are clean after the next start."""
    code = _stored(store)
    store.erase_traces()
    store.withdraw(_wish(code))
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for path in store.path.parent.glob("private.db*"):
        (crashed / path.name).write_bytes(path.read_bytes())
    assert CANARY.encode() in (crashed / "private.db-wal").read_bytes() + (crashed / "private.db").read_bytes()
    again = open_store(crashed / "private.db")
    assert CANARY.encode() not in _files(again)
    assert _row(again)["withdrawn_on"] == "2024-01-09"
    again.close()


def test_withdraw_says_when_the_disk_refuses(store: SqliteStore) -> None:
    """An answer that could not be deleted is not called withdrawn."""
    grouped = GroupCommit(store)
    receipt = _stored(grouped)
    other = driver.connect(str(store.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store.connection.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(StorageUnavailableError, match="locked"):
        grouped.withdraw(_wish(receipt))
    other.execute("ROLLBACK")
    other.close()
    found = grouped.receipt(receipt)
    assert found is not None
    assert found.withdrawn_on is None
    grouped.close()
    with pytest.raises(StorageUnavailableError, match="nothing was withdrawn"):
        grouped.withdraw(_wish(receipt))


def test_writing_is_as_patient_as_before_when_erasing_fails(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Erasing gives way at once; the next answer must not, whatever went wrong in between."""

    class Failing:
        def __init__(self, connection: driver.Connection) -> None:
            self.connection = connection

        def execute(self, statement: str) -> object:
            if "wal_checkpoint" in statement:
                raise driver.DatabaseError("disk I/O error")
            return self.connection.execute(statement)

    before = store.connection.execute("PRAGMA busy_timeout").fetchone()
    monkeypatch.setattr(store, "_connection", Failing(store.connection))
    assert store.erase_traces() is False
    monkeypatch.undo()
    assert store.connection.execute("PRAGMA busy_timeout").fetchone() == before


def test_erasing_in_a_closed_database_is_a_refusal(store: SqliteStore) -> None:
    """The thread that tries again later must outlive whatever the disk says: every answer waits for it."""
    store.close()
    assert store.erase_traces() is False
