from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from open_db import NINE, NINE_2014, OpenDb, alike

from site_builder.charts.marks import Bar, Dot, Label, Line
from site_builder.charts.registry import unit_charts
from site_builder.charts.spec import ChartSpec, ChartSubject
from site_builder.interface import load_languages
from site_builder.open_data import read_open_data
from site_builder.site import Site

INDONESIAN, ENGLISH = load_languages()
QUARTERS = ("2023-T4", "2024-T1", "2024-T2", "2024-T3")


@pytest.fixture
def db(tmp_path: Path) -> OpenDb:
    """Begin an open database with one agency and four quarters."""
    made = OpenDb(tmp_path / "open.db", surveys=("skm-2014", "skm-2017"))
    made.agency("a")
    for period in QUARTERS:
        made.period(period)
    return made


def charts(db: OpenDb) -> dict[str, ChartSpec]:
    """Make the charts of the agency in Indonesian."""
    subject = ChartSubject(name="Dinas A", evaluations=Site(read_open_data(db.save())).evaluations.of("a"))
    return {chart.kind: chart for chart in unit_charts(subject, INDONESIAN)}


def labels(chart: ChartSpec, css: str) -> list[str]:
    """Return the texts of one class that a chart draws from data or frame."""
    marks = (*chart.frame, *chart.marks)
    return [mark.text for mark in marks if isinstance(mark, Label) and mark.css == css]


def test_unsur_table_follows_list_order_and_the_picture_the_values(db: OpenDb) -> None:
    """Ten people, nine with sarana 3 and pengaduan 3, one with sarana 1 and pengaduan 4 (SKM02)."""
    answers = {**alike(3, 10), "sarana": [1, 0, 9, 0], "pengaduan": [0, 0, 9, 1]}
    db.cell("a", "2024-T3", 10, answers)
    chart = charts(db)["unsur"]
    rows = [[entry.text for _, entry in chart.cells(row)] for row in chart.groups[0].rows]
    assert rows[7:] == [
        ["Penanganan Pengaduan, Saran dan Masukan", "10", "3,10", "77,50"],
        ["Sarana dan Prasarana", "10", "2,80", "70,00"],
    ]
    assert [entry.value for entry, *_ in (row[2:3] for row in chart.groups[0].rows)] == list(NINE)
    assert [labels(chart, "value")[place] for place in (0, 1, 8)] == ["77,50", "75,00", "70,00"]
    assert labels(chart, "name")[0] == "Penanganan Pengaduan, Saran dan Masukan"


def test_unsur_dots_stand_where_the_index_is(db: OpenDb) -> None:
    """On a scale from 25 to 100 an index of 62.50 stands in the middle of the 360 units."""
    db.cell("a", "2024-T3", 30, {**alike(2, 30), "waktu": [0, 15, 15, 0]})
    dots = [mark for mark in charts(db)["unsur"].marks if isinstance(mark, Dot)]
    assert (len(dots), dots[0].x) == (9, 180)


def test_unsur_chart_says_what_is_missing(db: OpenDb) -> None:
    """A hidden unsur and one nobody answered have no dot but words."""
    db.cell("a", "2024-T3", 40, {**alike(3, 40), "biaya": None, "sarana": [0, 0, 0, 0]})
    chart = charts(db)["unsur"]
    assert labels(chart, "value muted") == ["belum ditampilkan", "tidak tersedia"]
    assert sum(isinstance(mark, Dot) for mark in chart.marks) == 7


def test_unsur_description_names_the_ends(db: OpenDb) -> None:
    """Who cannot see the chart hears the highest and the lowest unsur with their numbers."""
    db.cell("a", "2024-T3", 30, {**alike(3, 30), "waktu": [30, 0, 0, 0], "biaya": [0, 0, 0, 30]})
    said = charts(db)["unsur"].description
    assert "Biaya/Tarif paling tinggi dengan 100,00" in said
    assert "Waktu Penyelesaian paling rendah dengan 25,00" in said


def test_unsur_chart_draws_the_average_of_the_region(db: OpenDb) -> None:
    """The average is a tick, in the middle for 62.50; a unit without an average has none."""
    db.cell("a", "2024-T3", 30, alike(2, 30))
    evaluations = Site(read_open_data(db.save())).evaluations.of("a")
    subject = ChartSubject(name="Dinas A", evaluations=evaluations, averages={"waktu": Decimal("62.50")})
    chart = next(one for one in unit_charts(subject, INDONESIAN) if one.kind == "unsur")
    ticks = [mark for mark in chart.marks if isinstance(mark, Line) and mark.css == "tick"]
    assert [tick.points[0][0] for tick in ticks] == [180]
    assert [row[-1].value for row in chart.groups[0].rows] == ["", "", "62.50", *[""] * 6]
    assert "Garis tegak: rata-rata semua unit." in chart.note


def test_distribution_adds_up_and_says_where_low_answers_are(db: OpenDb) -> None:
    """Bars of one unsur fill the width; 3 of 12 low answers are 25 %; hidden and empty unsur have words."""
    answers = {**alike(3, 12), "waktu": [1, 2, 6, 3], "biaya": None, "sarana": [0, 0, 0, 0]}
    db.cell("a", "2024-T3", 12, answers)
    site = Site(read_open_data(db.save()))
    (result,) = site.results.of("a")
    subject = ChartSubject(
        name="Dinas A",
        evaluations=site.evaluations.of("a"),
        counts=site.evaluations.counts("a", None, result),
    )
    chart = next(one for one in unit_charts(subject, INDONESIAN) if one.kind == "distribution")
    bars = [mark for mark in chart.marks if isinstance(mark, Bar)]
    assert [(bar.css, bar.left, bar.right) for bar in bars if 78 <= bar.top < 117] == [
        ("band-4", 0, 30), ("band-3", 30, 90), ("band-2", 90, 270), ("band-1", 270, 360),
    ]  # fmt: skip
    assert "Bagian jawaban 1 dan 2 paling besar pada Waktu Penyelesaian: 25 %." in chart.description
    assert labels(chart, "value muted") == ["belum ditampilkan", "tidak tersedia"]
    rows = {row[2].value: [entry.value for entry in row[4:]] for row in chart.groups[0].rows}
    assert (rows["waktu"], rows["biaya"]) == (["1", "2", "6", "3", "12"], [""] * 5)
    assert rows["sarana"] == ["0"] * 5


