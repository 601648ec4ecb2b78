"""The unsur of the newest result that may be seen: one line each over the grade bands.

The picture stands in the order of their values, the highest first, with the average of the region as a tick; the
table and the CSV keep the list order of the regulation (SKM02).
"""

from collections.abc import Iterator
from decimal import Decimal

from site_builder.charts.bands import Axis, bands_of
from site_builder.charts.entries import (
    INTERVAL_COLUMNS,
    grade_entry,
    index_entry,
    interval_entries,
    n_entry,
    with_interval,
)
from site_builder.charts.marks import Bar, Dot, Label, Line, Mark
from site_builder.charts.registry import chart
from site_builder.charts.spec import ChartSpec, ChartSubject, Column, Entry, Row, RowGroup, plain
from site_builder.interface import Language
from site_builder.interface.numbers import decimal_text, mean_decimal, mean_text
from site_builder.interface.periods import period_text
from site_builder.results import Result, UnsurResult, newest_shown, settled

WIDTH = 360
TOP = 20
ROW = 39
FOOT = 20
TRACK = (20, 32)
DOT = 6
NAME_LINE = 14
LONGEST_NAME = 42


@chart("unsur", order=10)
def unsur(subject: ChartSubject, language: Language) -> ChartSpec | None:
    """Show where a unit does well and where not, by unsur."""
    result = newest_shown(settled(subject.results))
    if result is None:
        return None
    period = period_text(result.period, language)
    return ChartSpec(
        kind="unsur",
        file="unsur.csv",
        heading=language("chart_unsur.caption", period=period),
        note=_note(result, subject, language),
        title=language("chart_unsur.title", unit=subject.name, period=period),
        description=_description(result, language),
        width=WIDTH,
        height=TOP + ROW * len(result.unsur) + FOOT,
        frame=tuple(_frame(result, language)),
        marks=tuple(_marks(result, subject, language)),
        caption=language("chart_unsur.caption", period=period),
        columns=_columns(result, language),
        groups=(RowGroup(heading="", rows=tuple(_row(result, one, subject, language) for one in result.unsur)),),
        simulated=subject.simulated,
    )


def _note(result: Result, subject: ChartSubject, language: Language) -> str:
    told = [language("chart_unsur.text", low=result.survey.limits[0])]
    if subject.unsur:
        told.append(language("chart_unsur.text_interval"))
    if subject.averages:
        told.append(language("chart_unsur.text_average"))
    return " ".join(told)


def _frame(result: Result, language: Language) -> list[Mark]:
    """Draw what all units of this questionnaire share: letters, tracks in the tints of the bands, edges."""
    axis, bands = _axis(result), bands_of(result.survey)
    bottom = TOP + ROW * len(result.unsur)
    marks: list[Mark] = []
    for band in bands:
        middle = (axis(band.low) + axis(band.high)) / 2
        marks.append(Label(css="letter", x=middle, y=13, text=band.letter, anchor="middle"))
        anchor = "start" if band is bands[0] else "middle"
        edge = f"{band.edge:f}".removesuffix(".00").replace(".", language("language.decimal"))
        marks.append(Label(css="axis", x=axis(band.low), y=bottom + 14, text=edge, anchor=anchor))
    highest = result.survey.limits[1]
    marks.append(Label(css="axis", x=WIDTH, y=bottom + 14, text=str(highest), anchor="end"))
    for place in range(len(result.unsur)):
        top = TOP + ROW * place
        for band in bands:
            left, right = axis(band.low), axis(band.high)
            marks.append(Bar(css=band.css, left=left, top=top + TRACK[0], right=right, bottom=top + TRACK[1]))
    return marks


