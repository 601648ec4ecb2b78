"""Interval of a mean on a bounded scale: Student's t on the logit, mapped back, so it never leaves the scale."""

from functools import lru_cache
from math import exp, log

from site_builder.indicators.distributions import t_quantile
from site_builder.indicators.finding import CONFIDENCE, Interval


@lru_cache  # several findings about one cell need it
def logit_interval(
    value: float, se: float, df: float, n: float, limits: tuple[float, float], level: float = CONFIDENCE
) -> Interval:
    """Return the interval of a mean that lies between `limits`.

    Parameters
    ----------
    value, se
        Estimate and standard error, in points of the scale.
    df
        Degrees of freedom of `se`.
    n
        People it rests on; counts only where they all agree.
    limits
        Lowest and highest possible value, 25 and 100 for the index.

    Returns
    -------
    Interval
        With m = (value − low)/(high − low): logit m ± t_df·se_m/(m(1 − m)), mapped back. Without any spread the
        t interval would claim certainty. Then at most q = 1 − (1 − level)^(1/n) of all people can have been
        missed with that confidence, each by the whole way to an end of the scale: value − q·(value − low) to
        value + q·(high − value). Where everybody gave the best answer that is 100 − 75·q, "rule of three" for
        small q; where everybody gave the worst, its mirror image.

    References
    ----------
    Korn & Graubard (1998), Survey Methodology 24, 193–201; Hanley & Lippman-Hand (1983), JAMA 249.
    """
    low, high = limits
    if se == 0:
        missed = 1 - (1 - level) ** (1 / n)
        return Interval(low=value - missed * (value - low), high=value + missed * (high - value), level=level)
    share = (value - low) / (high - low)
    half = t_quantile((1 + level) / 2, df) * se / ((high - low) * share * (1 - share))
    centre = log(share / (1 - share))
    ends = (low + (high - low) * _share(centre + side * half) for side in (-1, 1))
    return Interval(low=next(ends), high=next(ends), level=level)


def _share(logit: float) -> float:
    """Map a logit back to a share, without overflow at either end."""
    return 1 / (1 + exp(-logit)) if logit >= 0 else exp(logit) / (1 + exp(logit))
