"""How an index went, as a small line beside its number, for lists; the trend with its numbers is on the page."""

from site_builder.charts.bands import Axis
from site_builder.charts.marks import Dot, Line, Mark, write
from site_builder.results import Result

WIDTH = 150
HEIGHT = 28
EDGE = 4
FEWEST = 2


def sparkline(results: tuple[Result, ...]) -> str:
    """Draw the official periods, oldest first; hidden ones and a new questionnaire interrupt the line (SKM03).

    The upright axis goes from the lowest to the highest number, so it tells the course and not the size.
    """
    values = [float(result.index) for result in results if result.index is not None]
    if len(values) < FEWEST:
        return ""
    across = Axis(low=0, high=max(len(results) - 1, 1), start=EDGE, end=WIDTH - EDGE)
    low, high = min(values), max(values)
    up = Axis(low=low, high=high if high > low else low + 1, start=HEIGHT - EDGE, end=EDGE)
    marks: list[Mark] = []
    run: list[tuple[float, float]] = []
    before = ""
    for place, result in enumerate(results):
        if result.index is None or result.survey.id != before:
            marks += _line(run)
            run = []
        if result.index is not None:
            run.append((across(place), up(float(result.index))))
        before = result.survey.id
    marks += _line(run)
    if run and results[-1].index is not None:
        marks.append(Dot(css="dot", x=run[-1][0], y=run[-1][1], radius=3))
    inside = "".join(map(write, marks))
    return f'<svg class="chart small" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{inside}</svg>'


def _line(run: list[tuple[float, float]]) -> list[Mark]:
    """Draw a run of points; a single one becomes a small dot, so that it is not lost."""
    if len(run) == 1:
        return [Dot(css="dot", x=run[0][0], y=run[0][1], radius=2)]
    return [Line(css="line", points=tuple(run))] if run else []
