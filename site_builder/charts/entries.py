"""Entries of tables that say the same in every chart: n, index and letter of a result or an unsur."""

from decimal import Decimal

from site_builder.charts.spec import Column, Entry, plain
from site_builder.indicators.finding import Interval
from site_builder.indicators.rounding import round_half_up
from site_builder.indicators.status import Status
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


def interval_columns(language: Language) -> tuple[Column, Column]:
    """Return the columns of the ends of an interval."""
    return (
        Column(key="low", heading=language("column.low"), numeric=True),
        Column(key="high", heading=language("column.high"), numeric=True),
    )


def interval_entries(interval: Interval | None, language: Language) -> tuple[Entry, Entry]:
    """Write the ends of an interval: one decimal for people, two for programs, nothing where there is none."""
    if interval is None:
        return plain(""), plain("")
    low, high = (
        Entry(text=decimal_text(round_half_up(end, 1), language), value=str(round_half_up(end, 2)))
        for end in (interval.low, interval.high)
    )
    return low, high
