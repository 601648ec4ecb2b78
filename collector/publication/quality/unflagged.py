"""PUB09: the counts without the flagged answers, where both they and the others are at least K.

They are published only where nothing smaller can be worked out from them: the flagged answers of each part and of
each month, and what all that is not shown has together, are none or K at least, and the same holds for the others
and for every question. Flagged answers of parts for which this fails stay in. Of periods that run nothing is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np

from collector.periods import MONTH, period_of
from collector.publication.edition import Edition
from collector.publication.grouping import UnitPeriod
from collector.publication.quality.columns import Columns, Scores
from collector.publication.quality.units import grouped
from collector.publication.signals.batch import Counts
from collector.publication.small_cells import K, Protected, RawKey, is_safe
from collector.publication.tally import Shape, Tally, total

Number = tuple[str | None, str]
"""A part of a unit (None is the unit as a whole) and a period, or `REST` for the months that are not told."""
REST = "rest"
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Split:
    """The answers of one cell, flagged and others."""

    flagged: Tally
    others: Tally

    def __add__(self, more: "Split") -> "Split":
        return Split(self.flagged + more.flagged, self.others + more.others)

    @property
    def is_safe(self) -> bool:
        """Whether either has none or K respondents, and so every question."""
        return is_safe(self.flagged) and is_safe(self.others)

    @property
    def is_shown(self) -> bool:
        """Whether the index of the others may be told (PUB09)."""
        return self.is_safe and min(self.flagged.n, self.others.n) >= K

    def kept(self) -> "Split":
        """Return the cell with its flagged answers left in."""
        return Split(Tally(self.flagged.shape), self.flagged + self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unflagged:
    """One unit, survey and official period without its flagged answers.

    Attributes
    ----------
    shown
        By part and period what is published.
    numbers
        By part and period everything an outsider may work out from it, not for publication.
    cells
        The raw cells, all channels together, as they are counted in `numbers`; not for publication.
    """

    group: UnitPeriod
    cells: tuple[tuple[RawKey, Split], ...]
    shown: Mapping[Number, Split]
    numbers: Mapping[Number, Split]


def unflagged_of(columns: Columns, flagged: Counts, edition: Edition) -> Iterator[Unflagged]:
    """Yield every unit, survey and period that has ended of which something is shown, in order."""
    is_flagged = np.zeros(len(columns.place), dtype=bool)
    is_flagged[flagged] = True
    rows = dict(grouped(columns.place))
    cells: dict[UnitPeriod, list[tuple[RawKey, Split]]] = defaultdict(list)
    touched = {columns.places[number].group for number in np.unique(columns.place[flagged]).tolist()}
    for number, (group, cell) in enumerate(columns.places):
        if group in touched and group.period.end < edition.today and number in rows:
            own, shape = rows[number], edition.shapes[group.survey]
            marks, scores = is_flagged[own], columns.scores[own]
            cells[group].append((cell, Split(_tally(scores[marks], shape), _tally(scores[~marks], shape))))
    for group, own_cells in sorted(cells.items()):
        found = without_flagged(group, own_cells, edition.groups[group], edition.shapes[group.survey])
        if found.shown:
            yield found


def without_flagged(
    group: UnitPeriod, raw: Iterable[tuple[RawKey, Split]], protected: Protected, shape: Shape
) -> Unflagged:
    """Choose which flagged answers of one unit, survey and period leave, and which cells are then shown."""
    labels = {member: part.label for part in protected.parts for member in part.members}
    cells = [(labels[key.service], key, split) for key, split in raw]
    parts = _summed((label, split) for label, _, split in cells)
    unsafe = {label for label, split in parts.items() if not split.is_safe}
    if not _total((parts[label] for label in unsafe), shape).is_safe:
        cells = [(label, key, split.kept() if label in unsafe else split) for label, key, split in cells]
        parts = _summed((label, split) for label, _, split in cells)
    months = _months(_summed((key.month, split) for _, key, split in cells), protected.months, shape)
    numbers: dict[Number, Split] = {(None, group.period.id): _total(parts.values(), shape), **months}
    numbers |= {(label, group.period.id): split for label, split in parts.items()}
    shown = {number: split for number, split in numbers.items() if split.is_shown and number[1] != REST}
    counted = tuple((key, split) for _, key, split in cells)
    return Unflagged(group=group, cells=counted, shown=shown, numbers=numbers)


def _months(months: Mapping[date, Split], shown: Iterable[date], shape: Shape) -> dict[Number, Split]:
    """Return the months that may be told, and all others together."""
    told = {month: months[month] for month in shown if month in months and months[month].is_safe}
    while True:
        rest = _total((split for month, split in months.items() if month not in told), shape)
        if rest.is_safe or not told:
            break
        del told[min(told, key=lambda month: (told[month].flagged.n, month))]
    named: dict[Number, Split] = {(None, period_of(month, MONTH).id): split for month, split in told.items()}
    return {**named, (None, REST): rest}


def _tally(scores: Scores, shape: Shape) -> Tally:
    """Count the scores of answers."""
    values = range(shape.minimum, shape.minimum + shape.width)
    counts = [
        int(np.count_nonzero(scores[:, at] == value)) for at in range(len(shape.questions)) for value in values
    ]
    return Tally(shape, len(scores), counts)


def _summed(pairs: Iterable[tuple[Key, Split]]) -> dict[Key, Split]:
    sums: dict[Key, Split] = {}
    for key, split in pairs:
        sums[key] = sums[key] + split if key in sums else split
    return sums


def _total(splits: Iterable[Split], shape: Shape) -> Split:
    listed = list(splits)
    return Split(total((one.flagged for one in listed), shape), total((one.others for one in listed), shape))
