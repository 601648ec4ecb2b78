"""PUB02 for the ledger: the list of commitments must not tell how many answers a hidden cell holds.

The list shows how many answers the whole region received on which days; the rest of the release shows how many are
published for each period. Where both speak of the same months, their difference is what is hidden. So the chain is
cut into stretches of whole days with at least K answers. For every run of months that hides 1 to K - 1 answers, the
stretches wholly inside it must not hold more answers than the run shows, and those that reach into it must hold at
least K more: then nothing follows. Withdrawn answers that left are in neither count. What can't be cut like that
yet waits. Stretches that were published stay (decision 0012).
"""

import hashlib
import hmac
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from collector.codes import encode
from collector.periods import MONTH, Period, period_of
from collector.publication.grouping import UnitPeriod
from collector.publication.small_cells import K, Protected
from collector.storage.ledger import ChainLink, LedgerRange

CHECK_CHARACTERS = 8  # the last half of a receipt; the first half finds it and is never published in any form
HASH_CHARACTERS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch(LedgerRange):
    """A range with how many answers it holds, and how many of them count: all but the withdrawn ones that left."""

    rows: int
    counting: int


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How many answers a release shows by official period and, where it shows months, by month."""

    periods: Mapping[Period, int]
    months: Mapping[Period, int]
    today: date

    @cached_property
    def _official(self) -> dict[Period, Period | None]:
        """The official period of each month shown."""
        return {
            month: next((p for p in self.periods if p.start <= month.start <= p.end), None) for month in self.months
        }

    def between(self, first: Period, last: Period) -> int:
        """Return how many answers are shown that certainly belong to these months, both included."""
        whole = {p for p in self.periods if first.start <= p.start and min(p.end, self.today) <= last.end}
        rest = (month for month in self.months if first <= month <= last and self._official[month] not in whole)
        return sum(self.periods[p] for p in whole) + sum(self.months[month] for month in rest)


@dataclass(slots=True, kw_only=True)
class Run:
    """A run of whole months that hides a few answers, and what the list says of it so far.

    Attributes
    ----------
    inside, touching
        Answers of the stretches wholly inside the months, and of those that reach into them.
    """

    start: date
    end: date
    shown: int
    inside: int = 0
    touching: int = 0

    def allows(self, one: Stretch) -> bool:
        """Tell whether, with `one` added, still nobody can bound from either side how many answers are hidden."""
        inside, touching = self._with(one)
        return inside <= self.shown and (one.last_day < self.end or touching - self.shown >= K)

    def add(self, one: Stretch) -> None:
        """Count a stretch that is published."""
        self.inside, self.touching = self._with(one)

    def _with(self, one: Stretch) -> tuple[int, int]:
        is_inside = self.start <= one.first_day and one.last_day <= self.end
        is_touching = one.last_day >= self.start and one.first_day <= self.end
        return self.inside + is_inside * one.counting, self.touching + is_touching * one.counting


def shown_by(groups: Mapping[UnitPeriod, Protected], today: date) -> Shown:
    """Add up what a release shows."""
    periods, months = Counter[Period](), Counter[Period]()
    for group, protected in groups.items():
        periods[group.period] += sum(tally.n for tally in protected.unit_cells.values())
        for month, tally in protected.months.items():
            months[period_of(month, MONTH)] += tally.n
    return Shown(periods=periods, months=months, today=today)


def days_of(
    links: Iterable[ChainLink], zone: ZoneInfo, ranges: Sequence[LedgerRange], leaving: Container[int]
) -> Iterator[Stretch]:
    """Group the chain by local day, split where an earlier range ends.

    Parameters
    ----------
    leaving
        Places of withdrawn answers that leave the published numbers now.
    """
    lasts = [one.last for one in ranges]

    def key(dated: tuple[ChainLink, date]) -> tuple[int, date]:
        return bisect_left(lasts, dated[0].sequence), dated[1]

    for (_, day), same in groupby(_dated(links, zone), key=key):
        members = [link for link, _ in same]
        yield Stretch(
            last=members[-1].sequence, rows=len(members), first_day=day, last_day=day, head=members[-1].link,
            counting=sum(link.has_scores and link.sequence not in leaving for link in members),
        )  # fmt: skip


def cut(ranges: Sequence[LedgerRange], days: Iterable[Stretch], shown: Shown) -> list[Stretch]:
    """Return the stretches of a release: the published ranges, then what may follow; the days left over wait.

    Parameters
    ----------
    days
        The whole chain by day.
    """
    waiting = deque(day for day in days if day.last_day < shown.today)  # today may bring more
    runs = runs_at_risk(waiting, shown)
    stretches = [_counted(one, waiting) for one in ranges]
    for one in stretches:
        for run in runs:
            run.add(one)
    open_days: list[Stretch] = []
    for day in waiting:
        open_days.append(day)
        joined = _join(open_days)
        if joined.rows >= K and all(run.allows(joined) for run in runs):
            stretches.append(joined)
            open_days = []
            for run in runs:
                run.add(joined)
    return stretches


def runs_at_risk(chain: Iterable[Stretch], shown: Shown) -> list[Run]:
    """Return the runs of months of which all but 1 to K - 1 answers are shown."""
    received = Counter[Period]()
    for day in chain:
        received[period_of(day.first_day, MONTH)] += day.counting
    months = sorted(received)
    found = []
    for at, first in enumerate(months):
        came_in = 0
        for last in months[at:]:
            came_in += received[last]
            told = shown.between(first, last)
            if 0 < came_in - told < K:
                found.append(Run(start=first.start, end=last.end, shown=told))
    return found


def check_hash(receipt: str | None, secret: bytes, commitment: bytes) -> str:
    """Return the hash by which a respondent finds an answer; one without receipt gets one that looks the same."""
    part = receipt[-CHECK_CHARACTERS:] if receipt else _filler(secret, commitment)
    return hashlib.sha256(part.encode()).hexdigest()[:HASH_CHARACTERS]


def marked(withdrawn: Sequence[int]) -> frozenset[int]:
    """Return which withdrawn answers are marked: K at a time, so that no mark ties one row that left to a day."""
    return frozenset(withdrawn[: len(withdrawn) // K * K])


def _filler(secret: bytes, commitment: bytes) -> str:
    return encode(hmac.digest(secret, b"no receipt\0" + commitment, hashlib.sha256))[:CHECK_CHARACTERS]


def _counted(one: LedgerRange, chain: deque[Stretch]) -> Stretch:
    """Take the days of a published range off the chain; it keeps its own dates and head."""
    days = []
    while chain and chain[0].last <= one.last:
        days.append(chain.popleft())
    return Stretch(
        last=one.last, first_day=one.first_day, last_day=one.last_day, head=one.head,
        rows=sum(day.rows for day in days), counting=sum(day.counting for day in days),
    )  # fmt: skip


def _join(days: Sequence[Stretch]) -> Stretch:
    return Stretch(
        last=days[-1].last, rows=sum(day.rows for day in days), counting=sum(day.counting for day in days),
        first_day=days[0].first_day, last_day=days[-1].last_day, head=days[-1].head,
    )  # fmt: skip


def _dated(links: Iterable[ChainLink], zone: ZoneInfo) -> Iterator[tuple[ChainLink, date]]:
    """Give each link its day; days never run backwards, and a withdrawn answer goes with its neighbours."""
    day: date | None = None
    day_end = ""
    early: list[ChainLink] = []
    for link in links:
        if link.moment is not None and link.moment >= day_end:
            day = datetime.fromisoformat(link.moment).astimezone(zone).date()
            midnight = datetime.combine(day + timedelta(days=1), time(), zone)
            day_end = midnight.astimezone(UTC).isoformat()
        if day is None:
            early.append(link)
            continue
        for one in (*early, link):
            yield one, day
        early = []
