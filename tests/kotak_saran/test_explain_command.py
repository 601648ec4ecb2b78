"""`kotaksaran explain`: every step of a number, with the rows it rests on."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pulang_pisau import release

from kotak_saran.command_line import main


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Write the real answers of 2019 and 2020 as a release."""
    release(tmp_path / "open.db").save()
    return tmp_path


def explain(capsys: pytest.CaptureFixture[str], output: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the command."""
    with pytest.raises(SystemExit) as stopped:
        main(["explain", *arguments, "--output", str(output)])
    told = capsys.readouterr()
    return int(stopped.value.code or 0), told.out, told.err


def test_each_step_of_the_worked_example(capsys: pytest.CaptureFixture[str], output: Path) -> None:
    """2019 as docs/method.md works it out: 765 ÷ 243, 81.0471 → 81.05, B, error 0.971, 47 days, 341, 76.2."""
    code, out, _ = explain(capsys, output, "izin", "2019")
    assert 0 == code
    steps = ("765 ÷ 243 = 3,15", "81,0471 → 81,05", "Mutu B: mulai 76,61", "0,971 poin", "hari: 47", "2,35 kali")
    assert [] == [step for step in steps if step not in out]
    assert "kira-kira antara 79,0 dan 82,9" in out
    assert "perlu 341" in out
    assert "di bawah 76,2" in out


def test_english_says_the_same(capsys: pytest.CaptureFixture[str], output: Path) -> None:
    """--lang en has the same numbers with a decimal point."""
    _, out, _ = explain(capsys, output, "izin", "2020", "--lang", "en")
    assert "Down 3.0 points since 2019 (roughly 0.5 to 5.5)." in out
    assert "The letter is not certain: it may be B or C." in out


def test_shown_queries_yield_the_shown_rows(capsys: pytest.CaptureFixture[str], output: Path) -> None:
    """Whoever types the first query into SQLite gets the rows below it."""
    _, out, _ = explain(capsys, output, "izin", "2019")
    query = out[out.index("SELECT") : out.index(";")]
    shown = re.findall(r"→ +(\w+) +(\w+) +(\d+)$", out[out.index(";") : out.index("2. ")], re.MULTILINE)
    with closing(sqlite3.connect(output / "open.db")) as database:
        rows = [tuple("NULL" if one is None else str(one) for one in row) for row in database.execute(query)]
    assert rows == shown
    assert ("NULL", "NULL", "243") == rows[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("izim", "2019"), "izim: the open file has no agency of this code. Nearest: izin (Dinas Perizinan)."),
        (("izin", "2091"), "2091: the open file has no period of this code. Nearest: 2019 (Tahun 2019), 2020"),
        (("izin", "2019", "--service", "x"), "x: the open file has no service of this code. Nearest: -."),
    ],
)
def test_unknown_names_are_one_sentence(
    capsys: pytest.CaptureFixture[str], output: Path, arguments: tuple[str, ...], told: str
) -> None:
    """Exit 1, the sentence with the nearest names, and nothing else."""
    code, out, err = explain(capsys, output, *arguments)
    assert (1, "") == (code, out)
    assert err.startswith(told)
    assert 1 == len(err.splitlines())


def test_hidden_numbers_are_not_explained(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Below 10 answers the rows are empty and the sentence T4 stands alone (PUB02)."""
    db = release(tmp_path / "open.db")
    db.agency("sepi", "Dinas Sepi")
    db.hidden("sepi", "2019", survey="skm-2014")
    db.save()
    code, out, _ = explain(capsys, tmp_path, "sepi", "2019")
    assert 0 == code
    assert "Baru sedikit isian (kurang dari 10). Nilai belum ditampilkan." in out
    assert "2. " not in out
