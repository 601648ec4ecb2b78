"""Numbers as each language writes them: decimal comma in Indonesian, decimal point in English."""

from decimal import Decimal
from fractions import Fraction

from site_builder.indicators.rounding import round_half_up
from site_builder.indicators.wording import Marks, written
from site_builder.interface.language import Language

MEAN_PLACES = 2
KILOBYTE = 1024


def decimal_text(value: Decimal, language: Language) -> str:
    """Write an index with the decimals it has: ``81,05`` or ``81.05``."""
    return written(value, _marks(language))


def mean_text(value: Fraction, language: Language) -> str:
    """Write a mean of answers with 2 decimals, rounded half-up."""
    return decimal_text(mean_decimal(value), language)


def mean_decimal(value: Fraction) -> Decimal:
    """Round a mean of answers half-up to the decimals it is published with."""
    return round_half_up(value, MEAN_PLACES)


def count_text(value: int, language: Language) -> str:
    """Write a whole number with thousands apart: ``20.000`` or ``20,000``."""
    return written(value, _marks(language))


def size_text(size: int, language: Language) -> str:
    """Write the size of a file in kB or MB, with one decimal below 10."""
    amount, unit = (size / KILOBYTE, "kB") if size < KILOBYTE**2 else (size / KILOBYTE**2, "MB")
    places = 1 if amount < 10 else 0  # noqa: PLR2004 - the ten of "one decimal below 10"
    return f"{decimal_text(Decimal(f'{amount:.{places}f}'), language)} {unit}"


def _marks(language: Language) -> Marks:
    return Marks(decimal=language("language.decimal"), thousands=language("language.thousands"))
