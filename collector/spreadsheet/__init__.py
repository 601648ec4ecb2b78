"""Tables people make in a spreadsheet, read into rows; faults are named by row and column.

One file per format, chosen by content and never by the file's name; a new format is a new file in this package::

    from collector.spreadsheet import read_table

    for row in read_table(Path("isian.xlsx")).rows:
        print(row.number, row.cells)
"""

from pathlib import Path

from collector.spreadsheet.faults import refuse
from collector.spreadsheet.registry import discover, format_of
from collector.spreadsheet.source import read_source
from collector.spreadsheet.table import Table, TableRow, UnreadableCell, make_table

__all__ = ["Table", "TableRow", "UnreadableCell", "read_table", "refuse"]

discover()


def read_table(path: Path, sheet: str | None = None) -> Table:
    """Read a CSV file (UTF-8; comma, semicolon or tab) or a sheet of an Excel workbook (.xlsx).

    Parameters
    ----------
    sheet
        Name of the workbook's sheet; the first one that is not hidden if None.

    Raises
    ------
    CollectorRefusedError
        With every fault of the file's shape: missing, empty, no table, no header, ragged rows. Single cells that
        can't be read are left to the caller, who knows which columns matter (`Table.cell_problems`).
    """
    source = read_source(path)
    return make_table(format_of(source.data).read(source, sheet))
