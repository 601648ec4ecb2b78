"""Dates and survey periods in words."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from site_builder.interface.language import Language, load_languages
from site_builder.records import Period
from survey_definitions.model import LANGUAGES, Text

YEARLY = "tahunan"


def date_text(day: date, language: Language) -> str:
    """Write a date: ``30 September 2024``."""
    month = language.each("calendar.months")[day.month - 1]
    return language("calendar.date", day=day.day, month=month, year=day.year)


def period_text(period: Period, language: Language) -> str:
    """Write a period: ``Triwulan III 2024``, ``Semester 1 2024``, ``Tahun 2019``."""
    names = language.entries.get(f"calendar.{period.kind}", ())
    if isinstance(names, str) or not 1 <= period.number <= len(names):
        return language("calendar.unknown", id=period.id)
    name = names[period.number - 1].format(year=period.year)
    return name if period.closed else language("calendar.running", period=name)


def period_words(period: Period) -> Text:
    """Write a period in every language of the data, for the sentences of indicators."""
    languages = _languages()
    return Text(**{code: period_text(period, languages[code]) for code in LANGUAGES})


def period_with_months(period: Period, language: Language) -> str:
    """Write a period with its months: ``Triwulan III 2024 (Juli–September 2024)``; a year needs none."""
    name = period_text(period, language)
    if period.kind == YEARLY:
        return name
    months = language.each("calendar.months")
    first, last = months[period.start.month - 1], months[period.end.month - 1]
    span = language("calendar.span", first=first, last=last, year=period.end.year)
    return language("calendar.with_span", period=name, span=span)


def period_mark(period: Period, language: Language) -> str:
    """Write a period inside its year as an axis does: ``T3``, ``S1``; empty for a whole year."""
    names = language.entries.get(f"calendar.short_{period.kind}", ())
    if isinstance(names, str) or not 1 <= period.number <= len(names):
        return ""
    return names[period.number - 1]


@lru_cache
def _languages() -> Mapping[str, Language]:
    return {language.code: language for language in load_languages()}
