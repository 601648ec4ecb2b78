"""CSV: plain text, one line for each row."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from collector.spreadsheet.faults import refused
from collector.spreadsheet.registry import table_format
from collector.spreadsheet.source import SourceFile
from collector.spreadsheet.table import Sheet

DELIMITERS = ",;\t"  # Excel writes semicolons where the decimal sign is a comma, as in Indonesia
TOLD = re.compile(r'"?sep=([,;\t|])"?[ ,;\t]*(?:\r?\n|\Z)', re.IGNORECASE)
"""A first line for Excel that says which separator the file has."""
LONGEST_CELL = 100_000
SAVE_AS = 'Save it as "CSV UTF-8" and try again.'


@table_format(lambda _data: True, last=True)
def read_csv(source: SourceFile, sheet: str | None) -> Sheet:
    """Read text in UTF-8 with commas, semicolons or tabs between the cells."""
    if sheet is not None:
        raise refused("TAB08", source.name, "a CSV file has no sheets.", "Leave --sheet out.")
    records = _records(source.name, _decode(source))
    return Sheet(name=source.name, digest=source.digest, records=records, rectangular=True)


def _decode(source: SourceFile) -> str:
    data = source.data
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise UnicodeDecodeError("utf-8", data, 0, 2, "UTF-16")
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise refused("TAB03", f"{source.name}, row {row}", "the text is not UTF-8.", SAVE_AS) from None
    if "\0" in text:
        raise refused("TAB03", source.name, "the file holds NUL characters, it is no text.", SAVE_AS)
    return text


def _records(name: str, text: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    told = TOLD.match(text)
    if told:
        text = text[told.end() :]  # spreadsheet programs don't count this line as a row either
    first_line = text.lstrip().split("\n", 1)[0]
    delimiter = told[1] if told else max(DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            yield [cell.strip() for cell in record]
    except csv.Error as error:
        raise refused(
            "TAB04", f"{name}, line {reader.line_num}", f"this is not well-formed CSV ({error}).",
            "Look for an unpaired double quote in that row or above it.",
        ) from None  # fmt: skip
