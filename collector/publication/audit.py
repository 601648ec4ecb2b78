"""PUB04: look at a finished release as an outsider would, and refuse it if anything hidden can be worked out.

First, the counts must be those of the stored answers. Then two audits, both of the rows that were really written
and not of the code that made them:

Recovery
    Every published count is a linear equation over the raw cells (service x month x channel) of its unit and
    period. A cell of 1 to K - 1 respondents must not be a combination of these equations (rank test), nor may a
    total leave such a rest. Every equation must also hold for the stored answers: a total that is not the sum of
    its published parts carries a hidden rest.
Differencing
    No count of the last release may differ from the same one of this release by 1 to K - 1.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collector.errors import CollectorRefusedError
from collector.periods import MONTH, period_of
from collector.publication.edition import Edition
from collector.publication.grouping import UnitPeriod
from collector.publication.open_file import Row
from collector.publication.small_cells import CAMPURAN, GABUNGAN, Channel, K, Protected, RawKey

TOLERANCE = 1e-9
NOTHING = "Nothing was published; please report this as a fault of Kotak Saran."
Atoms = frozenset[RawKey]
CountKey = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One published count: of respondents, or of those who answered `question`."""

    service: str | None
    period: str
    channel: Channel
    question: str | None
    n: int

    def __str__(self) -> str:
        asked = f", {self.question}" if self.question else ""
        return f"{self.service or 'the unit'}{asked}, {self.period}, {' '.join(self.channel)}"


def audit_recovery(rows: Iterable[Row], edition: Edition) -> None:
    """Refuse a release in which a small cell can be recovered from the rows of `count_cell`.

    Raises
    ------
    CollectorRefusedError
        Naming the unit, the period, the cell and why.
    """
    published = _published(rows)
    for group, protected in edition.groups.items():
        raw = edition.raw[group]
        periods = {group.period.id, *(period_of(key.month, MONTH).id for key in raw)}
        counts = [count for period in periods for count in published.get((group.agency, group.survey, period), ())]
        hidden = frozenset[str]().union(*(part.hidden_questions for part in protected.parts))
        for question in (None, *sorted(hidden)):  # a question nobody hides is answered by all or by K in each cell
            sizes = {key: tally.answered(question) if question else tally.n for key, tally in raw.items()}
            _audit(group, sizes, [count for count in counts if count.question == question], protected)


def audit_counts(edition: Edition) -> None:
    """Refuse a release whose counts, kept since earlier ones, are not those of the answers it is made of.

    Raises
    ------
    CollectorRefusedError
        Naming the unit and the period.
    """
    for group in edition.raw.keys() | edition.packed.keys():
        counted = edition.raw.get(group, {})
        answers = {key: cell.tally for key, cell in edition.packed.get(group, {}).items()}
        if counted != answers:
            raise _refused(group, "the counts kept are not those of the stored answers; run 'kotaksaran verify'")


def _published(rows: Iterable[Row]) -> dict[tuple[str, str, str], list[Count]]:
    """Return the counts of respondents, and of answers to each question, by unit, survey and period."""
    sums: dict[tuple[Any, ...], int] = defaultdict(int)
    for agency, service, survey, period, mode, class_, question, _, n, *_ in rows:
        if isinstance(n, int):
            sums[agency, survey, period, service, Channel(str(mode), str(class_)), question] += n
    published: dict[tuple[str, str, str], list[Count]] = defaultdict(list)
    for (agency, survey, period, service, channel, question), total in sums.items():
        count = Count(service, period, channel, question, total)
        published[str(agency), str(survey), str(period)].append(count)
    return published


def _audit(group: UnitPeriod, sizes: Mapping[RawKey, int], counts: list[Count], protected: Protected) -> None:
    atoms = _atoms(sizes)
    equations = [_atoms_of(count, group, atoms, protected) for count in counts]
    for count, members in zip(counts, equations, strict=True):
        if sum(sizes.get(key, 0) for key in members) != count.n:
            raise _refused(group, f"the count {count.n} of {count} is not the sum of its published parts")
    small = recoverable(atoms, equations, sizes)
    if small is not None:
        n = sum(sizes.get(key, 0) for key in small)
        raise _refused(group, f"the {n} answers of {_cell(small)} can be worked out from published counts")


