"""How small an effect could these data have shown? Without it "no effect seen" says nothing."""

from site_builder.indicators.distributions import t_quantile
from site_builder.indicators.finding import CONFIDENCE

POWER = 0.8


def detectable_effect(se: float, df: float) -> float:
    """Return the effect found in 80 % of such data: (t₀.₉₇₅ + t₀.₈₀)·SE.

    Parameters
    ----------
    se
        Standard error of the estimate, in points.
    df
        Degrees of freedom of its t interval.

    References
    ----------
    Bloom, H. S. (1995). Minimum detectable effects. Evaluation Review, 19, 547–556.
    """
    return (t_quantile(0.5 + CONFIDENCE / 2, df) + t_quantile(POWER, df)) * se
