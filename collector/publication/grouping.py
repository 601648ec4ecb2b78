"""Group stored answers by what the open file distinguishes, and by whether the last release had them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from collector.periods import Period, period_of
from collector.publication.refresh import RawCell
from collector.publication.small_cells import Channel, RawKey
from collector.publication.tally import Shape
from collector.storage.reading import StoredResponse


class UnitPeriod(NamedTuple):
    """One unit, survey and official period."""

    agency: str
    survey: str
    period: Period


Marks = Mapping[UnitPeriod, Mapping[RawKey, int]]
"""The newest answer of each raw cell that the last release had, as its place in the order of storing."""


class Place(NamedTuple):
    """Where an answer is counted."""

    group: UnitPeriod
    cell: RawKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All answers, counted; not for publication.

    Attributes
    ----------
    cells
        The raw cells of every unit, survey and period.
    newest
        The newest answer of each raw cell, as its place in the order of storing.
    withdrawn
        Answers whose scores are still kept although they were taken back.
    """

    cells: dict[UnitPeriod, dict[RawKey, RawCell]]
    newest: dict[Place, int]
    withdrawn: tuple[tuple[Place, int], ...]


def place_of(response: StoredResponse, period_kind: str) -> Place:
    """Return the unit, survey and official period of an answer, and its raw cell inside them."""
    day = response.visited_on
    return Place(
        UnitPeriod(response.agency, response.survey, period_of(day, period_kind)),
        RawKey(response.service, day.replace(day=1), Channel(response.mode, response.response_class)),
    )


def gather(
    responses: Iterable[StoredResponse], shapes: Mapping[str, Shape], period_kind: str, marks: Marks
) -> Gathered:
    """Count all answers in one pass; surveys without a shape (trainings, PUB01) are left out.

    A withdrawn answer that never went out is counted nowhere.
    """
    groups: dict[UnitPeriod, dict[RawKey, RawCell]] = defaultdict(dict)
    newest: dict[Place, int] = {}
    withdrawn: list[tuple[Place, int]] = []
    for response in responses:
        shape = shapes.get(response.survey)
        if shape is None:
            continue
        place = place_of(response, period_kind)
        was_released = response.sequence <= marks.get(place.group, {}).get(place.cell, 0)
        if response.withdrawn:
            withdrawn.append((place, response.sequence))
            if not was_released:
                continue
        cells = groups[place.group]
        if place.cell not in cells:
            cells[place.cell] = RawCell.empty(shape)
        newest[place] = response.sequence
        answers = response.answers
        scores = [answers.get(question) for question in shape.questions]
        cell = cells[place.cell]
        (cell.kept if was_released else cell.added).add(scores)  # type: ignore[arg-type]
        if response.withdrawn:
            cell.removed.add(scores)  # type: ignore[arg-type]
    return Gathered(cells=dict(sorted(groups.items())), newest=newest, withdrawn=tuple(withdrawn))
