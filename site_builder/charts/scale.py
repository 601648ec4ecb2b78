"""One index on the whole scale, between the grade edges: the small picture beside the large number."""

from site_builder.charts.bands import Axis, bands_of
from site_builder.charts.entries import interval_text
from site_builder.charts.marks import Bar, Dot, Label, Line, Mark
from site_builder.charts.spec import ChartSpec
from site_builder.indicators.finding import Interval
from site_builder.interface import Language
from site_builder.interface.numbers import decimal_text
from site_builder.results import Result

WIDTH = 360
HEIGHT = 52
TRACK = (14, 26)
LETTERS = 44
DOT = 6


def scale_of(result: Result, interval: Interval | None, language: Language, simulated: str) -> ChartSpec | None:
    """Draw where the index of a result lies, and its interval; None where it has no index."""
    if result.index is None:
        return None
    index = decimal_text(result.index, language)
    low, high = result.survey.limits
    if result.grade is None:
        description = language("chart_scale.description_plain", low=low, high=high, index=index)
    else:
        letter = result.grade.letter
        description = language("chart_scale.description", low=low, high=high, index=index, letter=letter)
    if interval is not None:
        told = interval_text(interval, language)
        description = f"{description} {language('chart_scale.description_interval', interval=told)}"
    axis = Axis(low=low, high=high, start=0, end=WIDTH)
    place = min(max(axis(float(result.index)), DOT), WIDTH - DOT)
    middle = (TRACK[0] + TRACK[1]) / 2
    return ChartSpec(
        kind="scale",
        file="",
        heading="",
        note="",
        title=language("chart_scale.title", index=index),
        description=description,
        width=WIDTH,
        height=HEIGHT,
        frame=tuple(_frame(result, axis)),
        marks=(
            *_interval(interval, axis, middle),
            Line(css="needle", points=((place, TRACK[0] - 10), (place, TRACK[1] + 4))),
            Dot(css="dot", x=place, y=middle, radius=DOT),
        ),
        simulated=simulated,
    )


def _interval(interval: Interval | None, axis: Axis, middle: float) -> list[Mark]:
    if interval is None:
        return []
    return [Line(css="whisker", points=((axis(interval.low), middle), (axis(interval.high), middle)))]


def _frame(result: Result, axis: Axis) -> list[Mark]:
    bands = bands_of(result.survey)
    marks: list[Mark] = []
    for band in bands:
        left, right = axis(band.low), axis(band.high)
        marks.append(Bar(css=band.css, left=left, top=TRACK[0], right=right, bottom=TRACK[1]))
        marks.append(Label(css="letter", x=(left + right) / 2, y=LETTERS, text=band.letter, anchor="middle"))
    return marks
