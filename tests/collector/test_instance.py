"""An instance: the private database and its secret key, which belong together."""

from pathlib import Path

import pytest
from factories import new_store, response

from collector.errors import CollectorRefusedError
from collector.instance import instance_secret
from collector.settings import CollectorSettings
from collector.storage import SqliteStore


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store that holds the test region."""
    return new_store(tmp_path)


def test_key_of_a_new_instance_is_drawn(store: SqliteStore) -> None:
    """Registers and imported answers need no key, so a first one may be drawn beside them."""
    store.append([response()])  # no counter: as an import leaves it
    settings = CollectorSettings(instance=store.path.parent)
    assert instance_secret(settings, store) == instance_secret(settings, store)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO token_batch VALUES (1, 'dinas', NULL, 'slip', '2024-01-01', '2024-01-01', 5, 0)",
        (
            "INSERT INTO release (position, id, made_at, rows_in, rows_out, cells_hidden, rules, chain_head)\n"
            "VALUES (1, 'r1', '2024-01-01', 0, 0, 0, '', '')"
        ),
        "UPDATE response SET counter = 'ab2cd'",
    ],
    ids=["slips", "release", "answer of a form"],
)
def test_lost_key_is_never_redrawn_in_silence(store: SqliteStore, statement: str) -> None:
    """Where slips, releases or forms rely on the key, its loss is told with the way out, and no file is made."""
    store.append([response()])
    store.connection.execute(statement)
    settings = CollectorSettings(instance=store.path.parent)
    with pytest.raises(CollectorRefusedError, match=r"secret key is missing.*from a backup.*token_hex"):
        instance_secret(settings, store)
    assert not settings.secret_key_file.exists()


def test_key_written_by_hand_is_taken(store: SqliteStore) -> None:
    """The way out that the message names works."""
    store.append([response(counter="ab2cd")])
    settings = CollectorSettings(instance=store.path.parent)
    settings.secret_key_file.write_text("0f" * 32 + "\n")
    assert b"\x0f" * 32 == instance_secret(settings, store)
