"""workbook.xlsx: the counts as officials read them, and the small tables; never the answers row by row.

A workbook of the same content is the same bytes: its dates are fixed (PUB07).
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from collector.publication.formats.fixed_zip import save_with_fixed_dates
from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release
from collector.publication.formats.sheets import Sheet, contents_sheet, table_sheet
from collector.publication.formats.summary_sheet import summary_sheet
from collector.publication.formulas import spreadsheet_text
from survey_definitions.model import Text

if TYPE_CHECKING:
    from openpyxl import Workbook

PATH = "data/workbook.xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NARROW, _WIDE = 8, 48  # characters


@release_format(Stage.CONTENT)
def write(release: Release) -> Iterator[Product]:
    """Write a sheet of contents, the summary and every table small enough to be read in a spreadsheet."""
    from openpyxl import Workbook  # noqa: PLC0415  heavy

    path = release.folder / PATH
    path.parent.mkdir(exist_ok=True)
    answers = {survey.table for survey in release.surveys}
    sheets = [
        summary_sheet(release),
        *(table_sheet(release, table) for table in release.file.tables if table.name not in answers),
    ]
    book = Workbook(write_only=True)
    for sheet in chain([contents_sheet(release, sheets)], (sheet for sheet in sheets if sheet.fits)):
        _add(book, sheet)
    save_with_fixed_dates(book, path)
    yield Product(
        path=PATH, kind="xlsx", media_type=MEDIA_TYPE,
        title=Text(id="Buku kerja untuk dibaca (Excel)", en="Workbook for reading (Excel)"),
    )  # fmt: skip


def _add(book: "Workbook", sheet: Sheet) -> None:
    """Add a sheet: its title, the header in both languages, which stays in view, and its rows."""
    page = book.create_sheet(sheet.name)
    page.freeze_panes = f"A{sheet.first_row}"
    for place, width in enumerate(sheet.widths(), start=1):
        page.column_dimensions[_letters(place)].width = min(max(width + 2, _NARROW), _WIDE)
    for row in sheet.head():
        page.append([_bold(page, value) for value in row])
    for row in _safe(sheet.rows):
        page.append(row)


def _safe(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[Any]]:
    """Yield rows without formulas (PUB06) and without the control characters a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    for row in rows:
        yield [
            ILLEGAL_CHARACTERS_RE.sub("�", value) if isinstance(value, str) else value
            for value in map(spreadsheet_text, row)
        ]


def _bold(page: Any, value: str) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    cell = WriteOnlyCell(page, value=spreadsheet_text(value))
    cell.font = Font(bold=True)
    return cell


def _letters(place: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    return str(get_column_letter(place))
