"""Quantiles and tail probabilities, the only place that knows scipy."""

from functools import lru_cache

from scipy import special

KEPT = 4096  # quantiles: cells of a release share few degrees of freedom


@lru_cache(KEPT)
def t_quantile(probability: float, df: float) -> float:
    """Return the quantile of Student's t; a whole number of degrees of freedom is not required."""
    return float(special.stdtrit(df, probability))


@lru_cache(KEPT)
def normal_quantile(probability: float) -> float:
    """Return the quantile of the standard normal distribution."""
    return float(special.ndtri(probability))


def normal_two_sided(z: float) -> float:
    """Return the probability of a standard normal at least as far from 0 as `z`."""
    return float(2 * special.ndtr(-abs(z)))


def t_two_sided(t: float, df: float) -> float:
    """Return the probability of a Student t at least as far from 0 as `t`."""
    return float(2 * special.stdtr(df, -abs(t)))


def f_quantile(probability: float, df1: float, df2: float) -> float:
    """Return the quantile of Fisher's F."""
    return float(special.fdtri(df1, df2, probability))
