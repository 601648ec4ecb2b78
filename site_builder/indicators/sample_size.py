"""How many answers a unit should collect, by Krejcie & Morgan (SKM19)."""

from fractions import Fraction

from site_builder.indicators.rounding import round_half_up

CHI_SQUARE = Fraction(3841, 1000)
PROPORTION = Fraction(1, 2)
PRECISION = Fraction(5, 100)
EVERYONE_UP_TO = 10
SPREAD = CHI_SQUARE * PROPORTION * (1 - PROPORTION)
SQUARE = PRECISION**2


def sample_size(users: int) -> int:
    """Return the target number of respondents S = λ²NPQ / (d²(N−1) + λ²PQ).

    Parameters
    ----------
    users
        Service users N of the period, 0 or more.

    Returns
    -------
    int
        S rounded half-up, with λ² = 3.841, P = Q = 0.5, d = 0.05; up to 10 users it is everyone.

    Raises
    ------
    ValueError
        If `users` is negative.

    References
    ----------
    Krejcie, R. V., & Morgan, D. W. (1970). Determining sample size for research activities.
    Educational and Psychological Measurement, 30, 607–610.
    """
    if users < 0:
        raise ValueError(f"the number of users cannot be {users}")
    if users <= EVERYONE_UP_TO:
        return users
    # One fraction of whole numbers; step by step it takes ten times as long.
    above = SPREAD.numerator * SQUARE.denominator
    below = SQUARE.numerator * SPREAD.denominator * (users - 1) + above
    return int(round_half_up(Fraction(above * users, below), 0))
