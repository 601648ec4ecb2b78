"""What a release is made from: the instance, and its answers counted and protected."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from collector.periods import MONTH, Period, period_of
from collector.publication.grouping import Gathered, Place, UnitPeriod, gather, key_of, place_of
from collector.publication.ledger import Stretch, cut, days_of, shown_by
from collector.publication.packing import Extent, Packed, pack
from collector.publication.refresh import refreshed, released
from collector.publication.respondents import Respondents
from collector.publication.small_cells import K, Protected, RawKey, protect
from collector.publication.tally import Shape, Tally
from collector.publication.voices import listen
from collector.storage.chain import GENESIS
from collector.storage.count_cube import CubeCell, CubeKey, Watermark, read_cube, read_watermark
from collector.storage.ledger import read_links, read_ranges
from collector.storage.reading import StoredResponse, read_leaving, read_responses
from collector.storage.records import RegionEntry
from collector.storage.released import ReleasedPeriod, read_released_periods
from collector.storage.released_counts import read_released_counts
from collector.storage.reviews import read_approved
from collector.storage.sqlite_store import SqliteStore
from survey_definitions.model import Survey

if TYPE_CHECKING:
    from collector.publication.quality.report import QualityReport


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
    def watermark(self) -> Watermark:
        """Up to which answer this release can reach: what comes later is not counted yet."""
        return read_watermark(self.store)

    @cached_property
    def counted(self) -> Gathered:
        """All answers up to the watermark, counted; not for publication."""
        withdrawn = (one for one in read_leaving(self.store) if one.sequence <= self.watermark.until)
        return gather(read_cube(self.store), withdrawn, self.shapes, self.region.period_kind)

    @cached_property
    def refreshed(self) -> dict[UnitPeriod, frozenset[RawKey]]:
        """The raw cells whose new answers go out now (PUB04)."""
        return {group: refreshed(cells, self.shapes[group.survey]) for group, cells in self.counted.cells.items()}

    @cached_property
    def raw(self) -> dict[UnitPeriod, dict[RawKey, Tally]]:
        """The answers of this release, counted before protection."""
        found = {group: released(cells, self.refreshed[group]) for group, cells in self.counted.cells.items()}
        return {group: tallies for group, tallies in found.items() if tallies}

    @cached_property
    def packed(self) -> Packed:
        """The answers of this release, shown or hidden."""
        return pack(read_responses(self.store), self.shapes, self._extent)

    def extent(self, place: Place) -> Extent:
        """Return which answers of a raw cell this release contains."""
        cell = self.counted.cells.get(place.group, {}).get(place.cell)
        if cell is not None and place.cell in self.refreshed[place.group]:
            return Extent(self.watermark.until, with_withdrawn=False)
        return Extent(cell.until if cell else 0, with_withdrawn=True)

    def contains(self, response: StoredResponse) -> bool:
        """Tell whether an answer is part of this release, shown or hidden."""
        _, extent = self._extent(response)
        return response.sequence <= extent.until and (extent.with_withdrawn or not response.withdrawn)

    def _extent(self, response: StoredResponse) -> tuple[Place, Extent]:
        place = place_of(response, self.region.period_kind)
        return place, self.extent(place)

    @property
    def waiting(self) -> int:
        """How many answers wait until enough others have come."""
        return sum(
            cell.added.n
            for group, cells in self.counted.cells.items()
            for key, cell in cells.items()
            if key not in self.refreshed[group]
        )

    def cube_changes(self) -> Iterator[tuple[CubeKey, CubeCell]]:
        """Yield the counts as they are once this release is the last one, where they change."""
        touched = {place for place, sequence in self.counted.withdrawn if sequence in self.leaving}
        for group, cells in self.counted.cells.items():
            for key, cell in cells.items():
                place = Place(group, key)
                if key in self.refreshed[group]:
                    yield key_of(place), CubeCell(self.watermark.until, cell.renewed.numbers, [])
                elif place in touched:
                    yield key_of(place), CubeCell(cell.until, cell.kept.numbers, cell.added.numbers)

    @cached_property
    def released_periods(self) -> tuple[ReleasedPeriod, ...]:
        """Every unit and period of this release; one that changes after its end gets the next revision."""
        before = {(one.agency, one.survey, one.period): one for one in read_released_periods(self.store)}
        counted = self.counted.cells.items()
        there = [group for group, cells in counted if any(cell.kept.n or cell.added.n for cell in cells.values())]
        return tuple(self._released_period(group, before) for group in there)

    def _released_period(
        self, group: UnitPeriod, before: Mapping[tuple[str, str, str], ReleasedPeriod]
    ) -> ReleasedPeriod:
        last = before.get((group.agency, group.survey, group.period.id))
        is_correction = last is not None and last.closed and bool(self.refreshed[group])
        return ReleasedPeriod(
            agency=group.agency, survey=group.survey, period=group.period.id,
            closed=group.period.end < self.today,
            revision=(last.revision if last else 0) + int(is_correction),
        )  # fmt: skip

    @cached_property
    def leaving(self) -> frozenset[int]:
        """The places of withdrawn answers that no published number holds any more, so that their scores can go."""
        return frozenset(
            sequence
            for place, sequence in self.counted.withdrawn
            if place.cell in self.refreshed[place.group]
            or sequence > self.counted.cells[place.group][place.cell].until
        )

    @cached_property
    def ledger(self) -> tuple[Stretch, ...]:
        """The stretches of the chain that are published: the earlier ones, and what may be added."""
        ranges = read_ranges(self.store)
        days = days_of(read_links(self.store), ZoneInfo(self.region.timezone), ranges, self.leaving)
        return tuple(cut(ranges, days, shown_by(self.groups, self.today)))

    @property
    def ledger_head(self) -> bytes:
        """The link at which the published part of the chain ends, 32 bytes."""
        return self.ledger[-1].head if self.ledger else GENESIS

    @cached_property
    def groups(self) -> Mapping[UnitPeriod, Protected]:
        """What may be said of each unit, survey and official period (PUB02)."""
        return {group: protect(tallies, self.shapes[group.survey]) for group, tallies in self.raw.items()}

    @cached_property
    def quality(self) -> "QualityReport":
        """How the answers came in: quality signals, and counts without flagged answers (PUB09)."""
        from collector.publication.quality.report import quality_of  # noqa: PLC0415  numpy; and it reads editions

        return quality_of(self)

    @cached_property
    def respondents(self) -> Respondents:
        """What may be said of those who answered, and of their comments (PUB03, PUB05)."""
        answers = (response for response in read_responses(self.store) if self.contains(response))
        kind = self.region.period_kind
        voices = listen(answers, frozenset(self.shown), self.surveys, kind, read_approved(self.store))
        return Respondents(voices=voices, before=tuple(read_released_counts(self.store)), today=self.today)

    @property
    def rows_in(self) -> int:
        """How many answers this release is made from."""
        return sum(tally.n for tallies in self.raw.values() for tally in tallies.values())

    def periods(self) -> set[Period]:
        """Return every official period with answers and every month that is shown."""
        official = {group.period for group in self.groups}
        months = {period_of(month, MONTH) for protected in self.groups.values() for month in protected.months}
        return official | months

    @property
    def shown(self) -> list[UnitPeriod]:
        """The units, surveys and official periods with numbers."""
        return [group for group, protected in self.groups.items() if protected.parts]

    @property
    def data_until(self) -> date | None:
        """The end of the newest period shown; while it runs, of its newest month (joined until it holds K)."""
        newest = max((group.period for group in self.shown), default=None)
        if newest is None:
            return None
        if newest.end < self.today:
            return newest.end
        months: Counter[date] = Counter()
        for group in self.shown:
            for key, tally in self.raw[group].items():
                months[key.month] += tally.n
        seen = accumulate(months[month] for month in sorted(months, reverse=True))
        month = next(month for month, n in zip(sorted(months, reverse=True), seen, strict=True) if n >= K)
        return period_of(month, MONTH).end
