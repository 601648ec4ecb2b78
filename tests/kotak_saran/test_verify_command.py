"""kotaksaran verify: what was changed, removed, moved or added is named, in the open file and in the instance."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from factories import NINE, SECRET, new_store, responses

from collector.publication.release import publish
from collector.storage import SqliteStore, driver
from collector.storage.records import Stored, Withdrawal
from kotak_saran.command_line import main
from survey_definitions.loader import load_surveys


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """Publish 36 answers of three days, one of them withdrawn."""
    opened = new_store(tmp_path)
    codes = []
    for day in (2, 3, 4):
        moment = datetime(2024, 4, day, 3, tzinfo=UTC)
        batch = responses(12, first=100 * day, visited_on=moment.date(), received_at=moment)
        outcomes = opened.append([replace(one, answers={"waktu": 1 + n % 4}) for n, one in enumerate(batch)])
        codes += [outcome.receipt for outcome in outcomes if isinstance(outcome, Stored)]
    opened.withdraw(Withdrawal(receipt=codes[4], day=date(2024, 4, 5), scored=frozenset(NINE)))
    _publish(opened, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def open_db(store: SqliteStore, tmp_path: Path) -> Path:
    """Copy the open file, as anyone may."""
    assert store.path.is_file()
    return Path(shutil.copy((tmp_path / "out" / "open.db").resolve(), tmp_path / "copy.db"))


def _publish(store: SqliteStore, tmp_path: Path) -> None:
    publish(
        store, load_surveys(), tmp_path / "out", secret=SECRET, now=datetime(2024, 6, 3, 5, 0, tzinfo=UTC)
    )  # fmt: skip


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return int(stopped.value.code or 0), captured.out + captured.err


def _instance(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> tuple[int, str]:
    return _run(capsys, "verify", "--instance", tmp_path / "instance", "--output", tmp_path / "out")


def test_open_file_is_checked_by_anyone(open_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No instance is needed: three heads from 36 commitments, and the last head to note down."""
    code, said = _run(capsys, "verify", open_db)
    assert 0 == code
    assert "all 3 heads follow from the 36 commitments (2024-04-02 to 2024-04-04, 0 marked as withdrawn)" in said
    head = sqlite3.connect(open_db).execute("SELECT head FROM chain_day WHERE number = 3").fetchone()[0]
    assert f"Last head: {head}" in said


SWAP = """
    CREATE TEMP TABLE before AS SELECT position, commitment FROM commitment;
    UPDATE commitment SET commitment =
        (SELECT b.commitment FROM before AS b WHERE b.position = 31 - commitment.position)
    WHERE position IN (15, 16)
"""
SECOND_DAY = "2024-04-03 (positions 13 to 24): the commitments do not give the published head"


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE commitment SET commitment = replace(commitment, 'a', 'b') WHERE position = 15", SECOND_DAY),
        ("UPDATE commitment SET commitment = 'x' WHERE position = 15", SECOND_DAY),
        (SWAP, SECOND_DAY),
        ("DELETE FROM commitment WHERE position = 15", "Position 15 is missing; the next one is 16."),
        ("DELETE FROM commitment WHERE position > 30", "2024-04-04 (positions 25 to 36): the commitments do not"),
        (
            "INSERT INTO commitment SELECT 37, commitment, '', 0 FROM commitment LIMIT 1",
            "Position 37 stands behind",
        ),
        ("UPDATE chain_day SET head = replace(head, '0', '1') WHERE number = 2", SECOND_DAY),
        ("UPDATE chain_day SET rows = 11 WHERE number = 2", "2024-04-03 (positions 14 to 24): the commitments"),
        ("DELETE FROM chain_day WHERE number = 2", "Head 2 is missing."),
        ("DELETE FROM chain_day WHERE number = 3", "Position 25 stands behind the last head."),
    ],
)
def test_tampered_open_file_is_refused(
    open_db: Path, capsys: pytest.CaptureFixture[str], sql: str, fault: str
) -> None:
    """What was done to the file is named by day or position, exit code 1."""
    with sqlite3.connect(open_db) as connection:
        connection.executescript(sql)
    code, said = _run(capsys, "verify", open_db)
    assert 1 == code
    assert fault in said
    assert "Traceback" not in said


