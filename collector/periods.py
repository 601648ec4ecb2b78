"""Survey periods: a visit date belongs to one official period and one month (SKM21)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTH = "bulan"
_MONTHS_IN = {"tahunan": 12, "semester": 6, "triwulan": 3, MONTH: 1}
_IDENTIFIER: dict[str, Callable[[int, int], str]] = {
    "tahunan": lambda year, _number: f"{year}",
    "semester": lambda year, number: f"{year}-S{number}",
    "triwulan": lambda year, number: f"{year}-T{number}",
    MONTH: lambda year, number: f"{year}-{number:02}",
}
OFFICIAL_KINDS = tuple(kind for kind in _MONTHS_IN if kind != MONTH)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """A span of whole months; `number` counts within the year from 1, `end` is the last day."""

    start: date
    end: date
    kind: str
    year: int
    number: int

    @property
    def id(self) -> str:
        """Identifier such as ``2024``, ``2024-S1``, ``2024-T3`` or ``2024-05``."""
        return _IDENTIFIER[self.kind](self.year, self.number)


def period_of(day: date, kind: str) -> Period:
    """Return the period of `kind` (tahunan, semester, triwulan or bulan) that contains `day`."""
    months = _MONTHS_IN[kind]
    number = (day.month - 1) // months + 1
    first_month = (number - 1) * months + 1
    last_month = first_month + months - 1
    following = date(day.year + last_month // 12, last_month % 12 + 1, 1)
    return Period(
        start=date(day.year, first_month, 1), end=following - timedelta(days=1),
        kind=kind, year=day.year, number=number,
    )  # fmt: skip


def period_code_kind(code: str) -> str:
    """Return the kind of period whose code looks like `code`."""
    _, _, number = code.partition("-")
    return {"": "tahunan", "S": "semester", "T": "triwulan"}.get(number[:1], MONTH)
