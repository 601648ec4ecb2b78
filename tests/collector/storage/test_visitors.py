"""People served: a day is counted once, from the file or from the command."""

from datetime import date
from pathlib import Path

import pytest
from factories import VISITORS, new_store, write_region

from collector.errors import CollectorRefusedError
from collector.registers.loader import load_registers
from collector.storage import SqliteStore
from collector.storage.registers import save_registers
from collector.storage.visitors import add_visitors, read_visitors
from survey_definitions.loader import load_surveys

DAY = date(2024, 1, 2)
JANUARY = ("ktp", "2024-01-01", "2024-01-31", "500")


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store that holds the test region, without visitor counts."""
    return new_store(tmp_path)


def _counts(store: SqliteStore) -> list[tuple[str, date, date, int]]:
    return [(count.service, count.start, count.end, count.served) for count in read_visitors(store)]


def _load(store: SqliteStore, folder: Path, *visitors: tuple[str, ...]) -> None:
    files = write_region(folder / "again", visitors=(*VISITORS, *visitors))
    save_registers(store, load_registers(files, load_surveys()))


def test_add_visitors_corrects_what_was_typed(store: SqliteStore) -> None:
    """Typing a day again replaces its number and tells the earlier one."""
    assert add_visitors(store, "ktp", DAY, 57) is None
    assert 57 == add_visitors(store, "ktp", DAY, 75)
    assert [("ktp", DAY, DAY, 75)] == _counts(store)


def test_add_visitors_refuses_a_day_of_the_file(store: SqliteStore, tmp_path: Path) -> None:
    """A day inside a span of visitors.csv would count twice."""
    _load(store, tmp_path, JANUARY)
    with pytest.raises(CollectorRefusedError, match=r"visitors\.csv counts 'ktp' on 2024-01-02 already"):
        add_visitors(store, "ktp", DAY, 57)


def test_add_visitors_refuses_an_unknown_service(store: SqliteStore) -> None:
    """A typo in the code stores nothing."""
    with pytest.raises(CollectorRefusedError, match="no service 'ktq'"):
        add_visitors(store, "ktq", DAY, 57)
    assert [] == _counts(store)


def test_load_keeps_typed_days_the_file_does_not_cover(store: SqliteStore, tmp_path: Path) -> None:
    """Loading registers again keeps what was typed, except where the file counts the same days now."""
    add_visitors(store, "ktp", DAY, 57)
    add_visitors(store, "ktp", date(2024, 2, 1), 20)
    _load(store, tmp_path, JANUARY)
    assert [("ktp", date(2024, 1, 1), date(2024, 1, 31), 500), ("ktp", date(2024, 2, 1), date(2024, 2, 1), 20)] == (
        _counts(store)
    )
