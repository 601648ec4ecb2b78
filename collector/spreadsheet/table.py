"""Rows of cells made into a table: the first row that isn't empty is the header and names the columns.

Row numbers are those a spreadsheet shows.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from collector.spreadsheet.faults import refuse, refused
from survey_definitions.problems import Problem, quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableCell:
    """A cell that holds neither text nor number, and what to do about it."""

    what: str
    remedy: str


Cell = str | UnreadableCell
"""A cell as a format reads it: its text without white space at the ends, or why there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a format reads from a file.

    Attributes
    ----------
    name
        The file in messages, with the sheet where there are several.
    digest
        What tells the file from others; taken from the cells if None (saving a workbook again changes its bytes).
    records
        Every row from row 1 on, empty ones included.
    rectangular
        Whether each row must have as many cells as the header; in a workbook empty cells simply aren't there.
    other_sheets
        Names of the sheets that were not read.
    """

    name: str
    digest: str | None
    records: Iterable[Sequence[Cell]]
    rectangular: bool
    other_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: its number in the spreadsheet, its cells by column, and those of them that can't be read."""

    number: int
    cells: dict[str, str]
    unreadable: dict[str, UnreadableCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file read whole: its name, what tells it from others, its columns and its rows."""

    name: str
    digest: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    header_row: int
    other_sheets: tuple[str, ...]

    def cell_problems(self, columns: Collection[str]) -> Iterator[Problem]:
        """Name the cells of `columns` that can't be read; their text is empty."""
        for row in self.rows:
            for column, cell in row.unreadable.items():
                if column in columns:
                    where = f"{self.name}, row {row.number}, column {column}"
                    yield Problem(code="TAB09", where=where, what=cell.what, remedy=cell.remedy)


def make_table(sheet: Sheet) -> Table:
    """Make the table a sheet holds; raise CollectorRefusedError with every fault of its shape."""
    records = enumerate(sheet.records, start=1)
    header_row, header = next(((number, cells) for number, cells in records if any(cells)), (0, ()))
    if not header_row:
        raise refused("TAB02", sheet.name, "there is nothing in it.", "It needs a header row and data below it.")
    names = {position: name for position, name in enumerate(header) if isinstance(name, str) and name}
    gaps = [position for position in range(len(header)) if position not in names]
    problems = list(_header_problems(f"{sheet.name}, row {header_row}", header))
    nameless: dict[int, int] = {}  # the first row with something in a column that has no name
    rows = []
    for number, cells in records:
        if not any(cells):
            continue
        if sheet.rectangular and _is_ragged(cells, len(header)):
            problems.append(_ragged(f"{sheet.name}, row {number}", len(cells), len(header)))
            continue
        for position in (*gaps, *range(len(header), len(cells))):
            if any(cells[position : position + 1]):
                nameless.setdefault(position, number)
        rows.append(_row(number, cells, names))
    where = f"{sheet.name}, row {header_row}"
    problems.extend([_title(where)] if nameless and len(names) == 1 else _nameless(where, nameless))
    refuse(problems)
    columns = tuple(names.values())
    digest = sheet.digest or _content_digest(columns, rows)
    return Table(
        name=sheet.name, digest=digest, columns=columns, rows=tuple(rows), header_row=header_row,
        other_sheets=sheet.other_sheets,
    )  # fmt: skip


def _row(number: int, cells: Sequence[Cell], names: dict[int, str]) -> TableRow:
    row = TableRow(number=number, cells={}, unreadable={})
    for position, name in names.items():
        cell = cells[position] if position < len(cells) else ""
        if isinstance(cell, UnreadableCell):
            row.unreadable[name], cell = cell, ""
        row.cells[name] = cell
    return row


def _is_ragged(cells: Sequence[Cell], width: int) -> bool:
    return len(cells) < width or any(cells[width:])


def _ragged(where: str, found: int, expected: int) -> Problem:
    return Problem(
        code="TAB06", where=where, what=f"{found} cells, but the header has {expected}.",
        remedy="Put text that contains the separator between double quotes.",
    )  # fmt: skip


def _header_problems(where: str, header: Sequence[Cell]) -> Iterator[Problem]:
    for position, cell in enumerate(header):
        if isinstance(cell, UnreadableCell):
            yield Problem(code="TAB05", where=f"{where}, column {letters(position)}", what=cell.what,
                          remedy="Write the column's name there.")  # fmt: skip
    names = [cell for cell in header if isinstance(cell, str) and cell]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem(code="TAB05", where=where, what=f"the column {quoted(name)} stands there twice.",
                      remedy="Delete or rename one of them.")  # fmt: skip


def _title(where: str) -> Problem:
    return Problem(
        code="TAB05", where=where, what="the first row that is not empty names one column only.",
        remedy="If it is a title, delete it: that row must name the columns.",
    )  # fmt: skip


def _nameless(where: str, first_rows: dict[int, int]) -> Iterator[Problem]:
    for position, row in sorted(first_rows.items()):
        what = f"column {letters(position)} has no name, but row {row} holds something."
        yield Problem(
            code="TAB05", where=where, what=what,
            remedy="Name it or empty the column; of merged cells only the first one has a name.",
        )  # fmt: skip


def letters(position: int) -> str:
    """Return the letters a spreadsheet shows above the column at `position`, 0 for A."""
    written = ""
    position += 1
    while position:
        position, digit = divmod(position - 1, 26)
        written = chr(ord("A") + digit) + written
    return written


def _content_digest(columns: tuple[str, ...], rows: Iterable[TableRow]) -> str:
    digest = hashlib.sha256(json.dumps(columns).encode())
    for row in rows:
        digest.update(json.dumps([*row.cells.values(), *sorted(row.unreadable)]).encode())
    return digest.hexdigest()
