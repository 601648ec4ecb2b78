"""Sentences of the indicators in both languages: decimal comma in Indonesian, decimal point in English."""

from dataclasses import dataclass
from decimal import Decimal

from site_builder.indicators.rounding import round_half_up
from survey_definitions.model import Text

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
    return _marked(_plain(value), marks)


def rounded(value: float, places: int = POINT_PLACES) -> Decimal:
    """Round half-up to the decimals a sentence shows; a difference never reads as minus zero."""
    return round_half_up(value, places)


def sentence(template: Text, **values: Value) -> Text:
    """Fill in both languages of `template`; numbers are written as each language writes them.

    Floats are not accepted: `rounded` says how many decimals the reader gets.
    """
    words = {name: _words(value) for name, value in values.items()}
    return Text(
        id=template.id.format(**{name: word.id for name, word in words.items()}),
        en=template.en.format(**{name: word.en for name, word in words.items()}),
    )


def joined(*sentences: Text) -> Text:
    """Return sentences one after the other, empty ones left out."""
    told = [one for one in sentences if one.id]
    return Text(id=" ".join(one.id for one in told), en=" ".join(one.en for one in told))


def _words(value: Value) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, str):
        return Text(id=value, en=value)
    plain = _plain(value)  # once for both languages: formatting is most of the work of a sentence
    return Text(id=_marked(plain, MARKS["id"]), en=_marked(plain, MARKS["en"]))


def _plain(value: Decimal | int) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,f}"


def _marked(plain: str, marks: Marks) -> str:
    whole, point, decimals = plain.partition(".")
    return whole.replace(",", marks.thousands) + (marks.decimal + decimals if point else "")