def test_trend_breaks_where_the_questionnaire_changes(db: OpenDb) -> None:
    """No line crosses a change of definition; a dashed line, words and a new group of rows mark it (SKM03)."""
    for period, survey, keys in zip(
        QUARTERS,
        ("skm-2014", "skm-2014", "skm-2017", "skm-2017"),
        (NINE_2014, NINE_2014, None, None),
        strict=True,
    ):
        db.cell("a", period, 30, alike(3, 30, keys) if keys else alike(3, 30), survey=survey)
    chart = charts(db)["trend"]
    lines = [mark for mark in chart.marks if isinstance(mark, Line) and mark.css == "line"]
    breaks = [mark for mark in chart.frame if isinstance(mark, Line) and mark.css == "break"]
    assert [len(line.points) for line in lines] == [2, 2]
    assert len(breaks) == 1
    assert lines[0].points[-1][0] < breaks[0].points[0][0] < lines[1].points[0][0]
    assert labels(chart, "break-label") == ["kuesioner berganti"]
    assert [group.heading for group in chart.groups] == [
        "Survei Kepuasan Masyarakat (SKM)",
        "Survei Kepuasan Masyarakat (SKM) menurut aturan 2014",
    ]
    assert "Kuesioner berganti pada Triwulan II 2024" in chart.description


def test_trend_has_a_gap_where_a_period_is_hidden(db: OpenDb) -> None:
    """A hidden quarter interrupts the line and is marked 1–9."""
    for period in ("2023-T4", "2024-T2", "2024-T3"):
        db.cell("a", period, 30, alike(3, 30))
    db.hidden("a", "2024-T1")
    chart = charts(db)["trend"]
    lines = [mark for mark in chart.marks if isinstance(mark, Line) and mark.css == "line"]
    assert [len(line.points) for line in lines] == [2]
    assert labels(chart, "few") == ["1–9"]
    assert "Tanda 1–9: terlalu sedikit isian." in chart.note


def test_trend_has_a_gap_where_a_period_is_missing(db: OpenDb) -> None:
    """A quarter without any answer interrupts the line too, as time runs on."""
    for period in ("2023-T4", "2024-T1", "2024-T3"):
        db.cell("a", period, 30, alike(3, 30))
    chart = charts(db)["trend"]
    dots = [mark.x for mark in chart.marks if isinstance(mark, Dot)]
    lines = [mark for mark in chart.marks if isinstance(mark, Line) and mark.css == "line"]
    assert [len(line.points) for line in lines] == [2]
    assert dots[2] - dots[1] > 1.9 * (dots[1] - dots[0])


def test_provisional_points_look_different(db: OpenDb) -> None:
    """From 10 to 29 answers a point is open, and the note explains it."""
    db.cell("a", "2024-T2", 12, alike(3, 12))
    db.cell("a", "2024-T3", 30, alike(3, 30))
    chart = charts(db)["trend"]
    assert [mark.css for mark in chart.marks if isinstance(mark, Dot)] == ["dot open", "dot"]
    assert "Lingkaran kosong: sementara." in chart.note


def test_two_questionnaires_of_one_period_stand_apart(db: OpenDb) -> None:
    """Both results of a quarter are drawn beside each other and not joined."""
    db.cell("a", "2024-T3", 30, alike(2, 30, NINE_2014), survey="skm-2014")
    db.cell("a", "2024-T3", 30, alike(4, 30))
    chart = charts(db)["trend"]
    dots = [mark for mark in chart.marks if isinstance(mark, Dot)]
    assert len({dot.x for dot in dots}) == 2
    assert not [mark for mark in chart.marks if isinstance(mark, Line) and mark.css == "line"]


@pytest.mark.parametrize("shown", [True, False])
def test_trend_without_a_line_is_a_table(db: OpenDb, *, shown: bool) -> None:
    """One period, or only hidden ones, make no picture, but the table is there."""
    if shown:
        db.cell("a", "2024-T3", 30, alike(3, 30))
    else:
        db.hidden("a", "2024-T2")
        db.hidden("a", "2024-T3")
    chart = charts(db)["trend"]
    assert chart.marks == ()
    assert len(chart.groups[0].rows) == (1 if shown else 2)


def test_many_years_have_room_for_their_labels(tmp_path: Path) -> None:
    """Twenty years are labelled in steps, the newest always, so that no two labels overlap."""
    db = OpenDb(tmp_path / "years.db", period_kind="tahunan")
    db.agency("a")
    for year in range(2005, 2025):
        db.cell("a", db.period(str(year)), 30, alike(3, 30))
    chart = charts(db)["trend"]
    years = [mark for mark in chart.frame if isinstance(mark, Label) and mark.text.startswith("20")]
    assert years[-1].text == "2024"
    assert all(right.x - left.x >= 34 for left, right in pairwise(years))


def test_agency_without_results_has_no_charts(db: OpenDb) -> None:
    """Nothing is drawn where there is nothing."""
    assert charts(db) == {}
