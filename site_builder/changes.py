"""Which agencies clearly changed in the region's latest period, judged all together."""

from dataclasses import dataclass

from site_builder.evaluations import newest_settled
from site_builder.indicators.change import BY_BOUNDS
from site_builder.indicators.distributions import t_two_sided
from site_builder.indicators.false_discovery import discoveries
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Codes of the agencies that clearly rose and fell, and how many could be compared."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    compared: int


def changes_of(site: Site) -> Changes:
    """Compare each agency's latest period with its one before; of many tests, few alarms may be false.

    Where all answers of a period agree there is no error to judge by, so such an agency is not compared here.
    """
    tested: list[tuple[str, float, float]] = []
    for agency in site.active:
        evaluations = site.evaluations.of(agency.code)
        newest = newest_settled(evaluations) if evaluations else None
        found = newest.change if newest and newest.result.period == site.latest else None
        if found and found.estimate is not None and found.se and found.df and found.method is not BY_BOUNDS:
            chance = t_two_sided(found.estimate / found.se, found.df)
            tested.append((agency.code, found.estimate, chance))
    alarms = discoveries([chance for _, _, chance in tested])
    clear = [(code, points) for (code, points, _), alarm in zip(tested, alarms, strict=True) if alarm]
    return Changes(
        up=tuple(code for code, points in clear if points > 0),
        down=tuple(code for code, points in clear if points < 0),
        compared=len(tested),
    )
