"""kotaksaran ikm: the index from a spreadsheet, against numbers from outside."""

import csv
import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from factories import NINE, write_csv

from kotak_saran.command_line import main

REPOSITORY = Path(__file__).parents[2]
PULANG_PISAU = REPOSITORY / "regions" / "pulang-pisau" / "data" / "skm_pulangpisau_2018_2020.csv"


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["ikm", *arguments])
    output = capsys.readouterr()
    return int(stopped.value.code or 0), output.out, output.err


def _ikm(capsys: pytest.CaptureFixture[str], path: Path, *arguments: str) -> Any:
    code, out, _ = _run(capsys, str(path), "--json", *arguments)
    assert 0 == code
    return json.loads(out)


def _file(folder: Path, rows: Iterable[Sequence[object]]) -> Path:
    return write_csv(folder / "isian.csv", [NINE, *rows])


@pytest.mark.parametrize(
    ("value", "index", "grade", "label"),
    [
        (4, "100.00", "A", "Sangat baik"),
        (3, "75.00", "C", "Kurang baik"),
        (2, "50.00", "D", "Tidak baik"),
        (1, "25.00", "D", "Tidak baik"),
    ],
)
def test_ikm_of_equal_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], value: int, index: str, grade: str, label: str
) -> None:
    """Everybody gives the same: 25 × the value; all 3 is C by law (SKM13, SKM14)."""
    result = _ikm(capsys, _file(tmp_path, [[value] * 9] * 12))
    assert (12, index, grade, label) == (result["n"], result["index"], result["grade"], result["label"])


def test_ikm_in_a_hole_of_the_printed_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """19 people, all answers sum to 524: 25 × 524 / 171 = 76.6082 → 76.61, B (SKM13)."""
    cells = [4] * 11 + [3] * (19 * 9 - 11)
    while sum(cells) > 524:
        cells[cells.index(3)] = 2
    assert 524 == sum(cells)
    result = _ikm(capsys, _file(tmp_path, [cells[i : i + 9] for i in range(0, 171, 9)]))
    assert (19, "76.61", "B") == (result["n"], result["index"], result["grade"])


def test_ikm_of_a_published_worked_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """29 respondents of a public example (GASPUL): 91.48 A, with weight 0.11 90.56 A (SKM12)."""
    totals = (105, 101, 100, 116, 102, 105, 106, 105, 115)
    columns = []
    for total in totals:
        fours = total - 29 * 3 if total >= 29 * 3 else 0
        columns.append([4] * fours + [3] * (29 - fours))
    result = _ikm(capsys, _file(tmp_path, zip(*columns, strict=True)))
    assert ("91.48", "A") == (result["index"], result["grade"])
    assert {"index": "90.56", "grade": "A"} == result["with_weight_0_11"]


def test_ikm_where_the_cut_weight_changes_the_letter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """89.06 A becomes 88.17 B with weight 0.11 (SKM12): 64 people, all answers sum to 2052."""
    cells = [4] * (2052 - 3 * 576) + [3] * (4 * 576 - 2052)
    result = _ikm(capsys, _file(tmp_path, [cells[i : i + 9] for i in range(0, 576, 9)]))
    assert ("89.06", "A") == (result["index"], result["grade"])
    assert {"index": "88.17", "grade": "B"} == result["with_weight_0_11"]


def test_ikm_of_pulang_pisau_agrees_with_a_spreadsheet(capsys: pytest.CaptureFixture[str]) -> None:
    """On the real file each unsur's mean is the plain average of its column, in list order."""
    result = _ikm(capsys, PULANG_PISAU, "--survey", "skm-2014")
    with PULANG_PISAU.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert 654 == result["n"] == len(rows)
    for question in result["questions"]:
        average = Fraction(sum(int(row[question["key"]]) for row in rows), len(rows))
        assert abs(average - Fraction(question["mean"])) <= Fraction(5, 1000)
    assert "maklumat" == result["questions"][7]["key"]


def test_ikm_keeps_sarana_and_pengaduan_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nine with 3 and 3, one with sarana 1 and pengaduan 4: sarana 2.80, pengaduan 3.10 (SKM02)."""
    rows = [[3] * 9] * 9 + [[3] * 7 + [4, 1]]  # the columns of NINE end with pengaduan, sarana
    means = {q["key"]: q["mean"] for q in _ikm(capsys, _file(tmp_path, rows))["questions"]}
    assert ("3.10", "2.80") == (means["pengaduan"], means["sarana"])
    assert ["pengaduan", "sarana"] == list(means)[-2:]


def test_ikm_counts_each_unsur_for_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty cell is a missing answer: waktu has 4, 2 and nothing, mean 3 from n = 2 (SKM10)."""
    rows = [[3, 3, waktu, *[3] * 6] for waktu in (4, 2, "")]
    result = _ikm(capsys, _file(tmp_path, rows))
    waktu = next(question for question in result["questions"] if question["key"] == "waktu")
    assert (2, "3.00", "75.00") == (waktu["n"], waktu["mean"], result["index"])


def test_ikm_without_an_unsur_is_not_available(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unsur nobody answered means no index and no grade, never another weight (SKM15)."""
    result = _ikm(capsys, _file(tmp_path, [[3] * 8 + [""]] * 3))
    assert (None, None, None) == (result["index"], result["grade"], result["with_weight_0_11"])
    assert {"key": "sarana", "n": 0, "mean": None, "index": None, "grade": None} == result["questions"][-1]


def test_ikm_of_fourteen_unsur_has_no_reconciliation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """KEP/25/2004 has 14 unsur and its own letters: all 3 is 75.00, B; weight 0.11 means nothing there (SKM03)."""
    with pytest.raises(SystemExit):
        main(["definitions", "show", "skm-2004"])
    keys = [
        line.split("[")[1].split("]")[0] for line in capsys.readouterr().out.splitlines() if "(weight 1/14)" in line
    ]
    path = write_csv(tmp_path / "isian.csv", [keys, *[[3] * 14] * 2])
    result = _ikm(capsys, path, "--survey", "skm-2004")
    assert (14, "75.00", "B", None) == (len(keys), result["index"], result["grade"], result["with_weight_0_11"])


def test_ikm_names_columns_it_does_not_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names and totals in the file are left out and said so, on the error stream."""
    path = write_csv(tmp_path / "isian.csv", [(*NINE, "nama", "total"), (*[3] * 9, "x", 27)])
    code, _, err = _run(capsys, str(path))
    assert (0, "Columns not read: nama, total.\n") == (code, err)


def test_ikm_table_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json the same numbers stand in a table."""
    _, out, _ = _run(capsys, str(_file(tmp_path, [[4] * 9])))
    assert "100.00  A (Sangat baik)" in out
    assert "bobot 0,11" in out
    assert "99.00" in out


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[5, *[3] * 8]], "row 2, column persyaratan"),
        ([[3] * 8 + ["tiga"]], "row 2, column sarana"),
        ([], "no row below"),
    ],
)
def test_ikm_refuses_with_row_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[list[object]], expected: str
) -> None:
    """A wrong cell is named, the exit code is 1 and nothing is computed (SKM17)."""
    code, out, err = _run(capsys, str(_file(tmp_path, rows)))
    assert (1, "") == (code, out)
    assert expected in err
