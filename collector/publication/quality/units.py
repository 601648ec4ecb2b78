"""Every unit and period of which numbers are shown, with its answers: agencies, their parts, their months."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from collector.periods import MONTH, Period, period_of
from collector.publication.edition import Edition
from collector.publication.quality.columns import Columns
from collector.publication.signals.batch import Counts

NOWHERE = -1


class Unit(NamedTuple):
    """An agency (`service` is None) or a published part of it, in one period, over all its questionnaires."""

    agency: str
    service: str | None
    period: Period


class Members(NamedTuple):
    """A unit and period, and the positions of its answers."""

    unit: Unit
    rows: Counts


def members_of(columns: Columns, edition: Edition) -> Iterator[Members]:
    """Yield every unit and period that is shown, in no order."""
    for level in _levels(columns, edition):
        units = sorted({unit for unit in level if unit is not None}, key=str)
        numbers = {unit: number for number, unit in enumerate(units)}
        which = np.array([NOWHERE if unit is None else numbers[unit] for unit in level], dtype=np.int64)
        if len(which):
            yield from (
                Members(units[number], rows) for number, rows in grouped(which[columns.place]) if number != NOWHERE
            )


def _levels(columns: Columns, edition: Edition) -> list[list[Unit | None]]:
    """Return for each raw cell the agency, the part and the month in which it is shown."""
    levels: list[list[Unit | None]] = [[], [], []]
    parts = {
        (group, member): part.label
        for group, protected in edition.groups.items()
        for part in protected.parts
        for member in part.members
    }
    for group, cell in columns.places:
        label = parts.get((group, cell.service))
        is_shown = label is not None
        by_month = is_shown and cell.month in edition.groups[group].months
        levels[0].append(Unit(group.agency, None, group.period) if is_shown else None)
        levels[1].append(Unit(group.agency, label, group.period) if is_shown else None)
        levels[2].append(Unit(group.agency, None, period_of(cell.month, MONTH)) if by_month else None)
    return levels


def grouped(which: Counts) -> Iterator[tuple[int, Counts]]:
    """Yield each number with the positions that have it."""
    if not len(which):
        return
    order = np.argsort(which, kind="stable")
    numbers, starts = np.unique(which[order], return_index=True)
    yield from zip(numbers.tolist(), np.split(order, starts[1:]), strict=True)
