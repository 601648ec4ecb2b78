"""A share of people with its interval, and as the peer of other units' shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from site_builder.indicators.distributions import normal_quantile
from site_builder.indicators.finding import CONFIDENCE, Interval
from site_builder.indicators.peers import Peer
from survey_definitions.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCount:
    """How many of the `n` people of a unit do or are something."""

    unit: Text
    count: float
    n: int


def wilson_interval(count: float, n: int, level: float = CONFIDENCE) -> Interval:
    """Return the score interval of a share, which stays within 0 and 1.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209–212.
    """
    z = normal_quantile((1 + level) / 2)
    share = count / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return Interval(low=max(0.0, centre - half), high=min(1.0, centre + half), level=level)


def share_peers(counts: Sequence[UnitCount]) -> tuple[Peer, ...]:
    """Return the shares of units in per cent, with the error each would have if it were like all others.

    The share of all, p = (Σ count + 1)/(Σ n + 2), gives √(p(1 − p)/n); a unit's own share would give a unit
    without any case an error of 0, and with it all the weight.

    References
    ----------
    Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24.
    """
    people = sum(one.n for one in counts)
    share = (sum(one.count for one in counts) + 1) / (people + 2)
    return tuple(
        Peer(unit=one.unit, value=100 * one.count / one.n, se=100 * sqrt(share * (1 - share) / one.n))
        for one in counts
    )
