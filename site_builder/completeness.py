"""Who reported when: which official periods of which agency hold answers, and which are gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from site_builder.records import Agency, Period, ServedKey
from site_builder.results import Result
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The official periods of one agency.

    Attributes
    ----------
    results
        Its results by period, hidden ones too; a period without any answer is not in it.
    gaps
        Ended periods without an answer since its first one, oldest first; none of a retired unit.
    visitors
        In how many of the periods with answers its visitors were reported and can be shown.
    """

    agency: Agency
    results: Mapping[str, Result]
    gaps: tuple[Period, ...]
    visitors: int


class Completeness:
    """What a release holds, agency by agency."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The official periods that have ended, oldest first."""
        return tuple(period for period in self._site.data.periods.values() if period.closed)

    def of(self, agency: Agency) -> Reported:
        """Return what an agency reported; of two questionnaires in one period the newer one stands for both."""
        results = {one.period.id: one for one in self._site.results.of(agency.code)}
        there = [place for place, period in enumerate(self.periods) if period.id in results]
        since = self.periods[there[0] :] if there and not agency.retired else ()
        served = self._site.data.served
        return Reported(
            agency=agency,
            results=results,
            gaps=tuple(period for period in since if period.id not in results),
            visitors=sum(ServedKey(agency.code, None, period) in served for period in results),
        )