def test_rewritten_ledger_differs_from_the_one_somebody_kept(
    store: SqliteStore, open_db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever recomputes every head can't reach the files of others; an honest later release repeats them."""
    moment = datetime(2024, 4, 5, 3, tzinfo=UTC)
    store.append(responses(12, first=900, visited_on=moment.date(), received_at=moment))
    _publish(store, tmp_path)
    later = tmp_path / "out" / "open.db"
    code, said = _run(capsys, "verify", later, "--earlier", open_db)
    assert 0 == code
    assert "all 4 heads" in said
    assert f"Every head of {open_db} is repeated." in said
    forged = Path(shutil.copy(later.resolve(), tmp_path / "forged.db"))
    _forge(forged)
    assert 0 == _run(capsys, "verify", forged)[0]
    code, said = _run(capsys, "verify", forged, "--earlier", open_db)
    assert 1 == code
    assert "2024-04-03 (positions 13 to 24): the head differs from the earlier file's." in said


def _forge(path: Path) -> None:
    """Change one commitment and compute all heads anew."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE commitment SET commitment = replace(commitment, 'a', 'b') WHERE position = 15")
        link, heads = bytes(32), {}
        for position, commitment in connection.execute("SELECT position, commitment FROM commitment"):
            link = heads[position] = hashlib.sha256(link + bytes.fromhex(commitment)).digest()
        for (last,) in connection.execute("SELECT last_position FROM chain_day").fetchall():
            connection.execute("UPDATE chain_day SET head = ? WHERE last_position = ?", (heads[last].hex(), last))


def test_release_without_ledger_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A region without answers has nothing to check yet."""
    store = new_store(tmp_path)
    _publish(store, tmp_path)
    store.close()
    code, said = _run(capsys, "verify", tmp_path / "out" / "open.db")
    assert (0, True) == (code, "there is no ledger yet" in said)


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        (("hantu.db",), 1, "there is no open database here"),
        (("--instance", "hantu"), 1, "there is no private database here"),
        (("--earlier", "hantu.db"), 2, "name the newer one as well"),
    ],
)
def test_what_is_not_there_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, fault: str
) -> None:
    """Nothing is created by checking."""
    found, said = _run(capsys, "verify", *arguments)
    assert (code, True) == (found, fault in said)
    assert not Path("hantu").exists()


