"""One index with its interval as a small picture beside its number, for lists; what it shows stands in words."""

from site_builder.charts.bands import Axis, bands_of
from site_builder.charts.marks import Bar, Dot, Line, Mark, write
from site_builder.indicators.finding import Interval
from site_builder.records import SurveyInfo

WIDTH = 150
HEIGHT = 12
TRACK = (2, 10)
DOT = 3.5


def interval_dot(value: float, interval: Interval, survey: SurveyInfo, average: float | None = None) -> str:
    """Draw the whole scale with its grade bands, the interval and the index; words say the same.

    `average`, that of the region, is drawn as a tick.
    """
    low, high = survey.limits
    axis, middle = Axis(low=low, high=high, start=0, end=WIDTH), HEIGHT / 2
    marks: list[Mark] = [
        Bar(css=band.css, left=axis(band.low), top=TRACK[0], right=axis(band.high), bottom=TRACK[1])
        for band in bands_of(survey)
    ]
    if average is not None:
        marks.append(Line(css="tick", points=((axis(average), 0), (axis(average), HEIGHT))))
    marks.append(Line(css="whisker", points=((axis(interval.low), middle), (axis(interval.high), middle))))
    marks.append(Dot(css="dot", x=min(max(axis(value), DOT), WIDTH - DOT), y=middle, radius=DOT))
    inside = "".join(map(write, marks))
    return f'<svg class="chart small" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{inside}</svg>'
