"""What in the private database would be worth less without the secret key that was there when it was made."""

from collector.storage.sqlite_store import SqliteStore

HOLDS_KEYED = """
    SELECT EXISTS (SELECT 1 FROM token_batch) OR EXISTS (SELECT 1 FROM release)
        OR EXISTS (SELECT 1 FROM response WHERE counter IS NOT NULL)
"""


def relies_on_key(store: SqliteStore) -> bool:
    """Tell whether slips, releases or answers from forms are there: all three were made with the secret key."""
    return bool(store.connection.execute(HOLDS_KEYED).fetchone()[0])
