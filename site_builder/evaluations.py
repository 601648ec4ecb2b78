"""What can be said of every result beyond its number: made once, so that page, CSV and JSON cannot differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from site_builder.comparisons import Comparisons
from site_builder.estimates import Estimates, tallies_of
from site_builder.indicators.aggregation import AggregateFinding, Part, aggregation
from site_builder.indicators.change import ChangeFinding, change
from site_builder.indicators.finding import Finding, Interval
from site_builder.indicators.funnel import FunnelPoint
from site_builder.indicators.grade_certainty import LetterFinding, grade_certainty
from site_builder.indicators.index_estimate import IndexEstimate
from site_builder.indicators.low_answers import answer_counts, low_answer_share
from site_builder.indicators.response_rate import ResponseFinding, response_rate
from site_builder.indicators.rounding_twin import TwinFinding, rounding_twin
from site_builder.indicators.satisfaction_index import IndexFinding, interval_of, satisfaction_index
from site_builder.indicators.staff_entry import staff_entry_share
from site_builder.indicators.status import Status
from site_builder.indicators.straight_lines import straight_line_share
from site_builder.indicators.tipping_point import TippingFinding, tipping_point
from site_builder.records import Cell, CellPlace, OpenData, Period, ServedKey
from site_builder.results import MERGED, Result, Results, UnitKey
from survey_definitions.model import Text

MIXED = "campuran"

Words = Callable[[Period], Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One result with every finding about it; None where the open file does not hold what it needs.

    Attributes
    ----------
    index, letters, twin
        None where the result has no index; `index` is None as well where not even counts give its error.
    tipping, response
        None too where two questionnaires share the visitors of the period.
    change
        Against `since`, the unit's newest earlier period that has ended and has an index.
    place
        Among the agencies of the region with 30 and more answers, for agencies only.
    parts
        The services of an agency beside the agency as a whole.
    """

    result: Result
    estimate: IndexEstimate | None
    index: IndexFinding | None
    letters: LetterFinding | None
    twin: TwinFinding | None
    tipping: TippingFinding | None
    response: ResponseFinding | None
    since: Period | None
    change: ChangeFinding | None
    straight: Finding | None
    low: Finding | None
    staff: Finding | None
    place: FunnelPoint | None
    parts: AggregateFinding | None


