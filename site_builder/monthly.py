"""The months of every unit: its control chart, and what training estimates read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from site_builder.estimates import Estimates
from site_builder.indicators.control_chart import (
    FEWEST_POINTS,
    ChartPoint,
    ControlChart,
    MonthPoint,
    Stretch,
    control_chart,
)
from site_builder.indicators.finding import Finding
from site_builder.indicators.peers import peer_of
from site_builder.indicators.slope import DatedValue, slope
from site_builder.records import Cell, OpenData, Period, SurveyInfo
from site_builder.results import SERVICE_SUBJECT, UnitKey
from survey_definitions.model import Text

MONTHS_A_YEAR = 12
_NOBODY = Text(id="", en="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One shown month of a unit; two questionnaires in one month are two of them."""

    period: Period
    survey: SurveyInfo
    n: int
    value: float
    index: Decimal
    se: float

    @property
    def number(self) -> int:
        """Months since year 0, so that gaps are seen."""
        return self.period.year * MONTHS_A_YEAR + self.period.number - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """The months of one unit, oldest first, with their control chart.

    `drawn` holds the chart's point of each month, None where its stretch is too short to have limits; `stretches`
    likewise.
    """

    months: tuple[Month, ...]
    chart: ControlChart
    drawn: tuple[ChartPoint | None, ...]
    stretches: tuple[Stretch | None, ...]
    slope: Finding


class Months:
    """The months of a release by unit; only those that have ended count, since others still move."""

    def __init__(self, data: OpenData, estimates: Estimates) -> None:
        self._data = data
        self._estimates = estimates
        self._cells: dict[UnitKey, list[Cell]] = defaultdict(list)
        for cell in data.months:
            counts = data.surveys[cell.survey].subject == SERVICE_SUBJECT and data.calendar[cell.period].closed
            if counts and cell.n is not None:
                self._cells[cell.agency, cell.service].append(cell)
        self._made: dict[UnitKey, Monthly | None] = {}

    def of(self, agency: str, service: str | None = None) -> Monthly | None:
        """Return the months of a unit, or None where none has an index."""
        unit = (agency, service)
        if unit not in self._made:
            self._made[unit] = self._monthly(self._cells.get(unit, []))
        return self._made[unit]

    def _monthly(self, cells: list[Cell]) -> Monthly | None:
        months = sorted(self._months(cells), key=lambda month: (month.number, month.survey.version))
        if not months:
            return None
        points = [MonthPoint(value=one.value, se=one.se, definition=one.survey.id) for one in months]
        chart = control_chart(points)
        places = list(_placed(points, chart))
        return Monthly(
            months=tuple(months),
            chart=chart,
            drawn=tuple(point for _, point in places),
            stretches=tuple(stretch for stretch, _ in places),
            slope=slope([DatedValue(month=m.number, value=m.value, definition=m.survey.id) for m in months]),
        )

    def _months(self, cells: list[Cell]) -> Iterator[Month]:
        """Yield the months; errors come from sums if every month has them, else from counts for all alike.

        Limits hang on how the errors of months compare with each other, so the two are never mixed.
        """
        summed = all(cell.place in self._data.moments for cell in cells)
        for cell in cells:
            found = self._estimates.of(cell) if summed else self._estimates.from_counts(cell)
            if found is not None:
                yield Month(
                    period=self._data.calendar[cell.period],
                    survey=self._data.surveys[cell.survey],
                    n=found.n,
                    value=found.value,
                    index=found.index,
                    se=peer_of(_NOBODY, found).se,  # above 0 also where all agree
                )


def _placed(points: list[MonthPoint], chart: ControlChart) -> Iterator[tuple[Stretch | None, ChartPoint | None]]:
    """Yield for each month its stretch and its point on the chart."""
    stretches = iter(chart.stretches)
    for _, run in groupby(points, key=lambda point: point.definition):
        members = list(run)
        if len(members) < FEWEST_POINTS:
            yield from ((None, None) for _ in members)
            continue
        stretch = next(stretches)
        yield from ((stretch, point) for point in stretch.points)


def by_number(monthly: Monthly, survey: str) -> Mapping[int, float]:
    """Return the index of each month of one questionnaire by the number of the month."""
    return {month.number: month.value for month in monthly.months if month.survey.id == survey}
