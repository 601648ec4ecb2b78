"""How the answers of units came in: signals, the index without flagged answers, and what the units say to it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from site_builder.indicators.finding import Finding
from site_builder.indicators.signals import ReleasedSignal, WithoutFlagged, signals
from site_builder.records import Period
from survey_definitions.model import Text

MONTH = "bulan"


class SignalPlace(NamedTuple):
    """A unit (`service` is None), or a part of it, and a period, which may be a month."""

    agency: str
    service: str | None
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """One signal of one unit and period, raised or not."""

    place: SignalPlace
    released: ReleasedSignal


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a unit says to a period, or to one signal of it (empty: to the period as a whole)."""

    agency: str
    period: str
    signal: str
    replied_on: date
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The index with all answers, and without the flagged ones."""

    index: Decimal
    without: WithoutFlagged


@dataclass(frozen=True, kw_only=True)
class Quality:
    """What a release tells of how its answers came in."""

    signals: tuple[SignalRow, ...] = ()
    replies: tuple[Reply, ...] = ()
    compared: Mapping[SignalPlace, Compared] = field(default_factory=dict)
    periods: Mapping[str, Period] = field(default_factory=dict)

    @cached_property
    def by_place(self) -> Mapping[SignalPlace, tuple[ReleasedSignal, ...]]:
        """The signals of each unit and period."""
        found: dict[SignalPlace, list[ReleasedSignal]] = defaultdict(list)
        for row in self.signals:
            found[row.place].append(row.released)
        return {place: tuple(own) for place, own in found.items()}

    @cached_property
    def raised(self) -> Mapping[str, tuple[SignalPlace, ...]]:
        """By agency, the units and periods with a raised signal, the newest first."""
        found: dict[str, list[SignalPlace]] = defaultdict(list)
        for place, released in self.by_place.items():
            if any(one.raised for one in released):
                found[place.agency].append(place)
        return {agency: tuple(sorted(places, key=self._newest_first)) for agency, places in found.items()}

    @cached_property
    def newest(self) -> Mapping[str, SignalPlace]:
        """By agency, the agency as a whole in the newest official period of which signals are told."""
        official = [
            place for place in self.by_place if place.service is None and self.periods[place.period].kind != MONTH
        ]
        return {place.agency: place for place in sorted(official, key=lambda one: self.periods[one.period].end)}

    def finding(self, place: SignalPlace, k: int) -> Finding:
        """Word the signals of one unit and period (T14)."""
        compared = self.compared.get(place)
        return signals(
            self.by_place.get(place, ()),
            compared.index if compared else None,
            compared.without if compared else None,
            k,
            monthly=self.periods[place.period].kind == MONTH,
        )

    def replies_to(self, place: SignalPlace) -> tuple[Reply, ...]:
        """Return what the unit says to a period."""
        return tuple(one for one in self.replies if (one.agency, one.period) == (place.agency, place.period))

    def _newest_first(self, place: SignalPlace) -> tuple[int, int, str]:
        period = self.periods[place.period]
        return -period.end.toordinal(), period.start.toordinal(), place.service or ""
