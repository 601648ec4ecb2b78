"""Group what is counted by what the open file distinguishes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from collector.periods import Period, period_of
from collector.publication.refresh import RawCell
from collector.publication.small_cells import Channel, RawKey
from collector.publication.tally import Shape, Tally
from collector.storage.count_cube import CubeCell, CubeKey
from collector.storage.reading import StoredResponse


class UnitPeriod(NamedTuple):
    """One unit, survey and official period."""

    agency: str
    survey: str
    period: Period


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
    withdrawn
        Answers whose scores are still kept although they were taken back, by their place in the order of storing.
    """

    cells: dict[UnitPeriod, dict[RawKey, RawCell]]
    withdrawn: tuple[tuple[Place, int], ...]


def place_of(response: StoredResponse, period_kind: str) -> Place:
    """Return the unit, survey and official period of an answer, and its raw cell inside them."""
    day = response.visited_on
    return Place(
        UnitPeriod(response.agency, response.survey, period_of(day, period_kind)),
        RawKey(response.service, day.replace(day=1), Channel(response.mode, response.response_class)),
    )


def gather(
    cube: Iterable[tuple[CubeKey, CubeCell]],
    withdrawn: Iterable[StoredResponse],
    shapes: Mapping[str, Shape],
    period_kind: str,
) -> Gathered:
    """Group the counts; a withdrawn answer that never went out is taken out of them."""
    groups: dict[UnitPeriod, dict[RawKey, RawCell]] = defaultdict(dict)
    for key, counted in cube:
        month, shape = date.fromisoformat(key.month), shapes[key.survey]
        group = UnitPeriod(key.agency, key.survey, period_of(month, period_kind))
        groups[group][RawKey(key.service or None, month, Channel(key.mode, key.response_class))] = RawCell(
            Tally.of(shape, counted.kept), Tally.of(shape, counted.added), Tally(shape), counted.until
        )
    leaving: list[tuple[Place, int]] = []
    for response in withdrawn:
        place = place_of(response, period_kind)
        cell = groups.get(place.group, {}).get(place.cell)
        if cell is not None:
            leaving.append((place, response.sequence))
            _take_back(cell, response)
    return Gathered(cells=dict(sorted(groups.items())), withdrawn=tuple(leaving))


def key_of(place: Place) -> CubeKey:
    """Return the cell of the cube that holds a raw cell."""
    group, (service, month, channel) = place
    return CubeKey(group.agency, group.survey, service or "", month.isoformat(), *channel)


def _take_back(cell: RawCell, response: StoredResponse) -> None:
    one = Tally(cell.kept.shape)
    one.add([response.answers.get(question) for question in one.shape.questions])  # type: ignore[misc]
    if response.sequence <= cell.until:
        cell.removed = cell.removed + one
    else:
        cell.added = cell.added - one
