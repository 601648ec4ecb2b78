"""Write protected counts as rows of `count_cell` and `denominator`."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from collector.periods import MONTH, Period, period_of
from collector.publication.grouping import UnitPeriod
from collector.publication.open_file import Value
from collector.publication.small_cells import CAMPURAN, GABUNGAN, RULE, Channel, K, Protected
from collector.publication.tally import Tally
from collector.registers.records import VisitorCount

Row = tuple[Value, ...]
MIXED = Channel(CAMPURAN, CAMPURAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which cell a row belongs to; `service` None is the unit as a whole."""

    agency: str
    service: str | None
    survey: str
    period: str

    def row(self, channel: Channel, question: str | None, value: int | None, n: int | None) -> Row:
        """Return a row of `count_cell`; a number that is None is hidden by PUB02."""
        rule = RULE if n is None else None
        return (
            self.agency, self.service, self.survey, self.period, channel.mode, channel.response_class,
            question, value, n, rule,
        )  # fmt: skip


def count_rows(group: UnitPeriod, protected: Protected) -> Iterator[Row]:
    """Yield every row of one unit, survey and period: the unit, its parts, what is hidden, its months."""

    def place(service: str | None, period: str = group.period.id) -> Place:
        return Place(agency=group.agency, service=service, survey=group.survey, period=period)

    if not protected.parts:
        yield place(None).row(MIXED, None, None, None)
    unit = protected.unit_cells
    yield from _cell_rows(place(None), unit, protected.unit_hidden_questions)
    for part in protected.parts:
        yield from _cell_rows(place(part.label), part.cells, part.hidden_questions)
    for service in sorted(protected.hidden_services):
        yield place(service).row(MIXED, None, None, None)
    channel = next(iter(unit)) if len(unit) == 1 else MIXED  # months never cross with channels (PUB02)
    for month, tally in sorted(protected.months.items()):
        period = period_of(month, MONTH).id
        yield from _cell_rows(place(None, period), {channel: tally}, protected.unit_hidden_questions)


def periods_shown(groups: Mapping[UnitPeriod, Protected]) -> set[Period]:
    """Return every official period with answers and every month that is shown."""
    official = {group.period for group in groups}
    months = {period_of(month, MONTH) for protected in groups.values() for month in protected.months}
    return official | months


def denominator_rows(
    groups: Mapping[UnitPeriod, Protected],
    visitors: Iterable[VisitorCount],
    agency_of: Mapping[str, str],
    period_kind: str,
) -> Iterator[Row]:
    """Yield how many were served and answered, for units and for their published parts.

    A visitor count belongs to an official period only if it lies inside it; the unit's number is the sum over its
    services, `gabungan` the sum over those that are not shown alone, so nothing smaller can be subtracted.
    """
    served: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for count in visitors:
        period = period_of(count.start, period_kind)
        if count.end <= period.end:
            served[agency_of[count.service], period.id][count.service] += count.served
    results: dict[tuple[str, str], list[Protected]] = defaultdict(list)
    for group, protected in groups.items():
        results[group.agency, group.period.id].append(protected)
    for key in sorted({*served, *results}):
        yield from _denominators(*key, served.get(key, {}), results.get(key, []))


def _denominators(
    agency: str, period: str, served: Mapping[str, int], results: Iterable[Protected]
) -> Iterator[Row]:
    answered: dict[str | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for protected in results:
        for part in protected.parts:
            for channel, tally in part.cells.items():
                answered[part.label][channel.response_class] += tally.n
                answered[None][channel.response_class] += tally.n
    alone = [label for label in answered if label in served]
    visitors: dict[str | None, int] = {None: sum(served.values())} if served else {}
    visitors.update({label: served[label] for label in alone if label is not None})
    if served and GABUNGAN in answered:
        visitors[GABUNGAN] = sum(n for service, n in served.items() if service not in alone)
    for service in sorted({*answered, *visitors}, key=lambda label: (label is not None, label or "")):
        n = visitors.get(service)
        hidden = n is not None and 0 < n < K
        classes = json.dumps(answered[service], sort_keys=True) if service in answered else None
        yield (agency, service, period, None if hidden else n, None, None, classes, RULE if hidden else None)


def _cell_rows(place: Place, cells: Mapping[Channel, Tally], hidden: frozenset[str]) -> Iterator[Row]:
    for channel, tally in sorted(cells.items()):
        yield place.row(channel, None, None, tally.n)
        for question in tally.shape.questions:
            if question in hidden:
                yield place.row(channel, question, None, None)
                continue
            for value, n in enumerate(tally.values(question), start=tally.shape.minimum):
                yield place.row(channel, question, value, n)
