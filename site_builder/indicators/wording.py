"""Sentences of the indicators in both languages: decimal comma in Indonesian, decimal point in English."""

from dataclasses import dataclass
from decimal import Decimal

from site_builder.indicators.rounding import round_half_up
from survey_definitions.model import Text

POINT_PLACES = 1
THOUSAND = 1000

Value = Text | Decimal | int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What stands before the decimals of a number, and between its thousands."""

    decimal: str
    thousands: str


MARKS = {"id": Marks(decimal=",", thousands="."), "en": Marks(decimal=".", thousands=",")}


def written(value: Decimal | int, marks: Marks) -> str:
    """Write a number with the decimals it has and its thousands apart: ``2.008`` and ``81,05`` in Indonesian."""
    return _plain(value).translate(_table(marks))


def rounded(value: float, places: int = POINT_PLACES) -> Decimal:
    """Round half-up to the decimals a sentence shows; a difference never reads as minus zero."""
    return round_half_up(value, places)


def sentence(template: Text, **values: Value) -> Text:
    """Fill in both languages of `template`; numbers are written as each language writes them.

    Floats are not accepted: `rounded` says how many decimals the reader gets.
    """
    indonesian, english = {}, {}
    for name, value in values.items():
        indonesian[name], english[name] = _words(value)
    return Text(id=template.id.format(**indonesian), en=template.en.format(**english))


def joined(*sentences: Text) -> Text:
    """Return sentences one after the other, empty ones left out."""
    told = [one for one in sentences if one.id]
    return Text(id=" ".join(one.id for one in told), en=" ".join(one.en for one in told))


def _words(value: Value) -> tuple[str, str]:
    """Write a value in both languages, a number once: formatting is most of the work of a sentence."""
    if isinstance(value, str):
        return value, value
    if isinstance(value, Text):
        return value.id, value.en
    english = _plain(value)  # whose marks are those of the language
    return english.translate(_INDONESIAN), english


def _plain(value: Decimal | int) -> str:
    if -THOUSAND < value < THOUSAND and "E" not in (text := str(value)):
        return text  # as most numbers are; it takes a fifth of the time
    return f"{value:,}" if isinstance(value, int) else f"{value:,f}"


def _table(marks: Marks) -> dict[int, str]:
    return str.maketrans({".": marks.decimal, ",": marks.thousands})


_INDONESIAN = _table(MARKS["id"])
