"""What a workbook is packed in: a ZIP file, looked at before anything in it is unpacked."""

import io
import re
from zipfile import BadZipFile, ZipFile, ZipInfo

from collector.spreadsheet.faults import refused
from collector.spreadsheet.source import SourceFile

ZIP_START = b"PK\x03\x04"
LARGEST_SHEET = 400 * 2**20  # a million rows of twelve answers
LARGEST_PART = 32 * 2**20  # texts and styles are held in memory, sheets are not
ENCRYPTED = 1  # a flag of a ZIP entry
_SHEET = re.compile(r"xl/worksheets/[^/]*\.xml", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CHUNK = 2**20
_LONGEST_TAG = 32


def entries(data: bytes) -> dict[str, ZipInfo]:
    """Return the entries of a ZIP file by name; none if it isn't one or is damaged."""
    if not data.startswith(ZIP_START):
        return {}
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return {entry.filename: entry for entry in archive.infolist()}
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return {}


def check_sizes(source: SourceFile) -> None:
    """Refuse an archive that is encrypted or would unpack to more than a table of answers can be.

    Declared sizes may be relied on: zipfile never unpacks more of an entry than it declares.
    """
    sheets = parts = 0
    for name, entry in entries(source.data).items():
        if entry.flag_bits & ENCRYPTED:
            raise refused("TAB03", source.name, "the workbook is encrypted.", "Save it without a password.")
        if _SHEET.fullmatch(name):
            sheets += entry.file_size
        elif name.lower().endswith((".xml", ".rels")):
            parts += entry.file_size
    if sheets > LARGEST_SHEET or parts > LARGEST_PART:
        raise refused(
            "TAB07", source.name,
            f"the workbook unpacks to {(sheets + parts) >> 20} MB, which no table of answers needs.",
            "Copy the answers alone into a new workbook, or split it.",
        )  # fmt: skip


def has_formulas(data: bytes) -> bool:
    """Tell whether any sheet of the workbook holds a formula.

    Raises
    ------
    zipfile.BadZipFile, zlib.error
        If the archive is damaged.
    """
    with ZipFile(io.BytesIO(data)) as archive:
        return any(
            _holds_formula(archive, entry) for entry in archive.infolist() if _SHEET.fullmatch(entry.filename)
        )


def _holds_formula(archive: ZipFile, entry: ZipInfo) -> bool:
    end = b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            if _FORMULA.search(end + chunk):
                return True
            end = chunk[-_LONGEST_TAG:]
    return False
