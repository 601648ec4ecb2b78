"""Rounding as the regulation does it: half-up, once, from the exact value."""

from decimal import Decimal
from fractions import Fraction


def round_half_up(value: Fraction, places: int) -> Decimal:
    """Return `value` with exactly `places` decimals; a half goes away from zero (SKM11).

    Parameters
    ----------
    value
        The exact number; never one that was rounded before.
    places
        Decimals to keep, 0 or more.
    """
    doubled = 2 * abs(value) * 10**places
    whole = (doubled.numerator + doubled.denominator) // (2 * doubled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)
