"""The marks of a control chart: axes shared by many units, then limits, months and trainings of one."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise

from site_builder.charts.bands import Axis
from site_builder.charts.marks import Bar, Dot, Label, Line, Mark
from site_builder.interface import Language
from site_builder.monthly import MONTHS_A_YEAR, Month, Monthly

WIDTH = 360
HEIGHT = 240
LEFT = 28
RIGHT = 346
TOP = 26
BOTTOM = 204
DOT = 3.5
FLAG = 5
STEP = 10  # points between lines
LOWEST, HIGHEST = 25, 100
LABEL_ROOM = 34
TRAINING_LABEL = 14


def frame_of(monthly: Monthly, language: Language) -> tuple[Mark, ...]:
    """Draw what units with the same months and range share."""
    axis = _values(monthly)
    marks: list[Mark] = [Line(css="base", points=((LEFT, BOTTOM), (RIGHT, BOTTOM)))]
    for value in range(int(axis.low), int(axis.high) + 1, STEP):
        marks.append(Line(css="grid", points=((LEFT, axis(value)), (RIGHT, axis(value)))))
        marks.append(Label(css="axis", x=LEFT - 5, y=axis(value) + 4, text=str(value), anchor="end"))
    marks.extend(_time_axis(monthly, language))
    return tuple(marks)


def marks_of(monthly: Monthly, trained: tuple[date, ...], language: Language) -> tuple[Mark, ...]:
    """Draw the limits, the centre, the line of months, and on top what is out of the ordinary."""
    marks: list[Mark] = [*_limits(monthly), *_trainings(monthly, trained, language), *_lines(monthly)]
    values, times = _values(monthly), _times(monthly)
    for month, point in zip(monthly.months, monthly.drawn, strict=True):
        flagged = point is not None and bool(point.flags)
        css, radius = ("dot flag", FLAG) if flagged else ("dot", DOT)
        marks.append(Dot(css=css, x=times(month.number), y=values(month.value), radius=radius))
    return tuple(marks)


def trained_months(monthly: Monthly, trained: tuple[date, ...]) -> list[int]:
    """Return the months of trainings that lie within the chart."""
    numbers = sorted({day.year * MONTHS_A_YEAR + day.month - 1 for day in trained})
    return [number for number in numbers if monthly.months[0].number <= number <= monthly.months[-1].number]


def _values(monthly: Monthly) -> Axis:
    """Return the scale of values: whole steps around all months and limits, so that limits can be told apart."""
    ends = [month.value for month in monthly.months]
    for point in monthly.drawn:
        ends += [point.low, point.high] if point else []
    low = max(LOWEST, int(min(ends) // STEP) * STEP)
    high = min(HIGHEST, (int(max(ends) // STEP) + 1) * STEP)
    return Axis(low=low - low % STEP, high=high, start=BOTTOM, end=TOP)


def _times(monthly: Monthly) -> Axis:
    first, last = monthly.months[0].number, monthly.months[-1].number
    return Axis(low=first - 0.5, high=last + 0.5, start=LEFT, end=RIGHT)


def _time_axis(monthly: Monthly, language: Language) -> Iterator[Mark]:
    """Label every January with its year, and the months between where there is room."""
    axis, months = _times(monthly), language.each("calendar.short_bulan")
    first, last = monthly.months[0].number, monthly.months[-1].number
    step = next(
        step for step in (1, 3, 6, 12) if axis(first + step) - axis(first) >= LABEL_ROOM or step == MONTHS_A_YEAR
    )
    for number in range(first, last + 1):
        year, month = divmod(number, MONTHS_A_YEAR)
        if month % step == 0:
            yield Label(css="axis", x=axis(number), y=BOTTOM + 15, text=months[month], anchor="middle")
        if month == 0 or number == first:
            yield Label(css="axis", x=axis(number), y=BOTTOM + 30, text=str(year), anchor="middle")


def _limits(monthly: Monthly) -> Iterator[Mark]:
    """Draw the room between the limits of each month, and the centre of each stretch."""
    values, times = _values(monthly), _times(monthly)
    inside = (max(values.low, LOWEST), min(values.high, HIGHEST))
    for month, point in zip(monthly.months, monthly.drawn, strict=True):
        if point is not None:
            low, high = (min(max(end, inside[0]), inside[1]) for end in (point.low, point.high))
            left, right = times(month.number - 0.5), times(month.number + 0.5)
            yield Bar(css="limits", left=left, right=right, top=values(high), bottom=values(low))
    both = zip(monthly.months, monthly.stretches, strict=True)
    for survey, run in groupby(both, key=lambda pair: pair[0].survey.id):
        members = [(month, stretch) for month, stretch in run if stretch is not None and survey]
        if members:
            height = values(members[0][1].centre)
            ends = times(members[0][0].number - 0.5), times(members[-1][0].number + 0.5)
            yield Line(css="centre", points=((ends[0], height), (ends[1], height)))


def _lines(monthly: Monthly) -> Iterator[Mark]:
    """Join months of one questionnaire that follow each other."""
    values, times = _values(monthly), _times(monthly)
    run: list[Month] = [monthly.months[0]]
    runs = [run]
    for earlier, later in pairwise(monthly.months):
        if later.survey.id == earlier.survey.id and later.number == earlier.number + 1:
            run.append(later)
        else:
            run = [later]
            runs.append(run)
    for members in runs:
        if len(members) > 1:
            yield Line(css="line", points=tuple((times(one.number), values(one.value)) for one in members))


def _trainings(monthly: Monthly, trained: tuple[date, ...], language: Language) -> Iterator[Mark]:
    times = _times(monthly)
    for number in trained_months(monthly, trained):
        place = times(number + 0.5)  # it counts from the next month on
        yield Line(css="break", points=((place, TRAINING_LABEL + 4), (place, BOTTOM)))
        anchor = "end" if place > (LEFT + RIGHT) / 2 else "start"
        yield Label(
            css="break-label", x=place, y=TRAINING_LABEL, text=language("chart_control.training"), anchor=anchor
        )
