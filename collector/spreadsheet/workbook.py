"""Excel workbooks (.xlsx), read row by row with openpyxl; decision 0005 says why with that."""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from collector.errors import CollectorRefusedError
from collector.spreadsheet.archive import ZIP_START, check_sizes, has_formulas
from collector.spreadsheet.faults import refused
from collector.spreadsheet.registry import table_format
from collector.spreadsheet.source import SourceFile
from collector.spreadsheet.table import Cell, Sheet, UnreadableCell

MOST_CELLS = 5_000_000
MOST_ROWS = 1_048_576  # as many as a sheet has; a file may claim more
TOO_LARGE = f"the sheet has more than {MOST_CELLS:,} cells or {MOST_ROWS:,} rows, empty ones included."
SAVE_AGAIN = "Open the workbook in the spreadsheet program and save it, or write the value itself."
CORRECT = "Write the value itself, or empty the cell where there was no answer."


@table_format(lambda data: data.startswith(ZIP_START))
def read_workbook(source: SourceFile, sheet: str | None) -> Sheet:
    """Read one sheet: by name, or the first one that is not hidden."""
    check_sizes(source)
    with _broken_is_refused(source.name):
        workbook = _open(source, data_only=True)
        sheets = [one for one in workbook.worksheets if one.title == sheet or one.sheet_state == "visible"]
        formulas = _open(source, data_only=False) if has_formulas(source.data) else None
    chosen = next((one for one in sheets if sheet in (None, one.title)), None)
    if chosen is None:
        names = ", ".join(f"'{one.title}'" for one in sheets)
        what = "the workbook has no sheet with cells." if sheet is None else f"there is no sheet '{sheet}'."
        raise refused("TAB08", source.name, what, f"Name one of: {names}." if names else "Add one.")
    others = tuple(one.title for one in sheets if one is not chosen)
    name = f"{source.name}, sheet '{chosen.title}'" if others else source.name
    twin = formulas[chosen.title] if formulas else None
    return Sheet(
        name=name, digest=None, records=_records(name, chosen, twin), rectangular=False, other_sheets=others
    )


def _open(source: SourceFile, *, data_only: bool) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 - 24 MB, only needed for a workbook

    return load_workbook(io.BytesIO(source.data), read_only=True, data_only=data_only, keep_links=False)


@contextmanager
def _broken_is_refused(name: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations, which nobody needs here
            yield
    except CollectorRefusedError:
        raise
    except Exception as error:  # a damaged workbook fails inside the reader in any way there is
        raise refused(
            "TAB03", name, "this is no Excel workbook that can be read; it is damaged or written unusually.",
            "Open it in the spreadsheet program and save it again as .xlsx.",
        ) from error  # fmt: skip


def _records(name: str, sheet: Any, twin: Any | None) -> list[list[Cell]]:
    """Read every row; `twin` is the same sheet with formulas in place of their results."""
    records: list[list[Cell]] = []
    count = 0
    with _broken_is_refused(name):
        rows = _rows(sheet)
        for cells, formulas in zip(rows, _rows(twin), strict=True) if twin else ((row, ()) for row in rows):
            count += len(cells)
            if count > MOST_CELLS or len(records) >= MOST_ROWS:
                raise refused("TAB07", name, TOO_LARGE, "Copy the answers alone into a new workbook, or split it.")
            record = [_cell(cell) for cell in cells]
            for position, formula in enumerate(formulas):
                if formula.data_type == "f" and _has_no_result(cells[position]):
                    record[position] = UnreadableCell(what="the formula has no stored result.", remedy=SAVE_AGAIN)
            records.append(record)
    return records


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # programs that write workbooks often declare them wrong
    rows: Iterator[Sequence[Any]] = sheet.iter_rows()
    return rows


def _has_no_result(cell: Any) -> bool:
    return cell.value is None and cell.data_type == "n"  # an empty text as result is of type "str"


def _cell(cell: Any) -> Cell:
    value = cell.value
    kind = type(value)
    if kind is bool:
        shown = str(value).upper()
        return UnreadableCell(what=f"the cell holds {shown}, neither text nor number.", remedy=CORRECT)
    if cell.data_type == "e":
        return UnreadableCell(what=f"the cell shows the error {value}.", remedy=CORRECT)
    if kind is float:
        return format(value, ".15g")  # the digits a spreadsheet keeps: 3.0 is 3, and so is 2.9999999999999996
    if kind is datetime:
        return _moment(value)
    return "" if value is None else str(value).replace("_x000D_", "\r").strip()


def _moment(value: datetime) -> str:
    """Write a date, with its time if it has one; serials are fractions of a day, so seconds are rounded."""
    rounded = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    return rounded.strftime("%Y-%m-%d" if rounded.time() == rounded.min.time() else "%Y-%m-%d %H:%M:%S")