def _marks(result: Result, subject: ChartSubject, language: Language) -> Iterator[Mark]:
    axis = _axis(result)
    for row, one in enumerate(_by_value(result)):
        top = TOP + ROW * row
        name = shortened(language.data(one.question.name))
        yield Label(css="name", x=0, y=top + NAME_LINE, text=name)
        if one.index is None:
            text, css = index_entry(None, one.n, language).text, "value muted"
        else:
            yield from _drawn(one.question.key, one.index, top, axis, subject)
            text, css = _value(one, language), "value"
        yield Label(css=css, x=WIDTH, y=top + NAME_LINE, text=text, anchor="end")


def _drawn(key: str, index: Decimal, top: float, axis: Axis, subject: ChartSubject) -> Iterator[Mark]:
    """Draw one index with its interval and the average of the region."""
    place, middle = axis(float(index)), top + (TRACK[0] + TRACK[1]) / 2
    yield Line(css="stem", points=((axis.start, middle), (place, middle)))
    if (interval := subject.unsur.get(key)) is not None:
        yield Line(css="whisker", points=((axis(interval.low), middle), (axis(interval.high), middle)))
    yield Dot(css="dot", x=min(max(place, DOT), WIDTH - DOT), y=middle, radius=DOT)
    if (average := subject.averages.get(key)) is not None:
        across = axis(float(average))
        yield Line(css="tick", points=((across, top + TRACK[0] - 2), (across, top + TRACK[1] + 2)))


def _by_value(result: Result) -> list[UnsurResult]:
    """Return the unsur with the highest first; those without a number last, in list order."""
    return sorted(result.unsur, key=lambda one: (one.index is None, -(one.index or 0)))


def _value(one: UnsurResult, language: Language) -> str:
    if one.index is None:
        return ""
    index = decimal_text(one.index, language)
    return index if one.grade is None else language("chart_unsur.row_graded", index=index, letter=one.grade.letter)


def _axis(result: Result) -> Axis:
    low, high = result.survey.limits
    return Axis(low=low, high=high, start=0, end=WIDTH)


def shortened(name: str) -> str:
    """Return a name that fits into a line of a chart; the table has it whole."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _description(result: Result, language: Language) -> str:
    """Say the same as the picture: the highest and the lowest unsur, with their numbers."""
    known = [(one.index, one) for one in result.unsur if one.index is not None]
    if not known:
        return language("chart_unsur.description_empty")
    highest_index, highest = max(known, key=lambda pair: pair[0])
    lowest_index, lowest = min(known, key=lambda pair: pair[0])
    low, high = result.survey.limits
    return language(
        "chart_unsur.description",
        highest=language.data(highest.question.name),
        highest_index=decimal_text(highest_index, language),
        lowest=language.data(lowest.question.name),
        lowest_index=decimal_text(lowest_index, language),
        low=low,
        high=high,
    )


def _columns(result: Result, language: Language) -> tuple[Column, ...]:
    lettered = any(one.grade is not None for one in result.unsur)
    return (
        Column(key="survey"),
        Column(key="period"),
        Column(key="key"),
        Column(key="name", heading=language("column.unsur")),
        Column(key="n", heading=language("column.n"), numeric=True),
        Column(key="mean", heading=language("column.mean"), numeric=True),
        Column(key="index", heading=language("column.score"), numeric=True),
        Column(key="grade", heading=language("column.grade") if lettered else ""),
        *INTERVAL_COLUMNS,
        Column(key="average", numeric=True),
    )


def _row(result: Result, one: UnsurResult, subject: ChartSubject, language: Language) -> Row:
    mean, interval = Entry(text="", value=""), subject.unsur.get(one.question.key)
    if one.mean is not None:
        mean = Entry(text=mean_text(one.mean, language), value=str(mean_decimal(one.mean)))
    return (
        plain(result.survey.id),
        plain(result.period.id),
        plain(one.question.key),
        plain(language.data(one.question.name)),
        n_entry(one.n, language),
        mean,
        with_interval(index_entry(one.index, one.n, language), interval, language),
        grade_entry(one.grade, result.status, language),
        *interval_entries(interval),
        plain(str(subject.averages.get(one.question.key, ""))),
    )
