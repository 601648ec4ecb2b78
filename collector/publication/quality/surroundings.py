"""What the answers of a unit are held against: opening hours, visitors, other units."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

import numpy as np

from collector.periods import period_of
from collector.publication.edition import Edition
from collector.publication.quality.columns import Columns
from collector.publication.quality.units import Members, Unit
from collector.publication.signals.batch import HOURS, Answers, Batch
from collector.publication.signals.peers import Peers, Share, peers_of
from collector.publication.signals.thresholds import Thresholds
from collector.publication.tables import denominator
from collector.registers.files.hours import DAYS, Hours
from collector.storage.registers import read_records
from collector.storage.traces import read_honeypots

Opening = Mapping[int, tuple[tuple[time, time], ...]]
Level = tuple[bool, str]
"""Whether parts or whole agencies are compared, and in which period."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Everything a batch needs besides its answers; `members` are all units that are told, large enough each."""

    edition: Edition
    columns: Columns
    members: tuple[Members, ...]
    thresholds: Thresholds

    def batch(self, unit: Unit, answers: Answers) -> Batch:
        """Return what the signals look at for one unit and period."""
        level = _level(unit)
        return Batch(
            start=unit.period.start,
            end=unit.period.end,
            answers=answers,
            opening=self._opening.get(unit.agency, self._opening.get(None)),
            visitors=self._served.get((unit.agency, unit.service, unit.period.id)),
            others_by_hour=self._others[unit.agency],
            straight_peers=self._straight.get(level),
            staff_peers=self._staff.get(level),
            honeypots=self._honeypots.get(unit),
        )

    @cached_property
    def _opening(self) -> dict[str | None, Opening]:
        weekday = {name: number for number, name in enumerate(DAYS)}
        spans: dict[str | None, dict[int, list[tuple[time, time]]]] = defaultdict(lambda: defaultdict(list))
        for span, _ in read_records(self.edition.store, Hours):
            both = time.fromisoformat(span.opens), time.fromisoformat(span.closes)
            spans[span.agency][weekday[span.day]].append(both)
        return {agency: {day: tuple(own) for day, own in days.items()} for agency, days in spans.items()}

    @cached_property
    def _served(self) -> dict[tuple[str, str | None, str], int]:
        """People served, where the release says so."""
        names = [column.name for column in denominator.TABLE.columns]
        rows = (dict(zip(names, row, strict=True)) for row in denominator.rows(self.edition))
        return {
            (str(row["agency"]), str(row["service"]) if row["service"] else None, str(row["period"])): served
            for row in rows
            if isinstance(served := row["served"], int)
        }

    @cached_property
    def _others(self) -> dict[str, tuple[int, ...]]:
        """Count by hour of the day what all other agencies got."""
        agencies = sorted({group.agency for group, _ in self.columns.places})
        numbers = {agency: number for number, agency in enumerate(agencies)}
        which = np.array([numbers[group.agency] for group, _ in self.columns.places], dtype=np.int64)
        answers, timed = self.columns.answers, self.columns.answers.timed
        hour = (answers.minute[timed] // 60).astype(np.int64)
        cells = which[self.columns.place][timed] * HOURS + hour
        counts = np.bincount(cells, minlength=len(agencies) * HOURS).reshape(len(agencies), HOURS)
        others = counts.sum(axis=0) - counts
        return {agency: tuple(others[number].tolist()) for agency, number in numbers.items()}

    @cached_property
    def _straight(self) -> dict[Level, Peers | None]:
        marks = self.columns.answers.straight
        return _peers(self.members, marks, self.thresholds.straight.units)

    @cached_property
    def _staff(self) -> dict[Level, Peers | None]:
        marks = self.columns.answers.by_staff
        return _peers(self.members, marks, self.thresholds.staff.units)

    @cached_property
    def _honeypots(self) -> dict[Unit, int]:
        """Count uses in periods that have ended: until then a slip may still be used."""
        edition = self.edition
        found: dict[Unit, int] = defaultdict(int)
        for agency, service, day, spent in read_honeypots(edition.store):
            period = period_of(date.fromisoformat(day), edition.region.period_kind)
            if period.end < edition.today:
                for part in {None, service}:
                    found[Unit(agency, part, period)] += spent
        return found


def _level(unit: Unit) -> Level:
    return unit.service is not None, unit.period.id


def _peers(members: Iterable[Members], marks: np.ndarray, fewest: int) -> dict[Level, Peers | None]:
    shares: dict[Level, list[Share]] = defaultdict(list)
    for unit, rows in members:
        shares[_level(unit)].append(Share(int(np.count_nonzero(marks[rows])), len(rows)))
    return {level: peers_of(found, fewest) for level, found in shares.items()}
