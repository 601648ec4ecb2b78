"""The index of every cell with its standard error: from the sums of the open file, else from its counts."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from site_builder.errors import SiteRefusedError
from site_builder.indicators.ikm import INDEX_PLACES, Tally, exact_index
from site_builder.indicators.index_bound import index_of_counts
from site_builder.indicators.index_estimate import IndexEstimate, Measure, index_of_moments
from site_builder.indicators.rounding import round_half_up
from site_builder.records import Cell, CellPlace, OpenData, SurveyInfo


def tallies_of(cell: Cell) -> dict[str, Tally]:
    """Return how many answered each question that is shown, and the sum of what they gave."""
    shown = {key: counts for key, counts in cell.counts.items() if counts is not None}
    return {
        key: Tally(n=sum(counts.values()), total=sum(value * n for value, n in counts.items()))
        for key, counts in shown.items()
    }


class Estimates:
    """Estimates of one release; each is made when it is first asked for."""

    def __init__(self, data: OpenData) -> None:
        self._data = data
        self._measures = {survey.id: measure_of(survey) for survey in data.surveys.values()}
        self._made: dict[CellPlace, IndexEstimate | None] = {}

    def of(self, cell: Cell) -> IndexEstimate | None:
        """Return the estimate of a cell, or None where it has no index.

        Raises
        ------
        SiteRefusedError
            If the sums of the file give another index than its counts.
        """
        if cell.place not in self._made:
            self._made[cell.place] = self._estimate(cell, self._measures[cell.survey])
        return self._made[cell.place]

    def from_counts(self, cell: Cell) -> IndexEstimate | None:
        """Return the estimate that counts alone give, by which months with and without sums can be compared."""
        return _from_counts(cell, self._measures[cell.survey])

    def of_question(self, cell: Cell, key: str) -> IndexEstimate | None:
        """Return the estimate of one question of a cell, on the scale of the index."""
        whole = self._measures[cell.survey]
        only = replace(whole, index=replace(whole.index, weights={key: Fraction(1)}))
        return self._estimate(cell, only)

    def _estimate(self, cell: Cell, measure: Measure) -> IndexEstimate | None:
        moments = self._data.moments.get(cell.place)
        if moments is None:
            return _from_counts(cell, measure)
        exact = exact_index(tallies_of(cell), measure.index)
        if exact is None:
            return None
        found = index_of_moments([moments], measure)
        if found is None or found.index != round_half_up(exact, INDEX_PLACES):
            place = "/".join(part or "-" for part in cell.place)
            raise SiteRefusedError(
                f"{self._data.path}: the tables moment and count_cell disagree for {place}. Publish again with "
                "`kotaksaran publish`."
            )
        return found


def measure_of(survey: SurveyInfo) -> Measure:
    """Return what a questionnaire measures."""
    return Measure(survey=survey.id, index=survey.index, scale=survey.scale)


def _from_counts(cell: Cell, measure: Measure) -> IndexEstimate | None:
    counts: dict[str, Mapping[int, int]] = {}
    for key in measure.index.weights:
        found = cell.counts.get(key)
        if found is None:
            return None
        counts[key] = found
    return None if cell.n is None else index_of_counts(counts, cell.n, measure)