def recoverable(atoms: Iterable[RawKey], equations: Iterable[Atoms], sizes: Mapping[RawKey, int]) -> Atoms | None:
    """Return a cell of 1 to K - 1 respondents that is a combination of the equations, or None.

    Parameters
    ----------
    atoms
        All raw cells, those without answers included: outsiders don't know which these are.
    equations
        The raw cells each published count is the sum of.
    sizes
        Respondents of each raw cell.
    """
    order = {key: at for at, key in enumerate(sorted(atoms, key=str))}
    known = _vectors(set(equations), order)
    if not known.size:
        return None
    _, singular, basis = np.linalg.svd(known, full_matrices=False)
    basis = basis[singular > TOLERANCE * singular[0]]
    searched = {*_natural_cells(order), *_rests(set(equations))}
    cells = [cell for cell in searched if 0 < sum(sizes.get(key, 0) for key in cell) < K]
    if not cells:
        return None
    wanted = _vectors(cells, order)
    rest = np.linalg.norm(wanted - wanted @ basis.T @ basis, axis=1)
    found = np.flatnonzero(rest < TOLERANCE * np.sqrt(len(order)))
    return cells[int(found[0])] if found.size else None


def audit_difference(before: Mapping[CountKey, int], after: Mapping[CountKey, int]) -> None:
    """Refuse a release in which a count moved by 1 to K - 1 since the last one.

    Raises
    ------
    CollectorRefusedError
        Naming the count.
    """
    for key in sorted(before.keys() & after.keys(), key=str):
        if 0 < abs(after[key] - before[key]) < K:
            raise CollectorRefusedError(
                f"The release was stopped (PUB04): the count of {_key_words(key)} would move from {before[key]} to "
                f"{after[key]} since the last release, which tells of fewer than {K} people. {NOTHING}"
            )


def counts_of(rows: Iterable[Row]) -> dict[CountKey, int]:
    """Return the counts of respondents in rows of `count_cell` that mean the same in every release.

    Keys are (agency, service, survey, period), for services with mode and class as well. What ``gabungan`` and
    ``campuran`` hold may differ from release to release, so their numbers are no two counts of the same people.
    """
    counts: dict[CountKey, int] = defaultdict(int)
    for agency, service, survey, period, mode, class_, question, _, n, *_ in rows:
        if question is not None or not isinstance(n, int) or service == GABUNGAN:
            continue
        counts[agency, service, survey, period] += n
        if service is not None and CAMPURAN not in {mode, class_}:
            counts[agency, service, survey, period, mode, class_] += n
    return dict(counts)


def _atoms(raw: Mapping[RawKey, int]) -> list[RawKey]:
    services = {key.service for key in raw}
    months = {key.month for key in raw}
    channels = {key.channel for key in raw}
    return [RawKey(*parts) for parts in product(services, months, channels)]


def _atoms_of(count: Count, group: UnitPeriod, atoms: list[RawKey], protected: Protected) -> Atoms:
    """Return the raw cells a published count is the sum of, by the rules of PUB02."""
    part_of = {member: part for part in protected.parts for member in part.members}
    found = set()
    for key in atoms:
        part = part_of.get(key.service)
        if part is None or count.service not in {None, part.label} or count.question in part.hidden_questions:
            continue
        if count.period == group.period.id:
            is_inside = part.labels.get(key.channel, key.channel) == count.channel
        else:  # months never cross with channels
            is_inside = count.period == period_of(key.month, MONTH).id
        if is_inside:
            found.add(key)
    return frozenset(found)


def _natural_cells(atoms: Mapping[RawKey, int]) -> Iterator[Atoms]:
    """Yield what a person would look for: each service, month and channel, and each crossing of them."""
    for has_service, has_month, has_channel in product((False, True), repeat=3):
        cells: dict[object, set[RawKey]] = defaultdict(set)
        for key in atoms:
            cells[has_service and key.service, has_month and key.month, has_channel and key.channel].add(key)
        yield from map(frozenset, cells.values())


def _rests(equations: set[Atoms]) -> Iterator[Atoms]:
    """Yield what is left of a published sum when another one inside it is taken away."""
    for whole, part in permutations(equations, 2):
        if part < whole:
            yield whole - part


def _vectors(cells: Iterable[Atoms], order: Mapping[RawKey, int]) -> NDArray[np.float64]:
    rows = list(cells)
    matrix = np.zeros((len(rows), len(order)))
    for at, cell in enumerate(rows):
        matrix[at, [order[key] for key in cell]] = 1
    return matrix


def _refused(group: UnitPeriod, why: str) -> CollectorRefusedError:
    return CollectorRefusedError(
        f"The release was stopped (PUB04): unit {group.agency}, {group.survey}, period {group.period.id}: {why}. "
        f"{NOTHING}"
    )


def _cell(cell: Atoms) -> str:
    services = ", ".join(sorted({key.service or "no service" for key in cell}))
    months = ", ".join(sorted({f"{key.month:%Y-%m}" for key in cell}))
    channels = ", ".join(sorted({" ".join(key.channel) for key in cell}))
    return f"{services} in {months} by {channels}"


def _key_words(key: CountKey) -> str:
    return ", ".join(str(part) for part in key if part is not None)
