"""Rounding as the regulation does it: half-up, once, from the exact value."""

from decimal import Decimal
from fractions import Fraction


def round_half_up(value: Fraction | float, places: int) -> Decimal:
    """Return `value` with exactly `places` decimals; a half goes away from zero (SKM11).

    Parameters
    ----------
    value
        The exact number, a float for what it exactly is; never one that was rounded before.
    places
        Decimals to keep, 0 or more.
    """
    above, below = value.as_integer_ratio()
    whole = (2 * abs(above) * 10**places + below) // (2 * below)
    return Decimal(whole if above >= 0 else -whole).scaleb(-places)
