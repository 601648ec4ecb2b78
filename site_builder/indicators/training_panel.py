"""The months of units that were trained at different dates, or not yet: what the training estimates read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Selection(StrEnum):
    """How it was decided when a unit is trained; of an untrained unit only ``lot`` says something."""

    LOT = "lot"
    VOLUNTEERED = "volunteered"
    LOW_SCORE = "low_score"
    ORDERED = "ordered"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMonths:
    """One unit by month. Months are positions in `values`, the same for all units of a panel.

    All values belong to one questionnaire: nothing is computed across a change of definition (SKM03).

    Attributes
    ----------
    values
        The index of each month in points; None where it is hidden or missing.
    trained
        The first month that counts as after the training; None while untrained.
    nominated
        The month the unit was chosen in; None if not recorded.
    changes
        Months from which on something else is different: a queue system, a move.
    """

    unit: str
    values: tuple[float | None, ...]
    trained: int | None = None
    nominated: int | None = None
    selection: Selection | None = None
    changes: tuple[int, ...] = ()

    @property
    def baseline_end(self) -> int:
        """The first month that no longer tells what the unit was like without training.

        From the nomination on people may prepare (anticipation). Where a low score led to it, the month before
        is left out as well: such a month is chosen for being bad, and the next is better by itself.
        """
        if self.trained is None:
            return len(self.values)
        chosen = self.trained if self.nominated is None else min(self.nominated, self.trained)
        return chosen - (self.selection is Selection.LOW_SCORE)

    @property
    def stretch(self) -> range:
        """The months without another change: those around the training, or the longest of an untrained unit."""
        edges = sorted({0, *self.changes, len(self.values)})
        stretches = [range(start, stop) for start, stop in pairwise(edges)]
        if self.trained is None:
            return max(stretches, key=len, default=range(0))
        return next((one for one in stretches if self.trained in one), range(0))

    @property
    def baseline(self) -> list[int]:
        """The shown months that tell what the unit is like without training."""
        end = self.baseline_end
        return [month for month in self._shown() if month < end]

    @property
    def after(self) -> list[int]:
        """The shown months from the training on."""
        return [] if self.trained is None else [month for month in self._shown() if month >= self.trained]

    def at(self, months: Sequence[int]) -> list[float]:
        """Return the values of shown months."""
        return [value for month in months if (value := self.values[month]) is not None]

    def _shown(self) -> list[int]:
        return [month for month in self.stretch if self.values[month] is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Units × months as arrays: the values (0 where unknown) and which cells are without and after training."""

    values: Floats
    untreated: Mask
    treated: Mask

    def without(self, unit: int) -> "Grid":
        """Return the grid without one row."""
        return Grid(
            values=np.delete(self.values, unit, 0),
            untreated=np.delete(self.untreated, unit, 0),
            treated=np.delete(self.treated, unit, 0),
        )


def grid_of(units: Sequence[UnitMonths]) -> Grid:
    """Return the cells of `units`; those between nomination and training are neither untreated nor treated."""
    return Grid(
        values=np.array([[0.0 if one is None else one for one in unit.values] for unit in units], dtype=float),
        untreated=cells([unit.baseline for unit in units], len(units[0].values)),
        treated=cells([unit.after for unit in units], len(units[0].values)),
    )


def cells(months_by_unit: Sequence[Sequence[int]], months: int) -> Mask:
    """Return the mask in which the months named for each unit are true."""
    mask = np.zeros((len(months_by_unit), months), dtype=bool)
    for row, named in enumerate(months_by_unit):
        mask[row, list(named)] = True
    return mask
