"""CSV of every open table, plain and packed, safe to open in a spreadsheet (PUB06)."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release
from collector.publication.formulas import spreadsheet_text
from collector.publication.open_file import OpenFile, Row
from collector.publication.open_table import OpenTable

FOLDER = "data"
_ROWS_AT_ONCE = 5_000
_LEVEL = 6  # zlib's own choice; 9, Python's, takes several times as long for a few per cent


@release_format(Stage.CONTENT)
def write(release: Release) -> Iterator[Product]:
    """Write one RFC 4180 file in UTF-8 for every table, and the same packed, while reading the rows once."""
    (release.folder / FOLDER).mkdir(exist_ok=True)
    for table in release.file.tables:
        path = f"{FOLDER}/{table.name}.csv"
        _write_table(release.file, table, release.folder / path)
        yield Product(path=path, kind="csv", media_type="text/csv", title=table.title, table=table)
        yield Product(
            path=f"{path}.gz", kind="csv.gz", media_type="application/gzip", title=table.title, table=table
        )


def _write_table(file: OpenFile, table: OpenTable, path: Path) -> None:
    with (
        path.open("wb") as plain,
        path.with_name(f"{path.name}.gz").open("wb") as target,
        gzip.GzipFile(
            filename="", mode="wb", fileobj=target, mtime=0, compresslevel=_LEVEL
        ) as packed,  # neither name nor time (PUB07)
    ):
        for piece in _pieces(table, file.rows(table)):
            plain.write(piece)
            packed.write(piece)


def _pieces(table: OpenTable, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the file in pieces: its header, then some thousand rows at a time."""
    yield _encoded([tuple(column.name for column in table.columns)])
    remaining = iter(rows)
    while some := list(islice(remaining, _ROWS_AT_ONCE)):
        yield _encoded(some)


def _encoded(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([spreadsheet_text(value) for value in row] for row in rows)
    return text.getvalue().encode()
