"""The months of a unit on a control chart: limits that know n, and marks where a month is out of the ordinary."""

from dataclasses import replace

from site_builder.charts import control_drawing as drawing
from site_builder.charts.entries import INTERVAL_COLUMNS, interval_entries, n_entry, with_interval
from site_builder.charts.registry import chart
from site_builder.charts.spec import ChartSpec, ChartSubject, Column, Entry, Row, RowGroup, plain
from site_builder.indicators.control_chart import ChartPoint
from site_builder.indicators.finding import Interval
from site_builder.interface import Language
from site_builder.interface.numbers import decimal_text
from site_builder.interface.periods import period_text
from site_builder.monthly import Month, Monthly


@chart("control", order=30)
def control(subject: ChartSubject, language: Language) -> ChartSpec | None:
    """Show the months against the usual ups and downs; below three months there is nothing to draw."""
    monthly = subject.monthly
    if monthly is None or not any(monthly.drawn):
        return None
    first, last = (period_text(monthly.months[place].period, language) for place in (0, -1))
    return ChartSpec(
        kind="control",
        file="bulan.csv",
        heading=language("chart_control.heading"),
        finding=_finding(monthly, language),
        note=_note(monthly, subject, language),
        title=language("chart_control.title", unit=subject.name),
        description=_description(monthly, first, last, language),
        width=drawing.WIDTH,
        height=drawing.HEIGHT,
        frame=drawing.frame_of(monthly, language),
        marks=drawing.marks_of(monthly, subject.trained, language),
        caption=language("chart_control.caption"),
        columns=_columns(language),
        groups=(RowGroup(heading="", rows=tuple(_rows(monthly, language))),),
        simulated=subject.simulated,
        folded=True,
    )


def _finding(monthly: Monthly, language: Language) -> str:
    """Judge the newest month (T8), then the direction."""
    parts = [
        language("chart_control.newest", month=period_text(monthly.months[-1].period, language)),
        language.data(monthly.chart.sentence),
        language.data(monthly.slope.sentence) if monthly.slope.estimate is not None else "",
    ]
    return " ".join(part for part in parts if part)


def _note(monthly: Monthly, subject: ChartSubject, language: Language) -> str:
    """Explain every sign of the picture, and none that is not in it."""
    parts = [language("chart_control.text")]
    if any(point is not None and point.flags for point in monthly.drawn):
        parts.append(language("chart_control.text_flag"))
    if drawing.trained_months(monthly, subject.trained):
        parts.append(language("chart_control.text_training"))
    return " ".join(parts)


def _description(monthly: Monthly, first: str, last: str, language: Language) -> str:
    flagged = sum(bool(point and point.flags) for point in monthly.drawn)
    index = decimal_text(monthly.months[-1].index, language)
    return language("chart_control.description", first=first, last=last, index=index, flagged=flagged)


def _columns(language: Language) -> tuple[Column, ...]:
    return (
        Column(key="survey"),
        Column(key="period"),
        Column(key="name", heading=language("column.month")),
        Column(key="n", heading=language("column.n"), numeric=True),
        Column(key="index", heading=language("column.score"), numeric=True),
        *INTERVAL_COLUMNS,
        Column(key="flags"),
    )


def _rows(monthly: Monthly, language: Language) -> list[Row]:
    """Return the newest month first."""
    both = zip(monthly.months, monthly.drawn, strict=True)
    return [_row(month, point, language) for month, point in reversed(list(both))]


def _row(month: Month, point: ChartPoint | None, language: Language) -> Row:
    limits = None if point is None else Interval(low=point.low, high=point.high)
    flags = () if point is None else point.flags
    name = plain(period_text(month.period, language))
    score = Entry(text=decimal_text(month.index, language), value=str(month.index))
    return (
        plain(month.survey.id),
        plain(month.period.id),
        replace(name, detail=language("chart_control.unusual")) if flags else name,
        n_entry(month.n, language),
        with_interval(score, limits, language),
        *interval_entries(limits),
        plain(" ".join(rule.value for rule, _ in flags)),
    )
