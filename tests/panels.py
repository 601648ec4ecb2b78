"""Simulated months of units, trained at different dates, with and without an effect."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from site_builder.indicators.training_panel import Floats, Selection, UnitMonths

MONTHS = 24
FIRST = 8


def levels(chance: Generator, units: int, *, spread: float = 2.0, memory: float = 0.0) -> Floats:
    """Return months without any training: unit and month effects, and errors that remember the month before."""
    errors = chance.normal(0, 1, (units, MONTHS))
    for month in range(1, MONTHS):
        errors[:, month] = memory * errors[:, month - 1] + np.sqrt(1 - memory**2) * errors[:, month]
    return 80 + chance.normal(0, 4, units)[:, None] + chance.normal(0, 1, MONTHS) + spread * errors


def rolled_out(
    values: Floats, dates: Sequence[int | None], effect: float, selection: Selection | None, gap: int = 0
) -> list[UnitMonths]:
    """Return units trained at `dates` (None: not yet), nominated `gap` months before, better by `effect` since."""
    units = []
    for place, (row, date) in enumerate(zip(values, dates, strict=True)):
        raised = row + effect * (np.arange(MONTHS) >= (MONTHS if date is None else date))
        units.append(
            UnitMonths(
                unit=f"unit {place}",
                values=tuple(raised.tolist()),
                trained=date,
                nominated=None if date is None else date - gap,
                selection=selection,
            )
        )
    return units


def fair_roll_out(
    chance: Generator, *, units: int = 12, trained: int = 8, effect: float = 3.0, memory: float = 0.0
) -> list[UnitMonths]:
    """Return a roll-out whose order was drawn by lot, one unit a month."""
    dates: list[int | None] = [*range(FIRST, FIRST + trained), *[None] * (units - trained)]
    drawn = [dates[place] for place in chance.permutation(units)]
    return rolled_out(levels(chance, units, memory=memory), drawn, effect, Selection.LOT)


def after_bad_months(
    chance: Generator, *, units: int = 12, trained: int = 6, recorded: Selection = Selection.LOW_SCORE
) -> list[UnitMonths]:
    """Return units without any effect; month by month the one with the worst last month is trained next."""
    values = levels(chance, units)
    usual = values[:, :FIRST].mean(1)
    dates: list[int | None] = [None] * units
    for month in range(FIRST, FIRST + trained):
        waiting = [place for place in range(units) if dates[place] is None]
        dates[min(waiting, key=lambda place: values[place, month - 1] - usual[place])] = month
    return rolled_out(values, dates, 0.0, recorded)
