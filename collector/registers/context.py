"""What a register's own checks may look at: the region, the questionnaires and every other record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from collector.periods import MONTH, period_code_kind
from collector.storage.records import RegionEntry
from survey_definitions.model import Survey

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a record that could be read, in which column (or none), and what to do."""

    column: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything that was read.

    Attributes
    ----------
    surveys
        Questionnaires a counter may ask, by id.
    instruments
        Questionnaires a training may ask, by id.
    today
        The local day; what has happened can't lie after it.
    rows
        The records of each register by row number.
    """

    region: RegionEntry
    surveys: Mapping[str, Survey]
    instruments: Mapping[str, Survey]
    today: date
    rows: Mapping[Any, Mapping[int, Any]]

    def records(self, register: type[R]) -> list[R]:
        """Return all records of a register."""
        return list(self.rows[register].values())

    def find(self, register: type[R], code: str) -> R | None:
        """Return the record of a register that has this code."""
        return next((one for one in self.rows[register].values() if one.code == code), None)

    def unknown_unsur(self, column: str, keys: tuple[str, ...]) -> Fault | None:
        """Name the first of `keys` that no questionnaire asks (SKM01)."""
        known = sorted({question.key for survey in self.surveys.values() for question in survey.scored})
        for key in keys:
            if key not in known:
                return Fault(column, f"'{key}' is no unsur.", f"Use: {', '.join(known)}.")
        return None

    def foreign_period(self, column: str, code: str) -> Fault | None:
        """Refuse a period this region doesn't have."""
        if period_code_kind(code) in (self.region.period_kind, MONTH):
            return None
        return Fault(column, f"the region's periods are {self.region.period_kind}, and '{code}' is none.",
                     "Write one of those, or a month such as 2025-11.")  # fmt: skip

    def in_future(self, column: str, day: date | None) -> Fault | None:
        """Refuse a day that has not come; an invented region has an invented calendar."""
        if day is None or day <= self.today or self.region.simulated:
            return None
        return Fault(column, f"{day} has not come yet.", "Write the day on which it happened, or wait.")
