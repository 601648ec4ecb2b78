"""Save a workbook so that the same content is the same bytes: no clock in it (PUB07)."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl import Workbook

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP file can name
_PROPERTIES = "docProps/core.xml"


def save_with_fixed_dates(book: "Workbook", path: Path) -> None:
    """Write `book` to `path` with every date set to the same moment."""
    from openpyxl.xml.functions import tostring  # noqa: PLC0415  heavy

    draft = BytesIO()
    book.save(draft)
    book.properties.creator = "Kotak Saran"
    book.properties.created = book.properties.modified = datetime(*_EARLIEST)  # noqa: DTZ001 - a workbook has no zone
    with ZipFile(draft) as source, ZipFile(path, "w") as target:
        for name in sorted(source.namelist()):
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            content = tostring(book.properties.to_tree()) if name == _PROPERTIES else source.read(name)
            target.writestr(entry, content)
