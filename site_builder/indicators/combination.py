"""Sums and differences of independent estimates, with the degrees of freedom such a sum has."""

from collections.abc import Sequence
from math import sqrt

from site_builder.indicators.design import Estimate
from site_builder.indicators.distributions import t_quantile
from site_builder.indicators.finding import CONFIDENCE, Interval


def combined(parts: Sequence[tuple[float, Estimate]]) -> Estimate:
    """Return Σ c·x of independent estimates x with factors c.

    Returns
    -------
    Estimate
        Its variance is Σ c²·SE²; its degrees of freedom (Σ c²·SE²)² ÷ Σ (c²·SE²)²/df, those of Welch's t for a
        difference of two means.

    References
    ----------
    Satterthwaite (1946), Biometrics Bulletin 2, 110–114.
    """
    variances = [(factor * one.se) ** 2 for factor, one in parts]
    whole = sum(variances)
    doubt = sum(variance**2 / one.df for variance, (_, one) in zip(variances, parts, strict=True))
    return Estimate(
        value=sum(factor * one.value for factor, one in parts),
        se=sqrt(whole),
        df=whole**2 / doubt if doubt > 0 else min(one.df for _, one in parts),
    )


def t_interval(estimate: Estimate, level: float = CONFIDENCE) -> Interval:
    """Return value ± t·SE, for numbers without bounds such as differences."""
    half = t_quantile((1 + level) / 2, estimate.df) * estimate.se
    return Interval(low=estimate.value - half, high=estimate.value + half, level=level)


def difference_interval(before: float, after: float, of_before: Interval, of_after: Interval) -> Interval:
    """Return the interval of after − before from the intervals of both, which need not be symmetric.

    References
    ----------
    Zou & Donner (2008), Statistics in Medicine 27, 1693–1702 (MOVER).
    """
    change = after - before
    return Interval(
        low=change - sqrt((after - of_after.low) ** 2 + (of_before.high - before) ** 2),
        high=change + sqrt((of_after.high - after) ** 2 + (before - of_before.low) ** 2),
        level=of_after.level,
    )