class Evaluations:
    """The evaluations of a release; those of a unit are made when they are first asked for."""

    def __init__(self, data: OpenData, results: Results, names: Callable[[UnitKey], Text], since: Words) -> None:
        self.estimates = Estimates(data)
        self.comparisons = Comparisons(data, self.estimates, names)
        self._data = data
        self._results = results
        self._names = names
        self._since = since
        self._made: dict[UnitKey, tuple[Evaluation, ...]] = {}
        self._unsur: dict[tuple[CellPlace, str], Interval | None] = {}

    def of(self, agency: str, service: str | None = None) -> tuple[Evaluation, ...]:
        """Return the evaluations of an agency as a whole, or of one of its services, as its results are ordered."""
        unit = (agency, service)
        if unit not in self._made:
            results = self._results.of(agency, service)
            made = (self._evaluation(unit, result, results[:at]) for at, result in enumerate(results))
            self._made[unit] = tuple(made)
        return self._made[unit]

    def unsur(self, agency: str, service: str | None, result: Result | None) -> dict[str, Interval]:
        """Return the interval of each unsur of a result that is shown; a page needs it for its newest only."""
        if result is None:
            return {}
        shown = (one.question.key for one in result.unsur if one.index is not None)
        found = {key: self.of_unsur((agency, service), result, key) for key in shown}
        return {key: interval for key, interval in found.items() if interval is not None}

    def counts(self, agency: str, service: str | None, result: Result) -> Mapping[str, Mapping[int, int] | None]:
        """Return how many gave which value in a result, question by question; None where one is hidden."""
        return self._cells[place_of((agency, service), result)].counts

    def of_unsur(self, unit: UnitKey, result: Result, key: str) -> Interval | None:
        """Return the interval of one unsur of a result; it is computed once for every page and language."""
        place = place_of(unit, result)
        if (place, key) not in self._unsur:
            estimate = self.estimates.of_question(self._cells[place], key)
            self._unsur[place, key] = None if estimate is None else interval_of(estimate)
        return self._unsur[place, key]

    def _evaluation(self, unit: UnitKey, result: Result, earlier: Sequence[Result]) -> Evaluation:
        cell = self._cells[place_of(unit, result)]
        estimate = self.estimates.of(cell) if result.index is not None else None
        k = self._data.meta.k
        served, alone = self._served(unit, result)
        lettered = result.status is Status.NORMAL
        before = _before(earlier)
        has_index = result.index is not None
        return Evaluation(
            result=result,
            estimate=estimate,
            index=satisfaction_index(self._names(unit), estimate, k) if estimate else None,
            letters=grade_certainty(estimate, k) if estimate else None,
            twin=rounding_twin(tallies_of(cell), result.survey.index, lettered=lettered) if has_index else None,
            tipping=tipping_point(estimate, served, k) if estimate and alone else None,
            response=response_rate(result.n, served, k) if result.n is not None and alone else None,
            since=before.period if before else None,
            change=self._change(unit, before, estimate),
            straight=self._straight(cell, k),
            low=_low(cell, result, k),
            staff=self._staff(cell, k),
            place=self.comparisons.place(unit, result),
            parts=self._parts(unit, result, estimate),
        )

    def _served(self, unit: UnitKey, result: Result) -> tuple[int | None, bool]:
        """Return the visitors of a result, and whether no other questionnaire shares them."""
        same = [one for one in self._results.of(*unit) if one.period == result.period and one.shown]
        return self._data.served.get(ServedKey(*unit, result.period.id)), len(same) == 1

    def _change(self, unit: UnitKey, before: Result | None, estimate: IndexEstimate | None) -> ChangeFinding | None:
        if estimate is None or before is None:
            return None
        base = self.estimates.of(self._cells[place_of(unit, before)])
        return change(base, estimate, self._since(before.period), self._data.meta.k) if base else None

    def _straight(self, cell: Cell, k: int) -> Finding | None:
        ways = self._data.ways.get(cell.place)
        if cell.n is None or ways is None or ways.straight is None or None in cell.counts.values():
            return None
        return straight_line_share(ways.straight, cell.n, k)

    def _staff(self, cell: Cell, k: int) -> Finding | None:
        """Tell the share that staff entered, unless small modes stand together so that nobody can tell."""
        ways = self._data.ways.get(cell.place)
        if cell.n is None or ways is None or MIXED in ways.modes:
            return None
        return staff_entry_share(ways.modes, k)

    def _parts(self, unit: UnitKey, result: Result, estimate: IndexEstimate | None) -> AggregateFinding | None:
        """Put an agency beside its services; nothing where one of its published parts has no index.

        Only published numbers go into it, so the simple mean gives nothing hidden away (PUB04).
        """
        agency, service = unit
        if service is not None or estimate is None:
            return None
        labels = [one.code for one in self._data.services.values() if one.agency == agency]
        cells = [self._cells.get(place_of((agency, label), result)) for label in (*labels, MERGED)]
        shown = [cell for cell in cells if cell is not None and cell.n is not None]
        parts = [
            Part(estimate=found, visitors=self._data.served.get(ServedKey(agency, cell.service, cell.period)))
            for cell in shown
            if (found := self.estimates.of(cell)) is not None
        ]
        if len(parts) < len(shown) or len(parts) < 2:  # noqa: PLR2004 - one part is the whole
            return None
        return aggregation(self._names(unit), estimate, parts, self._data.meta.k, reveals_nothing=True)

    @cached_property
    def _cells(self) -> dict[CellPlace, Cell]:
        return {cell.place: cell for cell in self._data.cells}


def newest_settled(evaluations: Sequence[Evaluation]) -> Evaluation:
    """Return the newest evaluation of a period that has ended; the newest of all, where none has."""
    ended = [one for one in evaluations if one.result.period.closed]
    return (ended or evaluations)[-1]


def place_of(unit: UnitKey, result: Result) -> CellPlace:
    """Return which cell a result of a unit comes from."""
    return CellPlace(*unit, result.survey.id, result.period.id)


def _before(earlier: Sequence[Result]) -> Result | None:
    """Return the newest result to compare with: of a period that has ended, with an index."""
    found = (result for result in reversed(earlier) if result.index is not None and result.period.closed)
    return next(found, None)


def _low(cell: Cell, result: Result, k: int) -> Finding | None:
    """Tell the share of low answers; nothing where a question is hidden, since it might hold them."""
    counts = [cell.counts.get(question.key) for question in result.survey.scored]
    known = [one for one in counts if one is not None]
    if cell.n is None or len(known) < len(counts):
        return None
    return low_answer_share(answer_counts(known, result.survey.scale), cell.n, k)
