"""Parquet of every open table, written by DuckDB where the extra ``parquet`` is installed.

Its bytes depend on DuckDB's version, so the promise of identical bytes (PUB07) holds for one version of it.
"""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Any

from collector.publication.formats.csv_files import FOLDER
from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release
from collector.publication.open_file import Row, Value
from collector.publication.open_table import OpenTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES = {"TEXT": "VARCHAR", "INTEGER": "BIGINT"}
_ROWS_AT_ONCE = 20_000
# One thread keeps the rows in order, and so the bytes the same.
_CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "100MB",
    "autoinstall_known_extensions": False,
}


@release_format(Stage.CONTENT)
def write(release: Release) -> Iterator[Product]:
    """Write one file for every table; nothing without DuckDB."""
    if find_spec("duckdb") is None:
        return
    import duckdb  # noqa: PLC0415  65 MB that only this format needs

    (release.folder / FOLDER).mkdir(exist_ok=True)
    with duckdb.connect(":memory:", config=_CONFIGURATION) as connection:
        for table in release.file.tables:
            path = f"{FOLDER}/{table.name}.parquet"
            _fill(connection, table, release.file.rows(table))
            connection.table(table.name).write_parquet(str(release.folder / path), compression="zstd")
            connection.execute(f'DROP TABLE "{table.name}"')
            yield _product(table, path)


def _product(table: OpenTable, path: str) -> Product:
    return Product(
        path=path, kind="parquet", media_type="application/vnd.apache.parquet", title=table.title, table=table
    )


def _fill(connection: "DuckDBPyConnection", table: OpenTable, rows: Iterable[Row]) -> None:
    columns = ", ".join(f'"{column.name}" {_TYPES[column.type]}' for column in table.columns)
    connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
    remaining = iter(rows)
    while some := list(islice(remaining, _ROWS_AT_ONCE)):
        names = (column.name for column in table.columns)
        values = map(_array, zip(*some, strict=True), (column.type for column in table.columns))
        connection.register("rows_given", dict(zip(names, values, strict=True)))
        connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM rows_given')  # noqa: S608 - our names
        connection.unregister("rows_given")


def _array(values: tuple[Value, ...], type_: str) -> Any:
    import numpy as np  # noqa: PLC0415  heavy

    if type_ == "TEXT":
        return np.array(values, dtype=object)
    missing = [value is None for value in values]
    return np.ma.masked_array([value or 0 for value in values], mask=missing, dtype=np.int64)
