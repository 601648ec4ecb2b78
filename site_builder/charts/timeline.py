"""Where the periods of a trend lie: by the calendar, so that a year without answers leaves a gap."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, pairwise
from typing import TypeVar

from site_builder.charts.bands import Axis
from site_builder.records import SurveyInfo
from site_builder.results import Result

Span = TypeVar("Span")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One result between two places on the time axis; two questionnaires in one period share its room."""

    result: Result
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Where its mark stands."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """Its room."""
        return self.right - self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The part of the time axis in which a questionnaire is the newest one in use."""

    survey: SurveyInfo
    left: float
    right: float


def slots_of(results: tuple[Result, ...], start: float, end: float) -> tuple[Slot, ...]:
    """Place results, sorted by time, between two places of the drawing."""
    first = min(result.period.start for result in results).toordinal()
    last = max(result.period.end for result in results).toordinal() + 1
    axis = Axis(low=first, high=last, start=start, end=end)
    found: list[Slot] = []
    for period, group in groupby(results, key=lambda result: result.period):
        members = tuple(group)
        left, right = axis(period.start.toordinal()), axis(period.end.toordinal() + 1)
        room = (right - left) / len(members)
        found.extend(
            Slot(result=result, left=left + place * room, right=left + (place + 1) * room)
            for place, result in enumerate(members)
        )
    return tuple(found)


def stretches_of(slots: tuple[Slot, ...]) -> tuple[Stretch, ...]:
    """Cut the time axis where a questionnaire is first used (SKM03)."""
    begins: dict[str, Slot] = {}
    for slot in slots:
        begins.setdefault(slot.result.survey.id, slot)
    starts = [slot.left for slot in begins.values()]
    ends = [*starts[1:], slots[-1].right]
    return tuple(
        Stretch(survey=slot.result.survey, left=left, right=right)
        for slot, left, right in zip(begins.values(), starts, ends, strict=True)
    )


def runs_of(slots: tuple[Slot, ...]) -> Iterator[tuple[Slot, ...]]:
    """Yield what a line may join: one questionnaire, adjoining periods, nothing hidden between them."""
    surveys = dict.fromkeys(slot.result.survey.id for slot in slots)
    for survey in surveys:
        run: list[Slot] = []
        for slot in (slot for slot in slots if slot.result.survey.id == survey):
            if run and not _joined(run[-1].result, slot.result):
                yield tuple(run)
                run = []
            if slot.result.index is not None:
                run.append(slot)
        if run:
            yield tuple(run)


def spans_of(slots: tuple[Slot, ...], name: Callable[[Result], Span]) -> dict[Span, float]:
    """Return the middle of each span of slots with the same name, such as a year."""
    lefts: dict[Span, float] = {}
    rights: dict[Span, float] = {}
    for slot in slots:
        span = name(slot.result)
        lefts.setdefault(span, slot.left)
        rights[span] = slot.right
    return {span: (left + rights[span]) / 2 for span, left in lefts.items()}


def far_enough(places: list[float], gap: float) -> bool:
    """Tell whether labels at `places` have room beside each other."""
    return all(right - left >= gap for left, right in pairwise(places))


def _joined(earlier: Result, later: Result) -> bool:
    return later.index is not None and earlier.period.end + timedelta(days=1) == later.period.start
