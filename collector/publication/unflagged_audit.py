"""PUB04 for the counts without flagged answers: look for small numbers as an outsider would who has all counts.

The same rank test as for `count_cell`, over raw cells (service x month, all channels together), each of them split
into flagged answers and others. A count of `count_cell` is the sum of both kinds, one of `unflagged_cell` that of
the others, and their difference that of the flagged ones. Neither the flagged answers nor the others of any cell of
1 to K - 1 may follow from them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from collector.errors import CollectorRefusedError
from collector.periods import MONTH, period_of
from collector.publication.audit import NOTHING, Atoms, recoverable
from collector.publication.edition import Edition
from collector.publication.grouping import UnitPeriod
from collector.publication.open_file import Row
from collector.publication.quality.unflagged import Unflagged
from collector.publication.small_cells import Channel, Protected, RawKey

FLAGGED, OTHERS = Channel("flagged", ""), Channel("others", "")
BOTH = frozenset({FLAGGED, OTHERS})
Counts = Mapping[tuple[str | None, str, str | None], int]
"""Published counts of one unit and survey by part, period and question; None is the unit, or its respondents."""


@dataclass(frozen=True, slots=True)
class _Equation:
    """A published count and the raw cells it is the sum of."""

    atoms: Atoms
    n: int


def audit_unflagged(counts: Iterable[Row], unflagged: Iterable[Row], edition: Edition) -> None:
    """Refuse a release in which the rows of `unflagged_cell` beside those of `count_cell` give a small cell away.

    Raises
    ------
    CollectorRefusedError
        Naming the unit, the period, the cell and why.
    """
    told = edition.quality.unflagged
    touched = {(one.group.agency, one.group.survey) for one in told}
    channels_left_out = ((*row[:4], *row[6:9]) for row in counts if (row[0], row[2]) in touched)
    all_counts, other_counts = _summed(channels_left_out), _summed(unflagged)
    for one in told:
        unit = one.group.agency, one.group.survey
        for question in (None, *edition.shapes[one.group.survey].questions):
            _audit(one, edition.groups[one.group], question, all_counts[unit], other_counts[unit])


def _summed(rows: Iterable[Row]) -> Mapping[tuple[str, str], dict[tuple[str | None, str, str | None], int]]:
    sums: dict[tuple[str, str], dict[tuple[str | None, str, str | None], int]] = defaultdict(
        lambda: defaultdict(int)
    )
    for agency, service, survey, period, question, _, n in rows:
        if isinstance(n, int):
            part, asked = (None if one is None else str(one) for one in (service, question))
            sums[str(agency), str(survey)][part, str(period), asked] += n
    return sums


def _audit(one: Unflagged, protected: Protected, question: str | None, counts: Counts, others: Counts) -> None:
    services, months = {key.service for key, _ in one.cells}, {key.month for key, _ in one.cells}
    sizes = {RawKey(*parts): 0 for parts in product(services, months, BOTH)}  # outsiders don't know which are empty
    for key, split in one.cells:
        for kind, tally in ((FLAGGED, split.flagged), (OTHERS, split.others)):
            sizes[RawKey(key.service, key.month, kind)] += tally.answered(question) if question else tally.n
    equations = [
        _Equation(_atoms(sizes, one.group, part, period, kinds, protected), n)
        for table, kinds in ((counts, BOTH), (others, frozenset({OTHERS})))
        for (part, period, asked), n in table.items()
        if asked == question
    ]
    inside = [equation for equation in equations if equation.atoms]
    for equation in inside:
        if sum(sizes[key] for key in equation.atoms) != equation.n:
            raise _refused(one.group, question, f"a count of {equation.n} is not the sum of its parts")
    differences = [
        _atoms(sizes, one.group, part, period, frozenset({FLAGGED}), protected)
        for part, period, asked in others
        if asked == question
    ]
    small = recoverable(sizes, [*(equation.atoms for equation in inside), *filter(None, differences)], sizes)
    if small is not None:
        n = sum(sizes[key] for key in small)
        raise _refused(
            one.group, question, f"{n} answers can be worked out from counts with and without flagged ones"
        )


def _atoms(
    cells: Iterable[RawKey], group: UnitPeriod, part: str | None, period: str, kinds: frozenset[Channel],
    protected: Protected,
) -> Atoms:  # fmt: skip
    """Return the cells of a part (None is the whole unit) and period, of the kinds that were counted."""
    labels = {member: own.label for own in protected.parts for member in own.members}
    return frozenset(
        key
        for key in cells
        if key.channel in kinds
        and part in {None, labels[key.service]}
        and period in {group.period.id, period_of(key.month, MONTH).id}
    )


def _refused(group: UnitPeriod, question: str | None, why: str) -> CollectorRefusedError:
    asked = f", question {question}" if question else ""
    return CollectorRefusedError(
        f"The release was stopped (PUB04): unit {group.agency}, {group.survey}, period {group.period.id}{asked}: "
        f"{why}. {NOTHING}"
    )
