"""Reads everything a release publishes the way an outsider would: packed files unpacked, tables as text."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
from sqlite_utils import Database


def published_bytes(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below `folder`, and what is inside it, with a name to report."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        name = str(path.relative_to(folder))
        yield name, data
        yield from ((f"{name}: {inner}", content) for inner, content in _inside(path, data))


def _inside(path: Path, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is packed into a file; numbers in a database are written out as digits."""
    if path.suffix == ".gz":
        yield "unpacked", gzip.decompress(data)
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
    if path.suffix == ".parquet":
        yield "rows", _text(parquet_rows(path))
    if path.suffix == ".db":
        database = Database(path)
        for table in database.table_names():
            yield table, _text(database.execute(f'SELECT * FROM "{table}"').fetchall())  # noqa: S608 - our names


def parquet_rows(path: Path) -> list[tuple[object, ...]]:
    """Return the rows of a Parquet file."""
    with duckdb.connect(":memory:") as connection:
        return connection.read_parquet(str(path)).fetchall()


def _text(rows: list[tuple[object, ...]]) -> bytes:
    return "\n".join("\t".join(map(str, row)) for row in rows).encode()
