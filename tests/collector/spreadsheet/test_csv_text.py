"""Files as offices send them."""

from pathlib import Path

import pytest

from collector.errors import CollectorRefusedError
from collector.spreadsheet import read_table


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "isian.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1,x\n", b"\xef\xbb\xbfa;b\r\n1;x\r\n", b"a\tb\n1\tx", b" a , b \n 1 , x \n\n,\n",
        b"a,b,,\n1,x,,\n,,,\n", b"a,b\n1,x,\n", b"sep=;\r\na;b\r\n1;x\r\n", b"\xef\xbb\xbfSEP=|\na|b\n1|x",
        b'"sep=,"\na,b\n1,x\n', b"sep=\t\na\tb\n1\tx",
    ],
)  # fmt: skip
def test_read_table_accepts_what_excel_writes(tmp_path: Path, data: bytes) -> None:
    """Comma, semicolon, tab, a line that names it, a byte order mark, empty rows: all the same table."""
    table = read_table(_file(tmp_path, data))
    assert table.columns == ("a", "b")
    assert [(row.number, row.cells) for row in table.rows] == [(2, {"a": "1", "b": "x"})]


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"", "isian.csv", "empty"),
        (b" \n", "isian.csv", "empty"),
        (b"\xef\xbb\xbf", "isian.csv", "nothing in it"),
        ("a,b\n1,caf\xe9\n".encode("latin-1"), "row 2", "not UTF-8"),
        ("a,b\n1,2\n".encode("utf-16"), "isian.csv", "not UTF-8"),
        (b"a,b\n1\n", "row 2", "1 cells, but the header has 2"),
        (b"a,a\n1,2\n", "row 1", "'a' stands there twice"),
        (b"a,b,\n1,2,3\n", "row 1", "column C has no name, but row 2"),
        (b"Rekap,,\na,b,c\n", "row 1", "names one column only"),
        (b'a,b\n"1,2\n', "line", "not well-formed"),
        (b"a,b\n1,\x00\n", "isian.csv", "NUL"),
    ],
)
def test_read_table_says_where_and_what(tmp_path: Path, data: bytes, where: str, what: str) -> None:
    """A file that can't be a table is refused with its place and the reason."""
    with pytest.raises(CollectorRefusedError) as refused:
        read_table(_file(tmp_path, data))
    message = str(refused.value)
    assert where in message
    assert what in message


def test_read_table_names_a_missing_file(tmp_path: Path) -> None:
    """A wrong path is one sentence."""
    with pytest.raises(CollectorRefusedError, match="no such file"):
        read_table(tmp_path / "tidak-ada.csv")


def test_read_table_shows_forty_problems_and_counts_the_rest(tmp_path: Path) -> None:
    """A file that is wrong everywhere doesn't flood the screen."""
    with pytest.raises(CollectorRefusedError) as refused:
        read_table(_file(tmp_path, b"a,b\n" + b"1\n" * 100))
    assert len(refused.value.problems) == 41
    assert "60 more" in refused.value.problems[-1]


def test_read_table_takes_the_first_row_that_is_not_empty_for_the_header(tmp_path: Path) -> None:
    """Empty rows above the header are passed over and counted."""
    table = read_table(_file(tmp_path, b"\n,\na,b\n1,x\n"))
    assert (3, 4) == (table.header_row, table.rows[0].number)


def test_read_table_has_no_sheets(tmp_path: Path) -> None:
    """A sheet named for a CSV file is a mistake worth a word."""
    with pytest.raises(CollectorRefusedError, match="a CSV file has no sheets"):
        read_table(_file(tmp_path, b"a\n1\n"), "Isian")


def test_read_table_refuses_what_is_larger_than_any_table(tmp_path: Path) -> None:
    """A file of more than 100 MB is refused before it is read."""
    path = tmp_path / "isian.csv"
    with path.open("wb") as file:
        file.truncate((100 << 20) + 1)
    with pytest.raises(CollectorRefusedError, match="larger than 100 MB"):
        read_table(path)
