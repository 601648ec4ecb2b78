"""PUB03, PUB04, PUB05: look at the finished rows about respondents and comments as an outsider would.

The numbers are read from the rows that were written, beside those of the last release in the same folder; a row
that breaks a rule stops the release.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from collector.errors import CollectorRefusedError
from collector.publication import profiles, respondents
from collector.publication.open_file import Row
from collector.publication.profiles import FEWEST
from collector.publication.small_cells import K

NOTHING = "Nothing was published; please report this as a fault of Kotak Saran."
Place = tuple[object, ...]


@dataclass(slots=True)
class Told:
    """What the rows say of one characteristic of one unit and period; None is hidden."""

    total: int | None = None
    counts: dict[object, int | None] = field(default_factory=dict)

    @property
    def hidden(self) -> frozenset[object]:
        """The values whose count is hidden."""
        return frozenset(value for value, n in self.counts.items() if n is None)

    def together(self, values: Iterable[object]) -> int:
        """Return what is left of the total for some hidden values, or the sum of some that are shown."""
        others = sum(n or 0 for value, n in self.counts.items() if value not in set(values))
        return (self.total or 0) - others


def audit_profiles(rows: Iterable[Row], before: Iterable[Row]) -> None:
    """Refuse a release whose rows of `profile` give away fewer than 5, alone or beside the last release.

    Raises
    ------
    CollectorRefusedError
        Naming unit, period and characteristic.
    """
    told, earlier = _told(rows), _told(before)
    for place, now in told.items():
        for why in (*_faults(now), *_moves(earlier.get(place, Told()), now)):
            raise _refused(profiles.RULE, place, why)


def audit_themes(rows: Iterable[Row], before: Iterable[Row]) -> None:
    """Refuse a release that counts fewer than K comments, or whose count moved by fewer since the last one.

    Raises
    ------
    CollectorRefusedError
        Naming unit, period and theme.
    """
    earlier = _numbers(before)
    for place, n in _numbers(rows).items():
        if n < K:
            raise _refused(respondents.RULE, place, f"{n} comments are fewer than {K}")
        if 0 < abs(n - earlier.get(place, n)) < K:
            raise _refused(respondents.RULE, place, f"the count moved from {earlier[place]} to {n}")


def _faults(now: Told) -> Iterator[str]:
    """Yield what is wrong with the rows of one release."""
    if now.total is None:
        if any(n is not None for n in now.counts.values()):
            yield "the total is hidden and its parts are not"
        return
    rest = now.together(now.hidden)
    if now.total < K:
        yield f"the total {now.total} is below {K}"
    if any(n is not None and 0 < n < FEWEST for n in now.counts.values()):
        yield f"a count is below {FEWEST}"
    if now.hidden and (len(now.hidden) == 1 or rest < FEWEST):
        yield "what is hidden can be subtracted from the total"
    if not now.hidden and rest:
        yield "the parts are not the total"


def _moves(before: Told, now: Told) -> Iterator[str]:
    """Yield what the difference to the last release gives away."""
    if before.total is None:
        return
    if now.total is None or before.hidden - now.hidden:
        yield "what was shown or hidden in the last release is not so any more"
        return
    if 0 < abs(now.total - before.total) < K:
        yield f"the total moved from {before.total} to {now.total}"
    values = before.counts.keys() & now.counts.keys() - now.hidden
    moved = [(now.counts[value] or 0) - (before.counts[value] or 0) for value in values]
    moved.append(now.together(now.hidden) - before.together(now.hidden))
    if any(0 < abs(move) < FEWEST for move in moved):
        yield f"a count moved by fewer than {FEWEST}"


def _told(rows: Iterable[Row]) -> Mapping[Place, Told]:
    told: dict[Place, Told] = defaultdict(Told)
    for agency, period, attribute, value, n, *_ in rows:
        number = n if isinstance(n, int) else None
        if value is None:
            told[agency, period, attribute].total = number
        else:
            told[agency, period, attribute].counts[value] = number
    return told


def _numbers(rows: Iterable[Row]) -> dict[Place, int]:
    return {
        (agency, period, question, theme): n
        for agency, period, question, theme, n, *_ in rows
        if isinstance(n, int)
    }


def _refused(rule: str, place: Place, why: str) -> CollectorRefusedError:
    named = ", ".join(map(str, place))
    return CollectorRefusedError(f"The release was stopped ({rule}, PUB04): {named}: {why}. {NOTHING}")
