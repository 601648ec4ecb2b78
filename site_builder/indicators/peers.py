"""A unit among others, as funnel and rank intervals compare it."""

from dataclasses import dataclass

from site_builder.indicators.distributions import normal_quantile
from site_builder.indicators.index_estimate import IndexEstimate
from site_builder.indicators.satisfaction_index import interval_of
from survey_definitions.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One unit: its name, its number, and a standard error above 0."""

    unit: Text
    value: float
    se: float


def peer_of(unit: Text, estimate: IndexEstimate) -> Peer:
    """Return a unit with its index; where all answers agree the error is that of the bound's width.

    Only units of 30 and more answers are compared; fewer are provisional and have no rank.
    """
    if estimate.se > 0:
        return Peer(unit=unit, value=estimate.value, se=estimate.se)
    interval = interval_of(estimate)
    width = (interval.high - interval.low) / (2 * normal_quantile((1 + interval.level) / 2))
    return Peer(unit=unit, value=estimate.value, se=width)
