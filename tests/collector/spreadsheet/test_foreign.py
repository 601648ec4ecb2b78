"""Files that are no table: one sentence each, whatever their name."""

from pathlib import Path

import pytest
from workbooks import write_zip

from collector.errors import CollectorRefusedError
from collector.spreadsheet import read_table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def _refusal(path: Path) -> str:
    with pytest.raises(CollectorRefusedError) as refused:
        read_table(path)
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "old binary format (.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "the workbook is encrypted"),
        (b"<html><table><tr><td>3</td></tr></table></html>", "a web page or XML"),
        (b'\xef\xbb\xbf\r\n<?xml version="1.0"?><Workbook/>', "a web page or XML"),
        (b'{"answers": []}', "this is JSON"),
        (b"%PDF-1.7\n", "this is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "this is a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "this is a picture"),
        (b"PK\x03\x04 and nothing more", "it is damaged or written unusually"),
    ],
)
def test_foreign_bytes_are_named(tmp_path: Path, data: bytes, expected: str) -> None:
    """What a file is shows in its first bytes, even under the name of another kind."""
    path = tmp_path / "isian.xlsx"
    path.write_bytes(data)
    assert expected in _refusal(path)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("content.xml", "OpenDocument spreadsheet (.ods)"),
        ("xl/workbook.bin", "binary workbook (.xlsb)"),
        ("word/document.xml", "a ZIP file, but no Excel workbook"),
    ],
)
def test_foreign_archives_are_named(tmp_path: Path, part: str, expected: str) -> None:
    """What a ZIP file is shows in the names of its parts."""
    assert expected in _refusal(write_zip(tmp_path / "isian.xlsx", {part: "<x/>"}))
