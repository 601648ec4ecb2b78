"""PUB02: nothing is published about fewer than K respondents, and nothing smaller can be found by subtraction.

One unit, survey and official period at a time, the steps build on each other:

1. A unit under K is hidden whole.
2. Services under K form `gabungan`; while that is under K, the next smallest service joins it.
3. Inside each such part a mode or class under K becomes `campuran`; while that is under K, the next smallest joins.
4. A question fewer than K people of a part answered is hidden in that part.
5. The unit's own numbers are the sum of its parts as published, so they say nothing the parts do not say.
6. Months are shown or hidden by whole quarters, and only while what is left of the period is itself empty or ≥ K.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from collector.periods import period_of
from collector.publication.tally import Shape, Tally, total

RULE = "PUB02"
K = 10
GABUNGAN = "gabungan"
CAMPURAN = "campuran"


class Channel(NamedTuple):
    """How answers came in (mode) and how sure we are of the visit (class)."""

    mode: str
    response_class: str


class RawKey(NamedTuple):
    """What distinguishes answers of one unit, survey and period; `month` is the first day of the month."""

    service: str | None
    month: date
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One published part of a unit: a service, or `gabungan` for the small ones together.

    Attributes
    ----------
    members
        The services inside; None stands for answers that name no service.
    labels
        The published channel of each channel that occurred.
    cells
        The tally of each published channel, hidden questions taken out.
    hidden_questions
        Questions fewer than K people of this part answered.
    """

    label: str
    members: frozenset[str | None]
    labels: Mapping[Channel, Channel]
    cells: Mapping[Channel, Tally]
    hidden_questions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """What may be said of one unit, survey and period; without parts the whole unit is hidden."""

    parts: tuple[Part, ...]
    months: Mapping[date, Tally]
    services: frozenset[str]

    @property
    def unit_cells(self) -> dict[Channel, Tally]:
        """The unit as a whole by channel: the sum of its published parts."""
        cells: dict[Channel, Tally] = {}
        for part in self.parts:
            for channel, tally in part.cells.items():
                cells[channel] = cells[channel] + tally if channel in cells else tally
        return cells

    @property
    def unit_hidden_questions(self) -> frozenset[str]:
        """Questions hidden in some part and shown by no other."""
        somewhere = frozenset[str]().union(*(part.hidden_questions for part in self.parts))
        cells = self.unit_cells.values()
        return frozenset(key for key in somewhere if not any(tally.answered(key) for tally in cells))

    @property
    def hidden_services(self) -> frozenset[str]:
        """Services with answers that are not shown on their own."""
        return self.services - {part.label for part in self.parts}


def protect(raw: Mapping[RawKey, Tally], shape: Shape) -> Protected:
    """Apply PUB02 to the answers of one unit, survey and official period."""
    by_service: dict[str | None, dict[RawKey, Tally]] = defaultdict(dict)
    for key, tally in raw.items():
        by_service[key.service][key] = tally
    services = frozenset(service for service in by_service if service is not None)
    if sum(tally.n for tally in raw.values()) < K:
        return Protected(parts=(), months={}, services=services)
    sizes = {service: sum(t.n for t in tallies.values()) for service, tallies in by_service.items()}
    parts = tuple(
        _part(label, members, {key: raw[key] for member in members for key in by_service[member]}, shape)
        for label, members in _split(sizes)
    )
    return Protected(parts=parts, months=_months(raw, parts, shape), services=services)


def is_safe(tally: Tally, ignoring: Iterable[str] = ()) -> bool:
    """Tell whether a cell is empty or has K respondents, and each of its questions no or K answers."""
    ignored = set(ignoring)
    numbers = [tally.n, *(tally.answered(key) for key in tally.shape.questions if key not in ignored)]
    return all(number == 0 or number >= K for number in numbers)


def _split(sizes: Mapping[str | None, int]) -> list[tuple[str, frozenset[str | None]]]:
    """Return the published parts as (label, services): alone from K, the others together."""
    ordered = sorted(sizes, key=lambda service: (sizes[service], service or ""))
    merged = {service for service in ordered if sizes[service] < K or service is None}
    for service in ordered:
        if not merged or sum(sizes[member] for member in merged) >= K:
            break
        merged.add(service)
    alone = sorted(service for service in ordered if service is not None and service not in merged)
    parts: list[tuple[str, frozenset[str | None]]] = [(service, frozenset({service})) for service in alone]
    if merged:
        parts.append((GABUNGAN, frozenset(merged)))
    return parts


def _part(label: str, members: frozenset[str | None], raw: Mapping[RawKey, Tally], shape: Shape) -> Part:
    whole = total(raw.values(), shape)
    hidden = frozenset(key for key in shape.questions if 0 < whole.answered(key) < K)
    by_channel: dict[Channel, Tally] = {}
    for key, tally in raw.items():
        by_channel[key.channel] = by_channel.get(key.channel, Tally(shape)) + tally
    labels = _channel_labels(by_channel, hidden, shape)
    cells: dict[Channel, Tally] = {}
    for channel, tally in by_channel.items():
        published = labels[channel]
        cells[published] = cells.get(published, Tally(shape)) + tally.without(hidden)
    return Part(label=label, members=members, labels=labels, cells=cells, hidden_questions=hidden)


def _channel_labels(
    by_channel: Mapping[Channel, Tally], hidden: frozenset[str], shape: Shape
) -> dict[Channel, Channel]:
    """Keep a channel that is safe alone; merge the others until the merged one is safe too."""
    ordered = sorted(by_channel, key=lambda channel: (by_channel[channel].n, channel))
    merged = [channel for channel in ordered if not is_safe(by_channel[channel], ignoring=hidden)]
    for channel in ordered:
        if not merged or is_safe(total((by_channel[one] for one in merged), shape), ignoring=hidden):
            break
        if channel not in merged:
            merged.append(channel)
    label = _common(merged)
    return {channel: label if channel in merged else channel for channel in ordered}


def _common(channels: Iterable[Channel]) -> Channel:
    """Name merged channels: what they share stays, what differs is `campuran`."""
    modes = {channel.mode for channel in channels}
    classes = {channel.response_class for channel in channels}
    return Channel(modes.pop() if len(modes) == 1 else CAMPURAN, classes.pop() if len(classes) == 1 else CAMPURAN)


def _months(raw: Mapping[RawKey, Tally], parts: Iterable[Part], shape: Shape) -> dict[date, Tally]:
    """Return the unit's months that may be shown, with the questions taken out that their part hides."""
    hidden = {member: part.hidden_questions for part in parts for member in part.members}
    months: dict[date, Tally] = {}
    for key, tally in raw.items():
        months[key.month] = months.get(key.month, Tally(shape)) + tally.without(hidden[key.service])
    quarters: dict[str, list[date]] = defaultdict(list)
    for month in months:
        quarters[period_of(month, "triwulan").id].append(month)
    whole = total(months.values(), shape)
    shown = {
        quarter: total((months[month] for month in members), shape)
        for quarter, members in quarters.items()
        if all(is_safe(months[month]) for month in members)
    }
    while shown and not is_safe(whole - total(shown.values(), shape)):
        del shown[min(shown, key=lambda quarter: (shown[quarter].n, quarter))]
    return {month: months[month] for quarter in sorted(shown) for month in sorted(quarters[quarter])}
