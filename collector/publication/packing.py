"""The answers of a release, read once and packed: about fifty bytes each, however many there are."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from collector.publication.grouping import Place, UnitPeriod
from collector.publication.small_cells import RawKey
from collector.publication.tally import Shape
from collector.storage.reading import StoredResponse

ID_BYTES = 32


@dataclass(slots=True)
class PackedCell:
    """The answers of one raw cell, side by side.

    Attributes
    ----------
    ids
        The stored ids, 32 bytes each.
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
        self.ids += response.id.encode()
        self.scores += bytes(
            [0 if (value := answers.get(key)) is None else value - below for key in self.shape.questions]  # type: ignore[operator]
        )
        self.clusters.append(cluster)
        self.knows_days = self.knows_days and not response.withdrawn

    def answers(self) -> Iterator[tuple[bytes, tuple[int | None, ...]]]:
        """Yield id and scored answers, one respondent after the other."""
        below, width = self.shape.minimum - 1, len(self.shape.questions)
        values = (None, *range(below + 1, below + 1 + self.shape.width))
        for place in range(len(self.clusters)):
            scores = self.scores[place * width : (place + 1) * width]
            yield (
                bytes(self.ids[place * ID_BYTES : (place + 1) * ID_BYTES]),
                tuple([values[score] for score in scores]),
            )


Packed = Mapping[UnitPeriod, Mapping[RawKey, PackedCell]]


def pack(
    responses: Iterable[StoredResponse],
    shapes: Mapping[str, Shape],
    place_of: Callable[[StoredResponse], Place],
    contains: Callable[[StoredResponse], bool],
) -> Packed:
    """Pack the answers that a release contains."""
    packed: dict[UnitPeriod, dict[RawKey, PackedCell]] = defaultdict(dict)
    clusters: dict[object, int] = {}
    for response in responses:
        if response.survey not in shapes or not contains(response):
            continue
        place = place_of(response)
        cells = packed[place.group]
        if place.cell not in cells:
            cells[place.cell] = PackedCell(shapes[response.survey])
        cluster = clusters.setdefault((response.counter, response.visited_on), len(clusters))
        cells[place.cell].add(response, cluster)
    return packed
