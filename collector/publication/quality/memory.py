"""PUB04 for the counts without flagged answers: compared with what was last told, whenever that was.

Which answers are flagged may change without a new answer, for other units show what is usual. So a unit, survey
and period is told anew only if each of its numbers, and each that follows from them, moves by K at least or not at
all; else nothing of it is told in this release.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from collector.publication.quality.unflagged import Unflagged
from collector.publication.small_cells import K
from collector.storage.unflagged import ToldNumber

Group = tuple[str, str, str]
Counted = tuple[str, str, str]
"""Part, period and question."""
Numbers = Mapping[Counted, tuple[int, int]]
NOBODY = (0, 0)


def tellable(found: Iterable[Unflagged], last: Iterable[ToldNumber]) -> tuple[Unflagged, ...]:
    """Return the groups that may be told, given what was last told of them."""
    before: dict[Group, dict[Counted, tuple[int, int]]] = defaultdict(dict)
    for one in last:
        before[one[:3]][one[3:6]] = one.flagged, one.others
    return tuple(
        one
        for one in found
        if _moves_enough(before.get(_group(one), {}), {told[3:6]: told[6:] for told in _numbers(one)})
    )


def told_numbers(told: Iterable[Unflagged]) -> Iterator[ToldNumber]:
    """Yield what the next release has to be compared with."""
    for one in told:
        yield from _numbers(one)


def _moves_enough(before: Numbers, after: Numbers) -> bool:
    """Tell whether every number moves by K or not at all; a cell that is new, or has gone, had or has nobody."""
    moves = (
        abs(now - was)
        for counted in (before.keys() | after.keys() if before else ())
        for was, now in zip(before.get(counted, NOBODY), after.get(counted, NOBODY), strict=True)
    )
    return not any(0 < move < K for move in moves)


def _numbers(one: Unflagged) -> Iterator[ToldNumber]:
    for (service, part), split in one.numbers.items():
        place = (*_group(one), service or "", part)
        yield ToldNumber(*place, "", split.flagged.n, split.others.n)
        for question in split.flagged.shape.questions:
            yield ToldNumber(*place, question, split.flagged.answered(question), split.others.answered(question))


def _group(one: Unflagged) -> Group:
    return one.group.agency, one.group.survey, one.group.period.id
