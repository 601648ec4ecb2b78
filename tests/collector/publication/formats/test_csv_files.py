"""CSV as RFC 4180 has it, and the same packed."""

import csv
import gzip
from pathlib import Path

from sqlite_utils import Database


def test_csv_lines_end_as_the_rfc_wants(release: Path) -> None:
    """Lines end with CR LF (RFC 4180, 2.1), the last one too, and the text is UTF-8 without a mark."""
    data = (release / "data" / "agency.csv").read_bytes()
    assert data.startswith(b"code,parent,kind,name_id,name_en,note,retired\r\n")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_csv_holds_what_the_database_holds(release: Path) -> None:
    """Row by row the CSV of the answers is the table, numbers as numbers, nothing as nothing."""
    rows = Database(release / "open.db").execute("SELECT * FROM response_skm_2017").fetchall()
    with (release / "data" / "response_skm_2017.csv").open(newline="", encoding="utf-8") as file:
        _, *written = csv.reader(file)
    assert [["" if value is None else str(value) for value in row] for row in rows] == written


def test_packed_csv_is_the_csv_without_a_clock(release: Path) -> None:
    """Unpacked it is the same file; its header names neither time nor file (RFC 1952, MTIME and FLG are 0)."""
    for plain in (release / "data").glob("*.csv"):
        packed = plain.with_name(f"{plain.name}.gz").read_bytes()
        assert plain.read_bytes() == gzip.decompress(packed)
        assert b"\x1f\x8b\x08\x00\x00\x00\x00\x00" == packed[:8]
