"""The marks of a trend: bands, axes and breaks shared by many units, then the points and lines of one."""

from collections.abc import Iterator, Mapping

from site_builder.charts.bands import Axis, bands_of
from site_builder.charts.entries import result_index
from site_builder.charts.marks import Bar, Dot, Label, Line, Mark
from site_builder.charts.timeline import Slot, Stretch, far_enough, runs_of, spans_of, stretches_of
from site_builder.indicators.finding import Interval
from site_builder.indicators.status import Status
from site_builder.interface import Language
from site_builder.interface.periods import YEARLY, period_mark
from site_builder.records import SurveyInfo
from site_builder.results import Result

WIDTH = 360
HEIGHT = 270
LEFT = 28
RIGHT = 342
TOP = 40
BOTTOM = 230
DOT = 4.5
TICKS = 3  # 25, 50, 75, 100
FEWEST_POINTS = 2
VALUE_ROOM = 42  # between points that carry their number
MARK_ROOM = 20  # between periods inside a year
YEAR_ROOM = 34
ABSENT_ROOM = 26  # between marks of hidden periods
BREAK_LABELS = (11, 24)  # lines for the words at breaks, in turn
BREAK_ROOM = 62  # half the width of the words at a break


def frame_of(slots: tuple[Slot, ...], language: Language) -> tuple[Mark, ...]:
    """Draw what units with the same periods share."""
    stretches = stretches_of(slots)
    marks: list[Mark] = []
    for stretch in stretches:
        marks.extend(_bands(stretch))
    marks.extend(_value_axis(stretches[-1].survey))
    marks.extend(_time_axis(slots, language))
    for place, stretch in enumerate(stretches[1:]):
        marks.append(Line(css="break", points=((stretch.left, BREAK_LABELS[1] + 4), (stretch.left, BOTTOM))))
        marks.append(_break_label(stretch.left, place, language))
    return tuple(marks)


def marks_of(
    slots: tuple[Slot, ...], intervals: Mapping[tuple[str, str], Interval], language: Language
) -> tuple[Mark, ...]:
    """Draw one unit: lines that break where they must, a point and its interval per number, else a mark."""
    marks: list[Mark] = [
        Line(css="line", points=tuple((slot.middle, _height(slot)) for slot in run))
        for run in runs_of(slots)
        if len(run) >= FEWEST_POINTS
    ]
    shown = [slot for slot in slots if slot.result.index is not None]
    marks.extend(_whiskers(shown, intervals))
    for slot in shown:
        css = "dot open" if slot.result.status is Status.SEMENTARA else "dot"
        marks.append(Dot(css=css, x=slot.middle, y=_height(slot), radius=DOT))
    labelled = shown if far_enough([slot.middle for slot in shown], VALUE_ROOM) else shown[-1:]
    marks.extend(_value_label(slot, language) for slot in labelled)
    marks.extend(_absent(slots, language))
    return tuple(marks)


def _whiskers(shown: list[Slot], intervals: Mapping[tuple[str, str], Interval]) -> Iterator[Mark]:
    """Draw the interval of each point as a line through it."""
    for slot in shown:
        interval = intervals.get((slot.result.survey.id, slot.result.period.id))
        if interval is not None:
            axis = _axis(slot.result.survey)
            yield Line(
                css="whisker", points=((slot.middle, axis(interval.low)), (slot.middle, axis(interval.high)))
            )


def absent_mark(result: Result, language: Language) -> str:
    """Return what stands in a chart where there is no index: hidden, merged, or impossible to compute."""
    if result.shown:
        return "×"
    return language("number.merged_mark" if result.merged else "number.few")


def _bands(stretch: Stretch) -> list[Mark]:
    axis = _axis(stretch.survey)
    return [
        Bar(css=band.css, left=stretch.left, right=stretch.right, top=axis(band.high), bottom=axis(band.low))
        for band in bands_of(stretch.survey)
    ]


def _value_axis(newest: SurveyInfo) -> list[Mark]:
    axis, (low, high) = _axis(newest), newest.limits
    marks: list[Mark] = [
        Label(css="axis", x=LEFT - 5, y=axis(value) + 4, text=str(value), anchor="end")
        for value in range(low, high + 1, max((high - low) // TICKS, 1))
    ]
    for band in bands_of(newest):
        middle = axis((band.low + band.high) / 2)
        marks.append(Label(css="letter", x=WIDTH, y=middle + 4, text=band.letter, anchor="end"))
    return marks


def _time_axis(slots: tuple[Slot, ...], language: Language) -> list[Mark]:
    """Label the years, and the periods inside them where there is room."""
    marks: list[Mark] = [Line(css="base", points=((LEFT, BOTTOM), (RIGHT, BOTTOM)))]
    periods = spans_of(slots, lambda result: result.period)
    inside = any(period.kind != YEARLY for period in periods)
    if inside and far_enough(list(periods.values()), MARK_ROOM):
        marks.extend(
            Label(css="axis", x=middle, y=BOTTOM + 15, text=period_mark(period, language), anchor="middle")
            for period, middle in periods.items()
        )
    centres = spans_of(slots, lambda result: result.period.year)
    for year in _roomy(list(centres), centres):
        y = BOTTOM + (31 if inside else 16)
        marks.append(Label(css="axis", x=centres[year], y=y, text=str(year), anchor="middle"))
    return marks


def _roomy(years: list[int], centres: dict[int, float]) -> list[int]:
    """Return every year, or every second, third … counted back from the newest, so that labels have room."""
    backwards = years[::-1]
    for step in range(1, len(years)):
        kept = backwards[::step][::-1]
        if far_enough([centres[year] for year in kept], YEAR_ROOM):
            return kept
    return backwards[:1]


def _break_label(x: float, place: int, language: Language) -> Label:
    anchor = "start" if x < LEFT + BREAK_ROOM else "end" if x > RIGHT - BREAK_ROOM else "middle"
    return Label(
        css="break-label", x=x, y=BREAK_LABELS[place % 2], text=language("chart_trend.break"), anchor=anchor
    )


def _value_label(slot: Slot, language: Language) -> Label:
    text = result_index(slot.result, language).text
    near_edge = slot.middle > RIGHT - VALUE_ROOM / 2
    x, anchor = (RIGHT, "end") if near_edge else (slot.middle, "middle")
    return Label(css="value", x=x, y=_height(slot) - 10, text=text, anchor=anchor)


def _absent(slots: tuple[Slot, ...], language: Language) -> list[Mark]:
    """Mark periods without an index at the foot of the chart."""
    marks: list[Mark] = []
    last_label = float("-inf")
    for slot in (slot for slot in slots if slot.result.index is None):
        marks.append(Line(css="absent", points=((slot.middle, BOTTOM - 6), (slot.middle, BOTTOM))))
        if slot.middle - last_label >= ABSENT_ROOM:
            text = absent_mark(slot.result, language)
            marks.append(Label(css="few", x=slot.middle, y=BOTTOM - 10, text=text, anchor="middle"))
            last_label = slot.middle
    return marks


def _height(slot: Slot) -> float:
    return _axis(slot.result.survey)(float(slot.result.index or 0))


def _axis(survey: SurveyInfo) -> Axis:
    low, high = survey.limits
    return Axis(low=low, high=high, start=BOTTOM, end=TOP)
