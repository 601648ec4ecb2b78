"""What a connection to the open file may do when strangers speak through it.

Datasette lets a statement run for a second (its progress handler ends it then); what one step of it can do to the
memory within that second is limited here.
"""

import weakref

from collector.storage import driver

HEAP = 32 * 1024 * 1024
"""Bytes SQLite may hold, all connections of the process together."""
LONGEST_TEXT = 64 * 1024
"""Bytes of one text; the longest in an open file, the SQL of a table, has a few thousand."""
LARGEST_ANSWER = 8 * 1024 * 1024
"""Bytes of all texts of one answer; a thousand rows of the widest table have a tenth of it."""
FORBIDDEN_FUNCTIONS = frozenset({"randomblob", "zeroblob", "printf", "format", "load_extension"})
ALLOWED_PRAGMAS = frozenset(
    {
        "compile_options", "database_list", "foreign_key_list", "function_list", "index_info", "index_list",
        "index_xinfo", "page_size", "recursive_triggers", "schema_version", "table_info", "table_list",
        "table_xinfo",
    }
)  # fmt: skip
_PATHS = ("pragma_database_list", "file")


def guard(connection: driver.Connection) -> None:
    """Let `connection` read, within bounds, and nothing else."""
    connection.execute(f"PRAGMA hard_heap_limit = {HEAP}")
    connection.text_factory = _text
    connection.row_factory = _RowsWithinBounds()
    connection.set_authorizer(_authorize)


def _authorize(action: int, first: str | None, second: str | None, *_: object) -> int:
    """Say whether a statement may do something; where the file lies reads as empty, which Datasette can bear."""
    match action:
        case driver.SELECT | driver.RECURSIVE:
            allowed = True
        case driver.READ:
            if (first, second) == _PATHS:
                return driver.BLANK
            allowed = True
        case driver.FUNCTION:
            allowed = (second or "").lower() not in FORBIDDEN_FUNCTIONS
        case driver.PRAGMA:
            allowed = (first or "").lower() in ALLOWED_PRAGMAS
        case _:
            allowed = False
    return driver.ALLOW if allowed else driver.DENY


def _text(stored: bytes) -> str:
    """Turn stored bytes into a text, unless somebody made them to fill the memory."""
    if len(stored) > LONGEST_TEXT:
        raise driver.DatabaseError("a text of the answer is too long")
    return stored.decode("utf-8", "replace")


class _RowsWithinBounds:
    """Makes the rows of a connection's statements, as long as one statement's don't grow too large."""

    def __init__(self) -> None:
        self._statement: weakref.ref[object] | None = None
        self._left = 0

    def __call__(self, cursor: driver.Cursor, values: tuple[object, ...]) -> driver.Row:
        if self._statement is None or self._statement() is not cursor:
            self._statement, self._left = weakref.ref(cursor), LARGEST_ANSWER
        self._left -= sum(len(value) for value in values if isinstance(value, str | bytes))
        if self._left < 0:
            raise driver.DatabaseError("the answer is too large")
        return driver.Row(cursor, values)
