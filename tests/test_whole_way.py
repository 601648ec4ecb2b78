"""The whole way on real input: questionnaire, form or file, private database, open file, site."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from factories import NINE, write_region
from sqlite_utils import Database

from collector.settings import CollectorSettings
from collector.web.app import create_app
from kotak_saran.command_line import main

REPOSITORY = Path(__file__).parents[1]
PULANG_PISAU = REPOSITORY / "regions" / "pulang-pisau"
FILE = PULANG_PISAU / "data" / "skm_pulangpisau_2018_2020.csv"


def kotaksaran(*arguments: object) -> None:
    """Run a command that must succeed."""
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    assert 0 == stopped.value.code


@pytest.fixture(scope="module")
def pulang_pisau(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Walk the whole way with the real answers, in a folder with a space; return the output folder."""
    folder = tmp_path_factory.mktemp("pulang pisau")
    where = ("--instance", folder / "pp", "--output", folder / "po")
    kotaksaran(*where, "region", "load", PULANG_PISAU)
    kotaksaran(*where, "import", FILE, "--survey", "skm-2014", "--unit", "dpmptsp")
    kotaksaran(*where, "publish")
    kotaksaran(*where, "build", "--strict")
    return folder / "po"


EXPECTED = [  # published with the data: n, index, grade by year; 10 answers carry no letter (statistics.md, "n")
    {"year": 2018, "n": 10, "grade": None, "status": "sementara"},
    {"year": 2019, "n": 243, "index": "81.05", "grade": "B", "status": "normal"},
    {"year": 2020, "n": 401, "index": "78.09", "grade": "B", "status": "normal"},
]


def test_real_answers_reach_the_json(pulang_pisau: Path) -> None:
    """654 real answers: 2018 n 10, 2019 243 → 81.05 B, 2020 401 → 78.09 B."""
    document = json.loads((pulang_pisau / "site/api/v1/agencies/dpmptsp.json").read_text())
    periods = document["periods"]
    assert EXPECTED == [
        {key: period[key] for key in wanted} for period, wanted in zip(periods, EXPECTED, strict=True)
    ]
    assert 654 == sum(period["n"] for period in periods)
    assert {("skm-2014", "tahunan", 1)} == {(p["survey"], p["kind"], p["number"]) for p in periods}
    assert ("2019-01-01", "2019-12-31") == (periods[1]["start"], periods[1]["end"])


def test_real_answers_reach_the_page_in_both_languages(pulang_pisau: Path) -> None:
    """The page shows the same numbers, with a decimal comma in Indonesian."""
    text = {prefix: _text(pulang_pisau / f"site{prefix}/unit/dpmptsp/index.html") for prefix in ("", "/en")}
    assert all(number in text[""] for number in ("78,09", "81,05", "401", "243"))
    assert all(number in text["/en"] for number in ("78.09", "81.05", "401", "243"))


def test_real_answers_are_all_in_the_open_file(pulang_pisau: Path) -> None:
    """All 654 rows are published once, and the means of 2019 are those a spreadsheet computes from the file."""
    database = Database(pulang_pisau / "open.db")
    assert 654 == database.table("response_skm_2014").count
    with FILE.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["submitted_at"].startswith("2019")]
    sums = database.query("""
        SELECT question, sum(value * n) AS total, sum(n) AS n FROM count_cell
        WHERE service IS NULL AND period = '2019' AND question IS NOT NULL GROUP BY question""")
    assert {(row["question"], row["total"], row["n"]) for row in sums} == {
        (key, sum(int(row[key]) for row in rows), 243) for key in (*NINE[:7], "maklumat", "pengaduan")
    }


@pytest.fixture
def walked(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """Fill ten forms at one counter, nine with sarana 3 and pengaduan 3, one with 1 and 4; publish and build."""
    where = ("--instance", tmp_path / "instance", "--output", tmp_path / "output")
    kotaksaran(*where, "region", "load", write_region(tmp_path / "region"))
    app = create_app(CollectorSettings(instance=tmp_path / "instance"))
    client = app.test_client()
    for number in range(10):
        page = client.get("/l/ab2cd").get_data(as_text=True)
        answers = {**dict.fromkeys(NINE, "3"), **({"sarana": "1", "pengaduan": "4"} if number == 0 else {})}
        client.post("/l/ab2cd", data={**_hidden_fields(page), **answers}, headers={"Sec-Fetch-Site": "same-origin"})
    kotaksaran(*where, "publish")
    kotaksaran(*where, "build", "--strict")
    yield {"page": client.get("/l/ab2cd").get_data(as_text=True), "folder": tmp_path}
    app.extensions["kotak_saran"].store.close()


def test_sarana_and_pengaduan_keep_their_labels_all_the_way(walked: dict[str, Any]) -> None:
    """Form, database, open file, CSV, JSON and page say sarana 2.80 and pengaduan 3.10 (SKM02)."""
    output = walked["folder"] / "output"
    assert _legend_before_control(walked["page"], "sarana", "sarana dan prasarana")
    assert _legend_before_control(walked["page"], "pengaduan", "penanganan pengaduan")
    private = Database(walked["folder"] / "instance" / "private.db")
    answers = [json.loads(row["answers"]) for row in private.query("SELECT answers FROM response")]
    assert [(1, 4)] + [(3, 3)] * 9 == sorted((answer["sarana"], answer["pengaduan"]) for answer in answers)
    rows = Database(output / "open.db").query("SELECT sarana, pengaduan FROM response_skm_2017")
    assert [(1, 4)] + [(3, 3)] * 9 == sorted((row["sarana"], row["pengaduan"]) for row in rows)
    with (output / "data" / "response_skm_2017.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    assert (28, 31) == tuple(sum(int(row[key]) for row in table) for key in ("sarana", "pengaduan"))
    (period,) = json.loads((output / "site/api/v1/agencies/dinas.json").read_text())["periods"]
    means = {question["key"]: question["mean"] for question in period["questions"]}
    assert ("2.80", "3.10") == (means["sarana"], means["pengaduan"])
    assert ["pengaduan", "sarana"] == list(means)[-2:]
    text = _text(output / "site/unit/dinas/index.html")
    assert re.search(r"Penanganan Pengaduan, Saran dan Masukan\D{0,40}10\D{0,20}3,10", text)
    assert re.search(r"Sarana dan Prasarana\D{0,40}10\D{0,20}2,80", text)


def _hidden_fields(page: str) -> dict[str, str]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return {
        field.get("name", ""): field.get("value", "")
        for field in tree.iter("input")
        if field.get("type") == "hidden"
    }


def _legend_before_control(page: str, key: str, words: str) -> bool:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for fieldset in tree.iter("fieldset"):
        if any(field.get("name") == key for field in fieldset.iter("input")):
            return words in " ".join("".join(fieldset.itertext()).split())
    return False


def _text(path: Path) -> str:
    tree = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    for removed in ("style", "script"):
        for element in tree.iter(removed):
            element.text = ""
    return " ".join(" ".join(tree.itertext()).split())
