"""CSV of every open table, safe to open in a spreadsheet (PUB06)."""

import csv
from pathlib import Path

from collector.publication.open_file import OpenFile, Value

RULE = "PUB06"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")


def spreadsheet_text(value: Value) -> Value:
    """Return `value` so that no spreadsheet takes it for a formula; numbers stay numbers (PUB06)."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def write_csv(file: OpenFile, folder: Path) -> None:
    """Write one RFC 4180 file in UTF-8 for every table of `file` into `folder`."""
    folder.mkdir()
    for table in file.tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target)
            writer.writerow([column.name for column in table.columns])
            writer.writerows([spreadsheet_text(value) for value in row] for row in file.rows(table))
