"""Write the open file. The SQL that makes output/open.db stands here and nowhere else."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Set
from itertools import islice
from pathlib import Path

from collector.publication.open_table import OpenTable
from collector.storage import driver

Value = str | int | None
Row = tuple[Value, ...]
_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ROWS_AT_ONCE = 1_000
_CACHE_MEGABYTES = 48


class OpenFile:
    """A fresh temporary database that becomes the open file (PUB07: never a copy of the private one)."""

    def __init__(self, tables: Iterable[OpenTable]) -> None:
        self.tables = tuple(tables)
        self._connection = driver.connect("", isolation_level=None)  # on disk as far as it exceeds the cache
        self._connection.execute(f"PRAGMA cache_size = -{_CACHE_MEGABYTES * 1024}")
        self._connection.execute("PRAGMA journal_mode = OFF")
        keys = {(table.name, *table.key) for table in self.tables}
        for table in self.tables:
            self._connection.execute(_create(table, keys))

    def insert(self, table: str, rows: Iterable[Row]) -> int:
        """Append rows, their columns in the table's order; return how many."""
        columns = next(one.columns for one in self.tables if one.name == table)
        places = ", ".join("?" * len(columns))
        before = self._connection.total_changes
        self._connection.execute("BEGIN")
        self._connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608 - our names
        self._connection.execute("COMMIT")
        return int(self._connection.total_changes - before)

    def rows(self, table: OpenTable) -> Iterator[Row]:
        """Yield all rows of `table` in their fixed order."""
        order = _quoted(table.key) or "rowid"
        yield from self._connection.execute(f'SELECT * FROM "{table.name}" ORDER BY {order}')  # noqa: S608 - our names

    def count(self, table: OpenTable) -> int:
        """Return how many rows `table` has."""
        return int(self._connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0])  # noqa: S608

    def digest(self, tables: Iterable[OpenTable], after: bytes = b"") -> bytes:
        """Return the SHA-256 over what was digested before and the rows of `tables`."""
        digest = hashlib.sha256(after)
        for table in tables:
            digest.update(f"{table.name}\n".encode())
            rows = self.rows(table)
            while some := list(islice(rows, _ROWS_AT_ONCE)):
                digest.update(_CANONICAL(some).encode())
        return digest.digest()

    def save(self, path: Path) -> None:
        """Add the indexes and write the file at `path`, which must not exist yet."""
        for table in self.tables:
            for column in table.facets:
                name = f"idx_{table.name}_{column}"
                self._connection.execute(f'CREATE INDEX "{name}" ON "{table.name}" ("{column}")')
        self._connection.execute("VACUUM INTO ?", (str(path),))

    def close(self) -> None:
        """Drop the temporary database."""
        self._connection.close()


def saved_rows(path: Path, table: OpenTable) -> list[Row]:
    """Return the rows of `table` in the open file at `path`, in no order.

    A column it lacks is None; of a table it lacks there are none.
    """
    connection = driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        there = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
        if not there:
            return []
        names = ", ".join(f'"{column.name}"' if column.name in there else "NULL" for column in table.columns)
        return list(connection.execute(f'SELECT {names} FROM "{table.name}"'))  # noqa: S608 - our names
    finally:
        connection.close()


def is_open_file(path: Path) -> bool:
    """Tell whether the file at `path` is a database that describes itself as one of ours."""
    connection = driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    except driver.DatabaseError:
        return False
    finally:
        connection.close()
    return row is not None


def _create(table: OpenTable, keys: Set[tuple[str, ...]]) -> str:
    """Return the SQL that makes `table`; references to other `keys` let Datasette call a code by its name."""
    columns = [f'"{column.name}" {column.type}' for column in table.columns]
    if table.key:
        columns.append(f"PRIMARY KEY ({_quoted(table.key)})")
    columns += [
        f'FOREIGN KEY ("{one.column}") REFERENCES "{one.table}" ("{one.key}")'
        for one in table.references()
        if (one.table, one.key) in keys
    ]
    options = "STRICT, WITHOUT ROWID" if table.key else "STRICT"
    return f'CREATE TABLE "{table.name}" ({", ".join(columns)}) {options}'


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
