"""The answers of a release, read once and packed: about fifty bytes each, however many there are."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from collector.publication.grouping import Place, UnitPeriod
from collector.publication.small_cells import RawKey
from collector.publication.tally import Shape, Tally
from collector.storage.reading import StoredResponse


@dataclass(slots=True)
class PackedCell:
    """The answers of one raw cell, side by side.

    Attributes
    ----------
    ids
        The stored ids, each on a line of its own.
    scores
        One byte a question: the place of the value on the scale, from 1; 0 where it was not answered.
    clusters
        A number for counter and day, the same where both are the same.
    knows_days
        False where a withdrawn answer waits to leave: its counter and day are deleted already.
    """

    shape: Shape
    ids: bytearray = field(default_factory=bytearray)
    scores: bytearray = field(default_factory=bytearray)
    clusters: "array[int]" = field(default_factory=lambda: array("I"))
    knows_days: bool = True

    def add(self, response: StoredResponse, cluster: int) -> None:
        """Pack one more answer."""
        below = self.shape.minimum - 1
        answers = response.answers
        self.ids += response.id.encode() + b"\n"
        self.scores += bytes(
            [0 if (value := answers.get(key)) is None else value - below for key in self.shape.questions]  # type: ignore[operator]
        )
        self.clusters.append(cluster)
        self.knows_days = self.knows_days and not response.withdrawn

    def __len__(self) -> int:
        return len(self.clusters)

    @property
    def tally(self) -> Tally:
        """What the answers give when they are counted."""
        width = len(self.shape.questions)
        columns = (self.scores[place::width] for place in range(width))
        counts = [column.count(score) for column in columns for score in range(1, self.shape.width + 1)]
        return Tally(self.shape, len(self), counts)

    def scores_without(self, questions: Collection[str]) -> bytearray:
        """Return a copy of the scores in which nobody answered `questions`."""
        copy = bytearray(self.scores)
        for place, key in enumerate(self.shape.questions):
            if key in questions:
                copy[place :: len(self.shape.questions)] = bytes(len(self))
        return copy


Packed = Mapping[UnitPeriod, Mapping[RawKey, PackedCell]]


class Extent(NamedTuple):
    """Which answers of a raw cell a release contains: up to a place in the order of storing."""

    until: int
    with_withdrawn: bool


def pack(
    responses: Iterable[StoredResponse],
    shapes: Mapping[str, Shape],
    extent: Callable[[StoredResponse], tuple[Place, Extent]],
) -> Packed:
    """Pack the answers that a release contains; `extent` is asked once for the same day, service and channel."""
    packed: dict[UnitPeriod, dict[RawKey, PackedCell]] = defaultdict(dict)
    known: dict[object, tuple[PackedCell, Extent]] = {}
    clusters: dict[object, int] = {}
    for one in responses:
        shape = shapes.get(one.survey)
        if shape is None:
            continue
        same = (one.survey, one.agency, one.service, one.visited_on, one.mode, one.response_class)
        if same not in known:
            place, reach = extent(one)
            known[same] = packed[place.group].setdefault(place.cell, PackedCell(shape)), reach
        cell, reach = known[same]
        if one.sequence <= reach.until and (reach.with_withdrawn or not one.withdrawn):
            cell.add(one, clusters.setdefault((one.counter, one.visited_on), len(clusters)))
    filled = {group: {key: cell for key, cell in cells.items() if len(cell)} for group, cells in packed.items()}
    return {group: cells for group, cells in filled.items() if cells}
