"""How many were served, were handed a code, opened the form and answered, by unit and official period.

A number of services that are not shown alone is the sum over them (`gabungan`), so nothing smaller can be
subtracted; where a rest of 1 to 9 would be left all the same, it is hidden together with what would give it away
(PUB02).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from collector.periods import period_of
from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.small_cells import GABUNGAN, RULE, K
from collector.publication.tables import columns
from collector.publication.tables.registry import open_table
from collector.storage.registers import read_services
from collector.storage.visitors import read_visitors
from collector.storage.visits import DayCount, read_issued, read_opened
from survey_definitions.model import Text

TABLE = OpenTable(
    name="denominator",
    title=Text(id="Pembanding", en="Denominators"),
    description=Text(
        id="Banyaknya orang yang dilayani, kode yang dibagikan, halaman yang dibuka, dan isian per periode resmi.",
        en="How many people were served, codes handed out, forms opened and answers given, by official period.",
    ),
    columns=(
        columns.AGENCY,
        columns.SERVICE,
        columns.PERIOD,
        column("served INTEGER", "Orang yang dilayani", "People served"),
        column("tokens_issued INTEGER", "Kode yang dibagikan", "Codes handed out"),
        column("opened INTEGER", "Halaman dibuka, dibulatkan ke bawah ke puluhan",
               "Times the form was opened, rounded down to tens"),
        column("answered_by_class TEXT", "Isian menurut kepastian kunjungan (JSON)", "Answers by class, as JSON"),
        column("rule TEXT", "Aturan yang menyembunyikan served", "The rule by which served is hidden (PUB02)"),
        column("tokens_issued_rule TEXT", "Aturan yang menyembunyikan tokens_issued",
               "The rule by which tokens_issued is hidden (PUB02)"),
        column("opened_rule TEXT", "Aturan yang menyembunyikan opened",
               "The rule by which opened is hidden (PUB02)"),
    ),
)  # fmt: skip

Label = str | None
"""A published part of a unit; None is the unit as a whole."""


class _UnitPeriod(NamedTuple):
    agency: str
    period: str


@dataclass(slots=True)
class _Counts:
    """One kind of number of one unit and period, by service; None stands for no service in particular."""

    by_service: dict[Label, int] = field(default_factory=lambda: defaultdict(int))

    def published(self, alone: frozenset[str]) -> dict[Label, int | None]:
        """Return the number of the unit, of each service shown alone and of the rest; None where it is hidden."""
        if not self.by_service:
            return {}
        parts: dict[Label, int] = {service: n for service, n in self.by_service.items() if service in alone}
        rest = sum(n for service, n in self.by_service.items() if service not in alone)
        if len(parts) < len(self.by_service):
            parts[GABUNGAN] = rest
        hidden = {label for label, n in parts.items() if 0 < n < K}
        if len(hidden) == 1:  # the total less the others would give it away
            hidden |= set(sorted(parts.keys() - hidden, key=lambda label: (parts[label], label))[:1])
        whole = sum(parts.values())
        gives_away = 0 < whole < K or (len(parts) == 1 and hidden)
        return {None: None if gives_away else whole} | {
            label: None if label in hidden else n for label, n in parts.items()
        }


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield the numbers of units and of their published parts."""
    kind = edition.region.period_kind
    served = _visitors(edition)
    issued = _by_unit(read_issued(edition.store), kind)
    opened = _by_unit(read_opened(edition.store), kind)
    answered = _answered(edition)
    for key in sorted({*served, *issued, *opened, *answered}):
        classes = answered.get(key, {})
        alone = frozenset(label for label in classes if label not in (None, GABUNGAN))
        numbers = [counts.get(key, _Counts()).published(alone) for counts in (served, issued, opened)]
        numbers[2] = {label: n and n // K * K for label, n in numbers[2].items()}  # moves by K or not (PUB04)
        for label in sorted({*classes, *numbers[0], *numbers[1], *numbers[2]}, key=lambda one: one or ""):
            said = json.dumps(classes[label], sort_keys=True) if label in classes else None
            values = [number.get(label) for number in numbers]
            rules = [RULE if label in number and number[label] is None else None for number in numbers]
            yield (key.agency, label, key.period, *values, said, *rules)


def _visitors(edition: Edition) -> dict[_UnitPeriod, _Counts]:
    """Sum visitors.csv; a count belongs to an official period only if it lies inside it."""
    agency_of = {service.code: service.agency for service, _ in read_services(edition.store)}
    found: dict[_UnitPeriod, _Counts] = defaultdict(_Counts)
    for count in read_visitors(edition.store):
        period = period_of(count.start, edition.region.period_kind)
        if count.last <= period.end:
            key = _UnitPeriod(agency_of[count.service], period.id)
            found[key].by_service[count.service] += count.served
    return found


def _by_unit(counts: Iterable[DayCount], kind: str) -> dict[_UnitPeriod, _Counts]:
    found: dict[_UnitPeriod, _Counts] = defaultdict(_Counts)
    for count in counts:
        key = _UnitPeriod(count.agency, period_of(count.day, kind).id)
        found[key].by_service[count.service] += count.n
    return found


def _answered(edition: Edition) -> dict[_UnitPeriod, Mapping[Label, Mapping[str, int]]]:
    """Count the published answers by class, from published cells only."""
    found: dict[_UnitPeriod, dict[Label, dict[str, int]]] = {}
    for group, protected in edition.groups.items():
        for part in protected.parts:
            by_label = found.setdefault(_UnitPeriod(group.agency, group.period.id), {})
            for channel, tally in part.cells.items():
                for label in (None, part.label):
                    classes = by_label.setdefault(label, defaultdict(int))
                    classes[channel.response_class] += tally.n
    return dict(found)
