import csv
import io

from site_builder.charts.marks import Dot
from site_builder.charts.spec import ChartSpec, Column, Entry, Row, RowGroup, plain


def spec(rows: tuple[Row, ...], simulated: str = "", title: str = "Judul") -> ChartSpec:
    """Make a chart with a name and a number per row."""
    return ChartSpec(
        kind="uji",
        file="uji.csv",
        heading="Uji",
        note="",
        title=title,
        description="Keterangan",
        width=360,
        height=50,
        frame=(),
        marks=(Dot(css="dot", x=1, y=1, radius=1),),
        columns=(Column(key="name", heading="Nama"), Column(key="n", heading="Isian", numeric=True)),
        groups=(RowGroup(heading="", rows=rows),),
        simulated=simulated,
    )


def read(chart: ChartSpec) -> list[list[str]]:
    """Read the CSV of a chart."""
    return list(csv.reader(io.StringIO(chart.csv.decode(), newline="")))


def test_csv_text_never_starts_a_formula() -> None:
    """Text a spreadsheet would run is prefixed; numbers, also negative ones, stay numbers (PUB06)."""
    dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\x00x"]
    rows = tuple((plain(text), plain("-5")) for text in dangerous)
    assert read(spec(rows))[1:] == [[f"'{text}", "-5"] for text in dangerous]


def test_csv_leaves_nothing_where_something_is_hidden() -> None:
    """People read 1–9, programs an empty field."""
    chart = spec(((plain("a"), Entry(text="1–9", value="", muted=True)),))
    assert read(chart) == [["name", "n"], ["a", ""]]
    assert [entry.text for _, entry in chart.cells(chart.groups[0].rows[0])] == ["a", "1–9"]


def test_simulated_data_say_so_in_picture_and_csv() -> None:
    """Title, description and every row of simulated data carry the mark."""
    chart = spec(((plain("a"), plain("5")),), simulated="DATA SIMULASI / SIMULATED DATA")
    assert read(chart)[1] == ["a", "5", "DATA SIMULASI / SIMULATED DATA"]
    assert chart.svg.count("DATA SIMULASI / SIMULATED DATA") == 2


def test_svg_is_named_and_escaped() -> None:
    """A picture has a title and a description that assistive technology finds, and no text in it is markup."""
    svg = spec((), title="<script>&").svg
    assert '<title id="uji-title">&lt;script&gt;&amp;</title>' in svg
    assert 'role="img" aria-labelledby="uji-title uji-desc"' in svg
    assert '<desc id="uji-desc">Keterangan</desc>' in svg
