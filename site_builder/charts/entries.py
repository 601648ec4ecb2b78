"""Entries of tables that say the same in every chart: n, index and letter of a result or an unsur."""

from dataclasses import replace
from decimal import Decimal

from site_builder.charts.spec import Column, Entry, plain
from site_builder.indicators.finding import Interval
from site_builder.indicators.rounding import round_half_up
from site_builder.indicators.status import Status
from site_builder.indicators.wording import rounded
from site_builder.interface import Language
from site_builder.interface.numbers import count_text, decimal_text
from site_builder.results import Result
from survey_definitions.model import Grade


def n_entry(n: int | None, language: Language, *, merged: bool = False) -> Entry:
    """Write how many answered; hidden numbers are "1–9" for people and nothing for programs (PUB02)."""
    if n is None:
        return Entry(text=language("number.merged" if merged else "number.few"), value="", muted=True)
    return Entry(text=count_text(n, language), value=str(n))


def index_entry(index: Decimal | None, n: int | None, language: Language) -> Entry:
    """Write the index of an unsur; without one, say whether it is hidden or does not exist (SKM15)."""
    if index is not None:
        return Entry(text=decimal_text(index, language), value=str(index))
    missing = language("number.hidden") if n is None else language("number.unavailable")
    return Entry(text=missing, value="", muted=True)


def grade_entry(grade: Grade | None, status: Status, language: Language) -> Entry:
    """Write a letter; a provisional result has none and says so."""
    if grade is not None:
        return Entry(text=grade.letter, value=grade.letter)
    provisional = status is Status.SEMENTARA
    return Entry(text=language("number.provisional") if provisional else "", value="", muted=True)


def result_index(result: Result, language: Language) -> Entry:
    """Write the index of a whole result; one unsur that is hidden or without answers leaves it without."""
    if result.index is None and result.shown:
        return Entry(text=language("number.incomputable"), value="", muted=True)
    return index_entry(result.index, result.n, language)


def result_grade(result: Result, language: Language) -> Entry:
    """Write the letter of a whole result."""
    return grade_entry(result.grade, result.status, language)


INTERVAL_COLUMNS = (Column(key="low", numeric=True), Column(key="high", numeric=True))


def interval_entries(interval: Interval | None) -> tuple[Entry, Entry]:
    """Write the ends of an interval for programs; nothing where there is none."""
    if interval is None:
        return plain(""), plain("")
    return plain(str(round_half_up(interval.low, 2))), plain(str(round_half_up(interval.high, 2)))


def with_interval(entry: Entry, interval: Interval | None, language: Language) -> Entry:
    """Return an entry with its interval in small below."""
    return entry if interval is None else replace(entry, detail=range_text(interval, language))


def range_text(interval: Interval, language: Language) -> str:
    """Write the ends of an interval as briefly as a table needs it."""
    low, high = (decimal_text(rounded(end), language) for end in (interval.low, interval.high))
    return language("number.range", low=low, high=high)


def interval_text(interval: Interval, language: Language) -> str:
    """Write the ends of an interval with one decimal."""
    low, high = (decimal_text(rounded(end), language) for end in (interval.low, interval.high))
    return language("number.interval", low=low, high=high)
