"""What a release tells of the signals of each unit and period, and which answers are flagged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from collector.periods import MONTH, period_of
from collector.publication import refresh, small_cells
from collector.publication.edition import Edition
from collector.publication.quality.columns import Columns
from collector.publication.quality.surroundings import Surroundings
from collector.publication.quality.units import Members, Unit, members_of
from collector.publication.signals.batch import Answers, Counts
from collector.publication.signals.registry import Signal, signals
from collector.publication.signals.thresholds import load_thresholds
from collector.publication.small_cells import K

Key = tuple[str, str, str, bool]
"""Agency, official period, signal, and whether months add up to it or parts."""


class Range(NamedTuple):
    """What an outsider knows of a number of answers."""

    least: int
    most: int


FEW = Range(1, K - 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """One signal of one unit and period.

    Attributes
    ----------
    n
        Answers of the unit and period.
    rows
        Positions of the flagged answers, not for publication; None where none in particular is flagged.
    rule
        Why the value or the number flagged is hidden; None where neither is.
    """

    unit: Unit
    name: str
    n: int
    signal: Signal
    rows: Counts | None
    rule: str | None

    @property
    def flagged(self) -> Range:
        """The number of flagged answers as an outsider knows it."""
        flagged = self.signal.flagged
        if flagged is None:
            return FEW
        return Range(flagged, min(flagged + K - 1, self.n) if flagged else 0)

    def hidden(self) -> "Told":
        """Return it with nothing told, since it would give away another number (PUB04)."""
        signal = replace(self.signal, value=None, flagged=None, answers=None)
        return replace(self, signal=signal, rows=None, rule=refresh.RULE)


def told_signals(columns: Columns, edition: Edition) -> tuple[Told, ...]:
    """Return the signals of every unit and period with enough answers, in the order of their units."""
    thresholds = load_thresholds()
    large = [one for one in members_of(columns, edition) if len(one.rows) >= thresholds.told.answers]
    members = tuple(sorted(large, key=_place))
    around = Surroundings(edition=edition, columns=columns, members=members, thresholds=thresholds)
    found = [
        _told(unit, name, rows, signal)
        for unit, rows in members
        for batch in [around.batch(unit, _chosen(columns.answers, rows))]
        for name, compute in signals().items()
        if (signal := compute(batch, thresholds)) is not None
    ]
    giving_away = set(_giving_away(found, edition.region.period_kind))
    return tuple(one.hidden() if (one.unit, one.name) in giving_away else one for one in found)


def is_pinned(whole: Range, parts: Iterable[Range], rest: int) -> bool:
    """Tell whether a total fixes the number of a part of which only "1–9" is told.

    Parameters
    ----------
    parts
        What is told of the parts of which signals are told.
    rest
        How many answers all other parts have.
    """
    ranges = [*parts, Range(0, rest)]
    least, most = sum(one.least for one in ranges), sum(one.most for one in ranges)
    return any(
        max(one.least, whole.least - (most - one.most)) == min(one.most, whole.most - (least - one.least))
        for one in ranges
        if one == FEW
    )


def _giving_away(found: Iterable[Told], kind: str) -> Iterator[tuple[Unit, str]]:
    """Yield the signals of agencies whose number would give away that of a part or of a month."""
    wholes: dict[Key, Told] = {}
    parts: Mapping[Key, list[Told]] = defaultdict(list)
    for one in found:
        unit, is_month = one.unit, one.unit.period.kind == MONTH
        key = (unit.agency, period_of(unit.period.start, kind).id, one.name, is_month)
        if one.rows is None:
            continue
        if unit.service is None and not is_month:
            wholes |= {(*key[:3], both): one for both in (False, True)}
        else:
            parts[key].append(one)
    for key, whole in wholes.items():
        rest = whole.n - sum(one.n for one in parts[key])
        if is_pinned(whole.flagged, [one.flagged for one in parts[key]], rest):
            yield whole.unit, whole.name


def _told(unit: Unit, name: str, rows: Counts, signal: Signal) -> Told:
    is_hidden = signal.value is None or signal.flagged is None
    return Told(
        unit=unit,
        name=name,
        n=len(rows),
        signal=signal,
        rows=None if signal.answers is None else rows[signal.answers],
        rule=small_cells.RULE if is_hidden else None,
    )


def _chosen(answers: Answers, rows: Counts) -> Answers:
    return Answers(
        day=answers.day[rows], minute=answers.minute[rows], pace=answers.pace[rows],
        straight=answers.straight[rows], by_staff=answers.by_staff[rows],
    )  # fmt: skip


def _place(one: Members) -> tuple[str, str, str, str]:
    period = one.unit.period
    return one.unit.agency, one.unit.service or "", period.start.isoformat(), period.end.isoformat()


def raised_rows(told: Iterable[Told]) -> Counts:
    """Return the positions of all answers that a raised signal flags, each once."""
    rows = [one.rows for one in told if one.signal.is_raised and one.rows is not None]
    return np.unique(np.concatenate(rows)) if rows else np.array([], dtype=np.int64)
