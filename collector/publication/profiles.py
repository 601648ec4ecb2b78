"""PUB03: one-way counts of respondents, and how they may change from release to release (PUB04).

Within a release
    A count of 1 to 4 is hidden. Hidden ones can be subtracted from the total: while one could be worked out, the
    next lowest is hidden, too. A total under K hides the whole characteristic.
Between releases
    The difference of two tables is a table of those who came, so PUB03 holds for it as well: every count that both
    show, and what is hidden together, moves by 5 or more or not at all, the total by K or not at all. What is
    hidden once stays hidden. Otherwise the counts of the last release stay.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from collector.publication.small_cells import K

RULE = "PUB03"
FEWEST = 5
FEWEST_POSSIBLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The counts of one characteristic by value, and the values whose count is hidden."""

    counts: Mapping[str, int]
    hidden: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """How many answered the question."""
        return sum(self.counts.values())

    def together(self, values: Collection[str]) -> int:
        """Return how many gave one of `values`."""
        return sum(self.counts.get(value, 0) for value in values)


def protect(counts: Mapping[str, int], hidden: frozenset[str] = frozenset()) -> Profile | None:
    """Return the counts with the fewest hidden that protect all; None if nothing may be said.

    Parameters
    ----------
    hidden
        Values that are hidden in any case, because the last release hid them.
    """
    if sum(counts.values()) < K:
        return None
    hidden |= _small(counts)
    shown = sorted((n, value) for value, n in counts.items() if n and value not in hidden)
    while hidden and _gives_away([counts.get(value, 0) for value in hidden], shown[0][0] if shown else None):
        if not shown:
            return None
        hidden |= {shown.pop(0)[1]}
    return Profile(counts=dict(counts), hidden=hidden)


def renewed(before: Profile | None, counts: Mapping[str, int]) -> Profile | None:
    """Return what a release says, given what the last one said: the new counts if nobody shows by difference."""
    if before is None:
        return protect(counts)
    after = protect(counts, before.hidden)
    return after if after is not None and _may_follow(before, after) else before


def _small(counts: Mapping[str, int]) -> frozenset[str]:
    return frozenset(value for value, n in counts.items() if 0 < n < FEWEST)


def _gives_away(counts: Collection[int], lowest: int | None) -> bool:
    """Tell whether a small hidden count follows from what is said: the sum of the hidden ones, and this rule.

    Whoever knows that the lowest are hidden knows that each is below the lowest shown. So at least two small
    numbers must be possible: the rest of the sum has to fit between 1 and that bound for each of the others.
    """
    others, total = len(counts) - 1, sum(counts)
    most = others * (lowest - 1) if lowest else total
    possible = [small for small in range(1, FEWEST) if others <= total - small <= most]
    all_four = total == len(counts) * (FEWEST - 1)
    return others == 0 or total < FEWEST or all_four or len(possible) < FEWEST_POSSIBLE


def _may_follow(before: Profile, after: Profile) -> bool:
    """Tell whether the difference of two releases is a table that may be shown."""
    newly = after.hidden - before.hidden
    if newly and not _can_join(newly, before, after):
        return False
    shown = (before.counts.keys() | after.counts.keys()) - after.hidden
    moves = [after.counts.get(value, 0) - before.counts.get(value, 0) for value in shown]
    moves.append(after.together(after.hidden) - before.together(after.hidden))
    total = abs(after.total - before.total)
    return all(move == 0 or abs(move) >= FEWEST for move in moves) and (total == 0 or total >= K)


def _can_join(newly: frozenset[str], before: Profile, after: Profile) -> bool:
    """Tell whether values may be hidden from now on: whoever takes them for unchanged still learns nothing.

    Only small counts join what was hidden and protects itself; a count that was shown can protect no other.
    """
    kept = [after.counts.get(value, 0) for value in before.hidden]
    return not _gives_away(kept, None) and newly <= _small(after.counts)
