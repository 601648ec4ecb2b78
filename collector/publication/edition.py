"""What a release is made from: the instance, and its answers counted and protected."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import accumulate
from zoneinfo import ZoneInfo

from collector.periods import MONTH, Period, period_of
from collector.publication.grouping import UnitPeriod, tally_groups
from collector.publication.small_cells import K, Protected, RawKey, protect
from collector.publication.tally import Shape, Tally
from collector.storage.reading import read_responses
from collector.storage.records import RegionEntry
from collector.storage.sqlite_store import SqliteStore
from survey_definitions.model import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Public base addresses of form, open data and site; empty where there is none yet."""

    form: str = ""
    data: str = ""
    site: str = ""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One edition of the open file in the making.

    Attributes
    ----------
    surveys
        The questionnaires that describe themselves in the file.
    secret
        The instance's secret key; row ids are keyed with it (PUB01).
    now
        The moment of publishing, aware.
    """

    store: SqliteStore
    region: RegionEntry
    surveys: tuple[Survey, ...]
    secret: bytes
    addresses: Addresses
    now: datetime

    @property
    def today(self) -> date:
        """The local day of publishing: periods that ended before it are closed."""
        return self.now.astimezone(ZoneInfo(self.region.timezone)).date()

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """The scored questions of each survey."""
        return {survey.id: Shape.of(survey) for survey in self.surveys}

    @cached_property
    def raw(self) -> dict[UnitPeriod, dict[RawKey, Tally]]:
        """All answers, counted; not for publication."""
        return tally_groups(read_responses(self.store), self.shapes, self.region.period_kind)

    @cached_property
    def groups(self) -> Mapping[UnitPeriod, Protected]:
        """What may be said of each unit, survey and official period (PUB02)."""
        return {group: protect(tallies, self.shapes[group.survey]) for group, tallies in self.raw.items()}

    @property
    def rows_in(self) -> int:
        """How many answers there are."""
        return sum(tally.n for tallies in self.raw.values() for tally in tallies.values())

    def periods(self) -> set[Period]:
        """Return every official period with answers and every month that is shown."""
        official = {group.period for group in self.groups}
        months = {period_of(month, MONTH) for protected in self.groups.values() for month in protected.months}
        return official | months

    @property
    def data_until(self) -> date | None:
        """The end of the newest period shown; while it runs, of its newest month (joined until it holds K)."""
        shown = [group for group, protected in self.groups.items() if protected.parts]
        newest = max((group.period for group in shown), default=None)
        if newest is None:
            return None
        if newest.end < self.today:
            return newest.end
        months: Counter[date] = Counter()
        for group in shown:
            for key, tally in self.raw[group].items():
                months[key.month] += tally.n
        seen = accumulate(months[month] for month in sorted(months, reverse=True))
        month = next(month for month, n in zip(sorted(months, reverse=True), seen, strict=True) if n >= K)
        return period_of(month, MONTH).end