def test_instance_is_checked_with_its_release(
    store: SqliteStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every answer opens its commitment, the withdrawn one is skipped, and the release tells the same chain."""
    assert 36 == store.connection.execute("SELECT count(*) FROM response").fetchone()[0]
    code, said = _instance(capsys, tmp_path)
    assert (0, True) == (code, "all 36 answers stand in the chain as they were stored." in said)
    assert "The counts kept for publishing are what counting the first 36 answers anew gives." in said
    assert "tells the same chain." in said


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE count_cube SET kept = replace(kept, '[35,', '[36,')",
        "UPDATE count_cube SET added = kept",
        "DELETE FROM count_cube",
    ],
)
def test_counts_of_other_answers_are_refused(
    store: SqliteStore, tmp_path: Path, capsys: pytest.CaptureFixture[str], script: str
) -> None:
    """Counts that somebody edited are named by unit, service, questionnaire, month and channel."""
    store.connection.execute(script)
    code, said = _instance(capsys, tmp_path)
    assert 1 == code
    assert "The counts kept for dinas, ktp, skm-2017, 2024-04, qr open are not those of the stored answers." in said


SWAP_ANSWERS = """
    CREATE TEMP TABLE before AS SELECT sequence, answers FROM response;
    UPDATE response SET answers = (SELECT b.answers FROM before AS b WHERE b.sequence = 31 - response.sequence)
    WHERE sequence IN (15, 16)
"""
MOVE = "UPDATE response SET sequence = CASE sequence WHEN 15 THEN -1 WHEN 16 THEN -2 END WHERE sequence IN (15, 16)"
MOVE_BACK = "UPDATE response SET sequence = 17 + sequence WHERE sequence < 0"
COPY = """
    INSERT INTO response SELECT 37, 'ffffffffffffffffffffffffffffffff', survey, version, agency, service, counter,
    training, class, mode, offline, language, visited_on, received_at, seconds, answers, source, source_row, NULL,
    nonce, commitment, chain, NULL FROM response WHERE sequence = 36
"""


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("UPDATE response SET answers = '{\"waktu\":4}' WHERE sequence = 15", "Answer 15 was changed"),
        ("UPDATE response SET class = 'token' WHERE sequence = 15", "Answer 15 was changed"),
        (SWAP_ANSWERS, "Answer 15 was changed"),
        ("DELETE FROM response WHERE sequence = 15", "Answer 15 is missing; the next one is 16."),
        ("DELETE FROM response WHERE sequence > 30", "answer 36 does not end in the head that was published"),
        (f"{MOVE};{MOVE_BACK}", "Answer 15 does not follow from the one before"),
        (COPY, "Answer 37 was changed"),
        ("UPDATE response SET chain = zeroblob(32) WHERE sequence = 15", "Answer 15 does not follow"),
        ("UPDATE response SET commitment = zeroblob(32) WHERE sequence = 5", "Answer 5 does not follow"),
    ],
)
def test_tampered_instance_is_refused(
    store: SqliteStore, tmp_path: Path, capsys: pytest.CaptureFixture[str], script: str, fault: str
) -> None:
    """Somebody with the server's rights edits the database: the first answer that does not fit is named."""
    store.connection.executescript(script)
    code, said = _instance(capsys, tmp_path)
    assert 1 == code
    assert fault in said
    assert "tells the same chain" not in said


def test_rewritten_instance_no_longer_gives_the_published_heads(
    store: SqliteStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last answer is replaced and the chain computed anew, heads included: the release still tells."""
    _rewrite(store.connection)
    code, said = _instance(capsys, tmp_path)
    assert (1, True) == (code, "The chain was written anew." in said)
    newest = store.connection.execute("SELECT chain FROM response WHERE sequence = 36").fetchone()[0]
    store.connection.execute("UPDATE ledger_range SET head = ? WHERE last = 36", (newest,))
    code, said = _instance(capsys, tmp_path)
    assert (1, True) == (code, "Position 36: the private database has another answer there" in said)


def _rewrite(connection: driver.Connection) -> None:
    row = "SELECT chain FROM response WHERE sequence = 35"
    commitment = hashlib.sha256(
        bytes(32) + connection.execute("""
            SELECT json_array(id, survey, version, agency, service, counter, training, class, mode, offline,
            language, visited_on, received_at, seconds, '{}', source, source_row) FROM response WHERE sequence = 36
        """).fetchone()[0].encode()
    ).digest()  # fmt: skip
    link = hashlib.sha256(connection.execute(row).fetchone()[0] + commitment).digest()
    connection.execute(
        "UPDATE response SET nonce = zeroblob(32), answers = '{}', commitment = ?, chain = ? WHERE sequence = 36",
        (commitment, link),
    )


def test_answer_called_withdrawn_that_is_not_is_refused(
    store: SqliteStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mark in the release needs a withdrawal in the database."""
    assert store.path.is_file()
    with sqlite3.connect((tmp_path / "out" / "open.db").resolve()) as connection:
        connection.execute("UPDATE commitment SET withdrawn = 1 WHERE position = 7")
    code, said = _instance(capsys, tmp_path)
    assert (1, True) == (code, "Position 7 is marked as withdrawn, but the answer is not." in said)


def test_damaged_database_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that was overwritten is named, without a traceback."""
    store = new_store(tmp_path)
    store.append(responses(400))
    store.close()
    with store.path.open("r+b") as file:
        file.seek(store.path.stat().st_size // 2)
        file.write(b"\xff" * 4096)
    code, said = _instance(capsys, tmp_path)
    assert 1 == code
    assert "Traceback" not in said
