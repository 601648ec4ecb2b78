"""Tables people make in a spreadsheet: a CSV file read into rows, faults named by row and column.

Row numbers are those a spreadsheet shows: the header is row 1.
"""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from collector.errors import CollectorRefusedError
from survey_definitions.problems import Problem

DELIMITERS = ",;\t"  # Excel writes semicolons where the decimal sign is a comma, as in Indonesia
LONGEST_CELL = 100_000
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: its number in the spreadsheet and its cells by column, white space at the ends removed."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file read whole: its name, the SHA-256 of its bytes, its columns and its rows."""

    name: str
    digest: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(path: Path) -> Table:
    """Read a CSV file (UTF-8; comma, semicolon or tab).

    Raises
    ------
    CollectorRefusedError
        With every fault of the file's shape: missing, empty, wrong encoding, no header, ragged rows.
    """
    data = _read_bytes(path)
    text = _decode(path.name, data)
    records = list(_records(path.name, text))
    header, *body = records
    columns = tuple(cell.strip() for cell in header)
    problems = list(_header_problems(path.name, columns))
    rows = []
    for number, cells in enumerate(body, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            problems.append(
                Problem(
                    code="TAB06", where=f"{path.name}, row {number}",
                    what=f"{len(cells)} cells, but the header has {len(columns)}.",
                    remedy="Put text that contains the separator between double quotes.",
                )
            )  # fmt: skip
            continue
        rows.append(
            TableRow(number=number, cells=dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
        )
    refuse(problems)
    return Table(name=path.name, digest=hashlib.sha256(data).hexdigest(), columns=columns, rows=tuple(rows))


def refuse(problems: Sequence[Problem | str]) -> None:
    """Raise with all `problems`, the first forty in words and the rest as a count; do nothing without any."""
    if not problems:
        return
    shown: list[Problem | str] = list(problems[:MOST_SHOWN])
    if len(problems) > MOST_SHOWN:
        shown.append(f"… and {len(problems) - MOST_SHOWN} more like these.")
    raise CollectorRefusedError(*shown)


def _read_bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise _refused("TAB01", str(path), "there is no such file.", "Check the name and the folder.") from None
    except OSError as error:
        raise _refused(
            "TAB01",
            str(path),
            f"the file can't be read ({error.strerror}).",
            "Check the path and its rights.",
        ) from error
    if not data.strip():
        raise _refused("TAB02", path.name, "the file is empty.", "It needs a header row and data below it.")
    return data


def _decode(name: str, data: bytes) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _refused("TAB03", name, "this is an Excel workbook, not CSV.", 'Save it as "CSV UTF-8" first.')
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise UnicodeDecodeError("utf-8", data, 0, 2, "UTF-16")
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise _refused(
            "TAB03", f"{name}, row {row}", "the text is not UTF-8.", 'Save it as "CSV UTF-8" and try again.'
        ) from None
    if not text.strip():
        raise _refused("TAB02", name, "the file is empty.", "It needs a header row and data below it.")
    if "\0" in text:
        raise _refused("TAB03", name, "the file holds NUL characters, it is no text.", 'Save it as "CSV UTF-8".')
    return text


def _records(name: str, text: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    first_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise _refused(
            "TAB04", f"{name}, line {reader.line_num}", f"this is not well-formed CSV ({error}).",
            "Look for an unpaired double quote in that row or above it.",
        ) from None  # fmt: skip


def _header_problems(name: str, columns: tuple[str, ...]) -> Iterator[Problem]:
    where = f"{name}, row 1"
    for position, column in enumerate(columns, start=1):
        if not column:
            yield Problem(code="TAB05", where=where, what=f"column {position} has no name.",
                          remedy="Name it or delete the column.")  # fmt: skip
    for column in sorted({column for column in columns if column and columns.count(column) > 1}):
        yield Problem(code="TAB05", where=where, what=f"the column '{column}' stands there twice.",
                      remedy="Delete or rename one of them.")  # fmt: skip


def _refused(code: str, where: str, what: str, remedy: str) -> CollectorRefusedError:
    return CollectorRefusedError(Problem(code=code, where=where, what=what, remedy=remedy))
