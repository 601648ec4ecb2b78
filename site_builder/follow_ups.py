"""What citizens said and what units do about it (SKM24), beside the number before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum

from site_builder.evaluations import Evaluation, Evaluations
from site_builder.indicators.finding import Interval
from site_builder.records import Period
from site_builder.results import Result
from survey_definitions.model import Text

PLANNED, DONE, DROPPED = "rencana", "selesai", "batal"


class Stage(IntEnum):
    """How far a promise is, in the order in which promises are listed."""

    OVERDUE = 1
    UNPROVEN = 2
    OPEN = 3
    DONE = 4
    DROPPED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One promise of a unit.

    Attributes
    ----------
    service, unsur, period
        What it is about and the survey period that gave rise to it; None where it names none.
    owner
        Code of the unit that is responsible.
    status, overdue
        As the register says, and as the day of the release found it.
    retired
        Whether it was taken out of the register; it stays listed.
    """

    code: str
    agency: str
    service: str | None
    period: str | None
    unsur: str | None
    said: Text
    action: Text
    owner: str
    due: date
    status: str
    done_on: date | None
    evidence: str
    overdue: bool
    retired: bool

    @property
    def stage(self) -> Stage:
        """Tell how far it is; without date and evidence nothing is done (SKM24)."""
        if self.status == DONE:
            return Stage.DONE if self.done_on and self.evidence else Stage.UNPROVEN
        if self.status == DROPPED:
            return Stage.DROPPED
        return Stage.OVERDUE if self.overdue else Stage.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The index of an unsur, or of the whole unit, in one period; `n` is None where it is hidden (PUB02)."""

    period: Period
    survey: str
    merged: bool
    n: int | None
    index: Decimal | None
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """The last whole period before a day and the first whole one after it; None where there is none yet."""

    before: Measured | None
    after: Measured | None

    @property
    def comparable(self) -> bool:
        """Whether both were asked with one questionnaire (SKM03)."""
        return not (self.before and self.after and self.before.survey != self.after.survey)


def in_order(promises: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """Order promises: overdue first, the longest first; then what is due next; what is done, the newest first."""

    def place(one: FollowUp) -> tuple[int, int, str]:
        day = (one.done_on or one.due).toordinal()
        return one.stage, -day if one.stage in (Stage.DONE, Stage.DROPPED) else day, one.code

    return tuple(sorted(promises, key=place))


def concerning(promises: Iterable[FollowUp]) -> Mapping[str, tuple[FollowUp, ...]]:
    """Return the promises by the agencies they concern: those that gave them and those responsible."""
    found: dict[str, list[FollowUp]] = {}
    for one in in_order(promises):
        for agency in dict.fromkeys((one.agency, one.owner)):
            found.setdefault(agency, []).append(one)
    return {agency: tuple(some) for agency, some in found.items()}


def before_after(promise: FollowUp, evaluations: Evaluations) -> BeforeAfter:
    """Find the numbers around the day on which a promise was kept, or is to be kept.

    The period that holds the day is neither before nor after, and one that runs on is not counted.
    """
    day = promise.done_on or promise.due
    ended = [one for one in evaluations.of(promise.agency, promise.service) if one.result.period.closed]
    before = [one for one in ended if one.result.period.end < day][-1:]
    later = [one for one in ended if one.result.period.start > day]
    after = [one for one in later if one.result.period == later[0].result.period]
    survey = before[0].result.survey.id if before else ""
    after.sort(key=lambda one: one.result.survey.id != survey)  # two questionnaires in one period
    found = [_measured(promise, some[0], evaluations) if some else None for some in (before, after)]
    return BeforeAfter(before=found[0], after=found[1])


def _measured(promise: FollowUp, one: Evaluation, evaluations: Evaluations) -> Measured | None:
    """Return the number of the unsur a promise is about, else that of the unit; None where it was not asked."""
    result = one.result
    if promise.unsur is None:
        return _of(result, result.n, result.index, one.index.interval if one.index else None)
    if not result.shown:
        return _of(result, None, None, None)
    asked = next((each for each in result.unsur if each.question.key == promise.unsur), None)
    if asked is None:
        return None
    intervals = evaluations.unsur(promise.agency, promise.service, result)
    return _of(result, asked.n, asked.index, intervals.get(promise.unsur))


def _of(result: Result, n: int | None, index: Decimal | None, interval: Interval | None) -> Measured:
    return Measured(
        period=result.period, survey=result.survey.id, merged=result.merged, n=n, index=index, interval=interval
    )
