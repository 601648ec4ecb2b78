"""Sentences of the indicators in both languages: decimal comma in Indonesian, decimal point in English."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from site_builder.indicators.rounding import round_half_up
from survey_definitions.model import LANGUAGES, Text

POINT_PLACES = 1

Value = Text | Decimal | int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What stands before the decimals of a number, and between its thousands."""

    decimal: str
    thousands: str


MARKS = {"id": Marks(decimal=",", thousands="."), "en": Marks(decimal=".", thousands=",")}


def written(value: Decimal | int, marks: Marks) -> str:
    """Write a number with the decimals it has and its thousands apart: ``2.008`` and ``81,05`` in Indonesian."""
    whole, _, decimals = f"{value:,f}".partition(".") if isinstance(value, Decimal) else (f"{value:,}", "", "")
    whole = whole.replace(",", marks.thousands)
    return f"{whole}{marks.decimal}{decimals}" if decimals else whole


def rounded(value: float | Fraction, places: int = POINT_PLACES) -> Decimal:
    """Round half-up to the decimals a sentence shows; a difference never reads as minus zero."""
    return round_half_up(Fraction(value), places)


def sentence(template: Text, **values: Value) -> Text:
    """Fill in both languages of `template`; numbers are written as each language writes them.

    Floats are not accepted: `rounded` says how many decimals the reader gets.
    """
    filled = {language: template[language].format(**_in(language, values)) for language in LANGUAGES}
    return Text(id=filled["id"], en=filled["en"])


def joined(*sentences: Text) -> Text:
    """Return sentences one after the other, empty ones left out."""
    told = [one for one in sentences if one.id]
    return Text(id=" ".join(one.id for one in told), en=" ".join(one.en for one in told))


def _in(language: str, values: dict[str, Value]) -> dict[str, str]:
    return {name: _word(value, language) for name, value in values.items()}


def _word(value: Value, language: str) -> str:
    if isinstance(value, Text):
        return value[language]
    return value if isinstance(value, str) else written(value, MARKS[language])
