"""A list as CSV: the table of a chart whose picture stands in small in each of its rows."""

from collections.abc import Iterable

from site_builder.charts.spec import ChartSpec, Column, Row, RowGroup


def table_of(file: str, columns: tuple[Column, ...], rows: Iterable[Row], simulated: str) -> ChartSpec:
    """Return a chart without a picture of its own."""
    return ChartSpec(
        kind=file.removesuffix(".csv"),
        file=file,
        heading="",
        note="",
        title="",
        description="",
        width=0,
        height=0,
        frame=(),
        marks=(),
        columns=columns,
        groups=(RowGroup(heading="", rows=tuple(rows)),),
        simulated=simulated,
    )
