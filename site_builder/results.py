"""The numbers of every unit: made once from the cells, so that list, page, CSV and JSON cannot differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from site_builder.indicators.ikm import IndexResult, Tally, index_of, with_weight_0_11
from site_builder.indicators.status import Status, status_of
from site_builder.records import Cell, OpenData, Period, SurveyInfo, SurveyQuestion
from survey_definitions.model import Grade

SERVICE_SUBJECT = "service"
MERGED = "gabungan"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsurResult:
    """One unsur of a result; `n` is None where it is hidden, 0 where nobody answered (SKM15)."""

    question: SurveyQuestion
    n: int | None
    mean: Fraction | None
    index: Decimal | None
    grade: Grade | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One unit, questionnaire and period. Letters only from n = 30; nothing, not even n, below K.

    `merged` tells that a hidden service is counted in its agency's ``gabungan``; it may then hold more than 9
    answers, since the next smallest service joins a ``gabungan`` that is under K itself (PUB02).
    """

    survey: SurveyInfo
    period: Period
    status: Status
    n: int | None
    index: Decimal | None
    grade: Grade | None
    rounded_weight: Decimal | None
    unsur: tuple[UnsurResult, ...]
    merged: bool = False

    @property
    def shown(self) -> bool:
        """Whether anything of it may be seen."""
        return self.status is not Status.HIDDEN


UnitKey = tuple[str, str | None]


class Results:
    """Every official result of a release by unit, oldest first."""

    def __init__(self, data: OpenData) -> None:
        self._data = data
        self._by_unit: dict[UnitKey, list[Result]] = {}
        for cell in data.cells:
            survey = data.surveys[cell.survey]
            if survey.subject == SERVICE_SUBJECT:
                found = result_of(cell, survey, data.periods[cell.period], data.meta.k)
                self._by_unit.setdefault((cell.agency, cell.service), []).append(found)
        for (agency, service), results in self._by_unit.items():
            if service not in {None, MERGED}:
                results[:] = [self._with_merged(agency, result) for result in results]
            results.sort(key=lambda result: (result.period.start, result.period.end, *_age(result.survey)))

    def of(self, agency: str, service: str | None = None) -> tuple[Result, ...]:
        """Return the results of an agency as a whole, or of one of its services (or ``gabungan``)."""
        return tuple(self._by_unit.get((agency, service), ()))

    def _with_merged(self, agency: str, result: Result) -> Result:
        """Mark a hidden result of a service whose agency has a ``gabungan`` for the same answers."""
        together = self._by_unit.get((agency, MERGED), ())
        same = any(one.survey is result.survey and one.period is result.period for one in together)
        return replace(result, merged=same and not result.shown)


def result_of(cell: Cell, survey: SurveyInfo, period: Period, k: int) -> Result:
    """Compute one cell: pooled counts in, index and letter out (SKM16, PUB02)."""
    status = status_of(cell.n, k)
    if status is Status.HIDDEN:
        return Result(
            survey=survey,
            period=period,
            status=status,
            n=None,
            index=None,
            grade=None,
            rounded_weight=None,
            unsur=(),
        )
    tallies = {key: _tally(counts) for key, counts in cell.counts.items() if counts is not None}
    computed = index_of(tallies, survey.index)
    lettered = status is Status.NORMAL
    return Result(
        survey=survey,
        period=period,
        status=status,
        n=cell.n,
        index=computed.index,
        grade=computed.grade if lettered else None,
        rounded_weight=with_weight_0_11(tallies, survey.index),
        unsur=tuple(_unsur(cell, survey, computed, lettered=lettered)),
    )


def settled(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """Return the results of periods that have ended, which no answer changes; all, where none has ended."""
    return tuple(result for result in results if result.period.closed) or results


def newest_shown(results: Iterable[Result]) -> Result | None:
    """Return the newest result that may be seen, or None."""
    return next((result for result in reversed(tuple(results)) if result.shown), None)


def _unsur(cell: Cell, survey: SurveyInfo, computed: IndexResult, *, lettered: bool) -> Iterable[UnsurResult]:
    for question, one in zip(survey.scored, computed.questions, strict=True):
        hidden = cell.counts.get(question.key, {}) is None
        yield UnsurResult(
            question=question,
            n=None if hidden else one.n,
            mean=one.mean,
            index=one.index,
            grade=one.grade if lettered else None,
        )


def _tally(counts: Mapping[int, int]) -> Tally:
    return Tally(n=sum(counts.values()), total=sum(value * n for value, n in counts.items()))


def _age(survey: SurveyInfo) -> tuple[int, str]:
    """Order two questionnaires of one period: the older rule first."""
    return survey.version, survey.id
