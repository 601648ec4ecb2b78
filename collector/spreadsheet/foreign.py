"""Files that are no table we read: each gets one sentence about what it is and how to save it instead."""

from collections.abc import Callable

from collector.spreadsheet.archive import entries
from collector.spreadsheet.faults import refused
from collector.spreadsheet.registry import table_format
from collector.spreadsheet.source import SourceFile
from collector.spreadsheet.table import Sheet

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
SAVE_AS = 'Open it in the spreadsheet program and save it as "Excel Workbook (.xlsx)".'


def _starts(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(starts)


def _zip_with(name: str) -> Callable[[bytes], bool]:
    return lambda data: name in entries(data)


def _other_zip(data: bytes) -> bool:
    names = entries(data)
    return bool(names) and "xl/workbook.xml" not in names


FOREIGN: tuple[tuple[Callable[[bytes], bool], str, str], ...] = (
    (
        lambda data: data.startswith(OLE_START) and ENCRYPTED_STREAM in data,
        "the workbook is encrypted.",
        "Open it with its password and save it without one.",
    ),
    (
        lambda data: data.startswith(OLE_START),
        "this is a workbook in the old binary format (.xls), which is not read.",
        SAVE_AS,
    ),
    (
        _zip_with("content.xml"),
        "this is an OpenDocument spreadsheet (.ods), which is not read.",
        'Save it as "Excel Workbook (.xlsx)" or as CSV in UTF-8.',
    ),
    (_zip_with("xl/workbook.bin"), "this is a binary workbook (.xlsb), which is not read.", SAVE_AS),
    (_other_zip, "this is a ZIP file, but no Excel workbook.", "Unpack it and import the table that is in it."),
    (
        _starts(b"<"),
        "this is a web page or XML and no table, even if its name ends in .xls.",
        SAVE_AS,
    ),
    (
        _starts(b"{"),
        "this is JSON and no table.",
        "Only 'kotaksaran import' takes JSON, and only the file a kiosk exports.",
    ),
    (_starts(b"%PDF"), "this is a PDF and no table.", "Use the spreadsheet it was made from."),
    (
        _starts(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"),
        "this is a picture and no table.",
        "Type the answers into a spreadsheet; 'kotaksaran paper' makes one with the right columns.",
    ),
)


def _register(recognises: Callable[[bytes], bool], what: str, remedy: str) -> None:
    @table_format(recognises)
    def refuse_it(source: SourceFile, sheet: str | None) -> Sheet:  # noqa: ARG001  the contract of a reader
        raise refused("TAB03", source.name, what, remedy)


for _foreign in FOREIGN:
    _register(*_foreign)
