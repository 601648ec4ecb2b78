"""The agencies of a region beside each other in one period, and all of them together."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from site_builder.estimates import Estimates, tallies_of
from site_builder.indicators.aggregation import AggregateFinding, Part, aggregation, pooled_over
from site_builder.indicators.funnel import FunnelFinding, FunnelPoint, funnel
from site_builder.indicators.ikm import Tally, index_of
from site_builder.indicators.peers import peer_of
from site_builder.indicators.status import FEWEST_FOR_A_LETTER, Status
from site_builder.records import Cell, OpenData, Period, ServedKey, SurveyInfo
from site_builder.results import SERVICE_SUBJECT, Result, UnitKey
from survey_definitions.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One questionnaire in one period: the funnel, and the place of each agency in it by its code."""

    funnel: FunnelFinding
    places: Mapping[str, FunnelPoint]


class Comparisons:
    """Comparisons by questionnaire and period, each made when it is first asked for."""

    def __init__(self, data: OpenData, estimates: Estimates, names: Callable[[UnitKey], Text]) -> None:
        self._data = data
        self._estimates = estimates
        self._names = names
        self._cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
        for cell in data.cells:
            if cell.service is None and data.surveys[cell.survey].subject == SERVICE_SUBJECT:
                self._cells[cell.survey, cell.period].append(cell)
        self._made: dict[tuple[str, str], Comparison] = {}
        self._averages: dict[tuple[str, str], Mapping[str, Decimal]] = {}

    def of(self, survey: SurveyInfo, period: Period) -> Comparison:
        """Compare the agencies that have 30 and more answers."""
        key = (survey.id, period.id)
        if key not in self._made:
            self._made[key] = self._compared(self._cells[key])
        return self._made[key]

    def place(self, unit: UnitKey, result: Result) -> FunnelPoint | None:
        """Return where an agency lies among the others; None for services and for fewer than 30 answers."""
        agency, service = unit
        if service is not None or result.index is None or result.status is not Status.NORMAL:
            return None
        return self.of(result.survey, result.period).places.get(agency)

    def region(self, survey: SurveyInfo, period: Period, name: Text) -> AggregateFinding | None:
        """Return the region as a whole: all published answers together, and each agency by its visitors.

        Only published numbers go into it, so the simple mean gives nothing hidden away (PUB04).
        """
        cells = [cell for cell in self._cells[survey.id, period.id] if cell.n is not None]
        both = [(cell, found) for cell in cells if (found := self._estimates.of(cell)) is not None]
        if len(both) < 2:  # noqa: PLR2004 - one agency is no region
            return None
        pooled = pooled_over([found for _, found in both], _added([cell for cell, _ in both]))
        parts = [
            Part(estimate=found, visitors=self._data.served.get(ServedKey(cell.agency, None, cell.period)))
            for cell, found in both
        ]
        return aggregation(name, pooled, parts, self._data.meta.k, reveals_nothing=True) if pooled else None

    def together(self, survey: SurveyInfo, period: Period) -> dict[str, Tally]:
        """Add the published answers of all agencies, question by question; nothing for a single agency.

        A question that an agency hides is left out there, so nothing hidden can be subtracted (PUB04).
        """
        cells = [cell for cell in self._cells[survey.id, period.id] if cell.n is not None]
        return _added(cells) if len(cells) > 1 else {}

    def averages(self, survey: SurveyInfo, period: Period) -> Mapping[str, Decimal]:
        """Return the average of the region for each unsur that has one."""
        key = (survey.id, period.id)
        if key not in self._averages:
            tallies = self.together(survey, period)
            questions = index_of(tallies, survey.index).questions if tallies else ()
            self._averages[key] = {one.key: one.index for one in questions if one.index is not None}
        return self._averages[key]

    def _compared(self, cells: list[Cell]) -> Comparison:
        peers = {
            cell.agency: peer_of(self._names((cell.agency, None)), found)
            for cell in cells
            if cell.n is not None
            and (found := self._estimates.of(cell)) is not None
            and not found.bound
            and found.n >= FEWEST_FOR_A_LETTER
        }
        compared = funnel(tuple(peers.values()))
        return Comparison(funnel=compared, places=dict(zip(peers, compared.points, strict=False)))


def _added(cells: list[Cell]) -> dict[str, Tally]:
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for cell in cells:
        for key, tally in tallies_of(cell).items():
            totals[key][0] += tally.n
            totals[key][1] += tally.total
    return {key: Tally(n=n, total=total) for key, (n, total) in totals.items()}
