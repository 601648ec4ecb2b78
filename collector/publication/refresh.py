"""PUB04: between two releases no published number moves by 1 to K - 1: no difference tells of fewer than K people.

Answers that would move a published number by so little wait, cell by cell, until enough others have come; one that
was taken back leaves in the same way. What may go out is found by trying: everything first, then without the cells
whose change was too small, until nothing moves by too little. A unit of which nothing was shown has nothing to
compare.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from collector.publication.small_cells import K, Protected, RawKey, protect
from collector.publication.tally import Shape, Tally, total

RULE = "PUB04"
Cells = list[frozenset[RawKey]]
"""A partition of the raw cells, each set counted as one published number."""


@dataclass(slots=True)
class RawCell:
    """Answers of one raw cell: those in the last release, those that came since, and those taken back since.

    Attributes
    ----------
    until
        The newest answer of the last release, as its place in the order of storing.
    """

    kept: Tally
    added: Tally
    removed: Tally
    until: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to refresh."""
        return bool(self.added.n or self.removed.n)

    @property
    def renewed(self) -> Tally:
        """The cell after a refresh."""
        return self.kept + self.added - self.removed


def refreshed(cells: Mapping[RawKey, RawCell], shape: Shape) -> frozenset[RawKey]:
    """Return the raw cells of one unit, survey and period whose new answers may go out now."""
    before = protect({key: cell.kept for key, cell in cells.items() if cell.kept.n}, shape)
    chosen = frozenset(key for key, cell in cells.items() if cell.is_changed)
    while chosen and before.parts:
        waiting = _moved_too_little(cells, chosen, before, shape)
        if not waiting:
            break
        chosen = chosen - waiting if chosen & waiting else frozenset()
    return chosen


def released(cells: Mapping[RawKey, RawCell], chosen: frozenset[RawKey]) -> dict[RawKey, Tally]:
    """Return the tallies of a release that refreshes the `chosen` cells; empty cells are left out."""
    tallies = {key: cell.renewed if key in chosen else cell.kept for key, cell in cells.items()}
    return {key: tally for key, tally in tallies.items() if tally.n}


def _moved_too_little(
    cells: Mapping[RawKey, RawCell], chosen: frozenset[RawKey], before: Protected, shape: Shape
) -> frozenset[RawKey]:
    """Return the raw cells of every number that would move by 1 to K - 1 if the `chosen` cells were refreshed."""
    after = protect(released(cells, chosen), shape)
    if not after.parts:
        return frozenset(cells)  # a unit that vanishes has moved, too
    found: set[RawKey] = set()
    for partition in (_by_part, _by_month):
        for same in _comparable(partition(before, cells), partition(after, cells)):
            moved = same & chosen
            if _is_too_little(total((cells[key].added for key in moved), shape),
                              total((cells[key].removed for key in moved), shape)):  # fmt: skip
                found |= same
    return frozenset(found)


def _is_too_little(added: Tally, removed: Tally) -> bool:
    """Tell whether a number moves by too little: respondents, or those who answered some question.

    Equal numbers of new and withdrawn answers are too little as well: the values tell what was exchanged.
    """
    questions = added.shape.questions
    pairs = [(added.n, removed.n), *((added.answered(key), removed.answered(key)) for key in questions)]
    return any((come or gone) and abs(come - gone) < K for come, gone in pairs)


def _by_part(protected: Protected, keys: Mapping[RawKey, RawCell]) -> Cells:
    """Split the raw cells by published part and channel; what had no answers is a number, too: zero."""
    part_of = {member: part for part in protected.parts for member in part.members}
    cells: dict[object, set[RawKey]] = {}
    for key in keys:
        part = part_of.get(key.service)
        label = part.labels.get(key.channel, key.channel) if part else key.channel
        cells.setdefault((part.label if part else key.service, label), set()).add(key)
    return [frozenset(cell) for cell in cells.values()]


def _by_month(protected: Protected, keys: Mapping[RawKey, RawCell]) -> Cells:
    """Split the raw cells by month shown, and all that is not shown."""
    cells: dict[object, set[RawKey]] = {}
    for key in keys:
        cells.setdefault(key.month if key.month in protected.months else None, set()).add(key)
    return [frozenset(cell) for cell in cells.values()]


def _comparable(before: Cells, after: Cells) -> Iterator[frozenset[RawKey]]:
    """Yield the smallest sets that are a sum of published numbers in both releases."""
    left = [*before, *after]
    while left:
        same = set(left.pop())
        while touching := [cell for cell in left if cell & same]:
            same = same.union(*touching)
            left = [cell for cell in left if not cell & same]
        yield frozenset(same)
