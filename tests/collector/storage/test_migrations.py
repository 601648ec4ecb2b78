"""Each migration from a populated older schema: nothing is lost, and it runs once."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from collector.publication.counting import refresh
from collector.publication.tally import Shape
from collector.registers.files.trainings import Training
from collector.storage import SqliteStore, driver, open_store
from collector.storage.count_cube import CubeCell, CubeKey, read_cube, read_watermark
from collector.storage.migrations import BEFORE_WITHDRAWAL, migrations
from collector.storage.registers import read_records
from collector.storage.releases import read_releases
from collector.storage.visitors import read_visitors

FILL = """
    INSERT INTO agency VALUES ('dinas', NULL, 'opd', 'Dinas', 'Agency', '', 0);
    INSERT INTO service VALUES ('ktp', 'dinas', 'KTP', 'Card', '', '', 0);
    INSERT INTO counter VALUES ('ab2cd', 'ktp', 'Loket', 'Counter', 'skm-2017', 0);
    INSERT INTO visitor_count (service, start, "end", served) VALUES ('ktp', '2024-01-01', '2024-01-31', 500);
"""
ANSWER = f"""
    INSERT INTO response ({", ".join(BEFORE_WITHDRAWAL)})
    VALUES (1, '00000000000000000000000000000001', 'skm-2017', 1, 'dinas', 'ktp', 'ab2cd',
        NULL, 'open', 'qr', 0, 'id', '2024-01-02', '2024-01-02T03:04:05+00:00', 60, '{{"waktu":3}}', NULL, NULL,
        '0123456789abcdef', zeroblob(32), zeroblob(32), zeroblob(32));
"""  # noqa: S608 - our names


def _older(path: Path, stop_before: str, *statements: str) -> None:
    """Make a database as it was before a migration, with rows in it."""
    connection = driver.connect(str(path), isolation_level=None)
    migrations.apply(Database(connection), stop_before=stop_before)
    for statement in statements:
        connection.executescript(statement)
    connection.close()


@pytest.mark.parametrize(
    ("stop_before", "statements"),
    [
        ("m002_answers", (FILL,)),
        ("m003_visits", (FILL, ANSWER)),
        ("m004_withdrawal", (FILL, ANSWER)),
        ("m005_programme", (FILL, ANSWER)),
        ("m006_additions", (FILL, ANSWER)),
        ("m012_release_counts", (FILL, ANSWER)),
        ("m013_count_cube", (FILL, ANSWER)),
        ("m015_comment_review", (FILL, ANSWER)),
        ("m016_released_count", (FILL, ANSWER)),
        ("m021_contact", (FILL, ANSWER)),
        ("m018_roll_out", (FILL, ANSWER)),
        ("m019_invitations", (FILL, ANSWER)),
    ],
)
def test_migrations_keep_what_an_older_database_holds(
    tmp_path: Path, stop_before: str, statements: tuple[str, ...]
) -> None:
    """Registers, visitor counts and answers of an older schema are all there afterwards."""
    path = tmp_path / "private.db"
    _older(path, stop_before, *statements)
    store = open_store(path)
    assert store.counter("ab2cd") is not None
    assert [("ktp", 500)] == [(count.service, count.served) for count in read_visitors(store)]
    assert len(statements) - 1 == store.connection.execute("SELECT count(*) FROM response").fetchone()[0]
    assert [] == read_records(store, Training)
    assert [("file",)] == store.connection.execute("SELECT source FROM visitor_count").fetchall()


def test_migrations_run_once(tmp_path: Path) -> None:
    """Opening again applies nothing."""
    path = tmp_path / "private.db"
    open_store(path, create=True).close()
    connection = driver.connect(str(path))
    before = connection.execute("SELECT * FROM _sqlite_migrations").fetchall()
    open_store(path).close()
    assert before == connection.execute("SELECT * FROM _sqlite_migrations").fetchall()
    applied = [row[2] for row in before]
    assert ["m001_registers", "m002_answers", "m003_visits"] == applied[:3]
    assert sorted(set(applied)) == applied


def test_withdrawal_migration_keeps_every_column_of_an_answer(tmp_path: Path) -> None:
    """The table is built anew: the answer is there column by column, its keys still refuse doubles."""
    path = tmp_path / "private.db"
    _older(path, "m004_withdrawal", FILL, ANSWER)
    connection = driver.connect(str(path))
    (before,) = connection.execute("SELECT * FROM response").fetchall()
    connection.close()
    store = open_store(path)
    assert [(*before, None)] == store.connection.execute("SELECT * FROM response").fetchall()
    for changed in ("withdrawn_on = '2024-01-03'", "language = NULL", "agency = 'hantu'"):
        with pytest.raises(driver.IntegrityError):  # half withdrawn, half there, in no unit
            store.connection.execute(f"UPDATE response SET {changed}")  # noqa: S608 - stands above
    copied = ", ".join("NULL" if name == "sequence" else name for name in _columns(store))
    with pytest.raises(driver.IntegrityError, match="UNIQUE"):
        store.connection.execute(f"INSERT INTO response SELECT {copied} FROM response")  # noqa: S608 - our names


def _columns(store: SqliteStore) -> list[str]:
    return [row[1] for row in store.connection.execute("PRAGMA table_info(response)")]


def test_migrations_keep_a_log_without_counts(tmp_path: Path) -> None:
    """A release of an older program has no count of units, periods and revisions, and stays as it was."""
    path = tmp_path / "private.db"
    _older(
        path, "m012_release_counts", FILL,
        "INSERT INTO release VALUES (1, 'abc', '2024-04-02T08:00:00+00:00', 40, 35, 4, 'PUB01/1', 'ff')",
    )  # fmt: skip
    (entry,) = read_releases(open_store(path))
    assert (35, None, None, None) == (entry.rows_out, entry.units, entry.periods, entry.revisions)


def test_counts_migration_keeps_what_the_last_release_contained(tmp_path: Path) -> None:
    """The newest released answer of a cell stays known, and nothing is counted yet; the next refresh counts it."""
    path = tmp_path / "private.db"
    released = (
        "INSERT INTO released_cell VALUES ('dinas', 'skm-2017', '2024-T1', 'ktp', '2024-01-01', 'qr', 'open', 1)"
    )
    _older(path, "m013_count_cube", FILL, ANSWER, released)
    store = open_store(path)
    key = CubeKey("dinas", "skm-2017", "ktp", "2024-01-01", "qr", "open")
    assert {key: CubeCell(1, [], [])} == dict(read_cube(store))
    assert (0, 1) == (read_watermark(store).until, read_watermark(store).released)
    refresh(store, {"skm-2017": Shape(questions=("waktu",), minimum=1, width=4)})
    assert {key: CubeCell(1, [1, 0, 0, 1, 0], [])} == dict(read_cube(store))
