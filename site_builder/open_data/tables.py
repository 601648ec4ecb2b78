"""Which tables an `open.db` has: later versions add some, and a file may be older than this program."""

import sqlite3

_TABLE = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"


def has_table(database: sqlite3.Connection, *names: str) -> bool:
    """Tell whether the file has every one of these tables."""
    return all(database.execute(_TABLE, (name,)).fetchone()[0] for name in names)
