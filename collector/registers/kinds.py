"""What a cell of a register can hold: how it is read, kept and told to people.

A kind that only one register needs stands in that register's file.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from collector.registers.free_text import personal_data
from survey_definitions.model import Text
from survey_definitions.problems import quoted

Stored = str | int | None
T = TypeVar("T")
MOST_DIGITS = 9
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
_LINK = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(/[^\s<>\"']*)?", re.IGNORECASE)
_PERIOD = re.compile(r"\d{4}(-(S[12]|T[1-4]|0[1-9]|1[0-2]))?")


class FaultyCellError(Exception):
    """A cell can't be read: what is wrong, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


class Kind(ABC, Generic[T]):
    """Base of all kinds: text as it stands.

    Attributes
    ----------
    sql
        Type of the column in SQLite.
    words
        What a cell holds, in English, for the documentation.
    """

    sql = "TEXT"
    words = "text"

    @abstractmethod
    def read(self, text: str) -> T:
        """Return what the cell says; raise FaultyCellError if it can't be read."""

    def store(self, value: T) -> Stored:
        """Return what is kept in the database."""
        return value  # type: ignore[return-value]

    def restore(self, stored: Stored) -> T:
        """Return what was kept."""
        return stored  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Maybe(Kind[T | None], Generic[T]):
    """An inner kind, or nothing where the cell is empty."""

    inner: Kind[T]

    @property
    def sql(self) -> str:  # type: ignore[override]
        """The inner kind's."""
        return self.inner.sql

    @property
    def words(self) -> str:  # type: ignore[override]
        """The inner kind's, and that it may be missing."""
        return f"{self.inner.words}; may be empty"

    def read(self, text: str) -> T | None:
        """Read a cell that is not empty."""
        return self.inner.read(text) if text else None

    def store(self, value: T | None) -> Stored:
        """Keep nothing as NULL."""
        return None if value is None else self.inner.store(value)

    def restore(self, stored: Stored) -> T | None:
        """Return None for NULL."""
        return None if stored is None else self.inner.restore(stored)


class Slug(Kind[str]):
    """A code that goes into addresses."""

    words = "a code: lower-case letters, digits, single hyphens"

    def read(self, text: str) -> str:
        """Read a code."""
        if not _SLUG.fullmatch(text):
            raise FaultyCellError(
                f"{quoted(text)} is no code.", "Use lower-case letters, digits and single hyphens."
            )
        return text


@dataclass(frozen=True, slots=True)
class Reference(Slug):
    """The code of a record in another register; `table` is that register's."""

    table: str

    @property
    def words(self) -> str:  # type: ignore[override]
        """Whose code it is."""
        return f"code of {'an' if self.table[0] in 'aeiou' else 'a'} {self.table}"


@dataclass(frozen=True, slots=True)
class Words(Kind[str]):
    """Words for everybody: on one line, not too long, and without what identifies a person (PUB05)."""

    missing: str = ""
    longest: int = 200

    @property
    def words(self) -> str:  # type: ignore[override]
        """How long it may be."""
        return f"text of at most {self.longest} characters{'' if self.missing else '; may be empty'}"

    def read(self, text: str) -> str:
        """Read words, white space made single spaces."""
        line = " ".join(text.split())
        if self.missing and not line:
            raise FaultyCellError(self.missing, "Write it.")
        if len(line) > self.longest:
            raise FaultyCellError(
                f"the text has {len(line)} characters, and {self.longest} is the most.", "Shorten it."
            )
        if found := personal_data(line):
            raise FaultyCellError(f"the text seems to hold {found}; it is published.", "Take it out.")
        return line


@dataclass(frozen=True, slots=True)
class OneOf(Kind[str]):
    """One of a few values, each with its meaning."""

    values: Mapping[str, Text]

    @property
    def words(self) -> str:  # type: ignore[override]
        """The values with their meanings."""
        return "; ".join(
            f"`{value}` {text.en}" if value else f"empty: {text.en}" for value, text in self.values.items()
        )

    def read(self, text: str) -> str:
        """Read one of the values."""
        if text not in self.values:
            listed = ", ".join(value or "(empty)" for value in self.values)
            raise FaultyCellError(f"{quoted(text)} is not known.", f"Use one of: {listed}.")
        return text


@dataclass(frozen=True, slots=True)
class Number(Kind[int]):
    """A whole number from `lowest` on."""

    lowest: int = 0

    @property
    def sql(self) -> str:  # type: ignore[override]
        """Kept as a number."""
        return "INTEGER"

    @property
    def words(self) -> str:  # type: ignore[override]
        """Where it begins."""
        return f"a whole number from {self.lowest}"

    def read(self, text: str) -> int:
        """Read a number of at most nine digits."""
        if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
            raise FaultyCellError(f"{quoted(text)} is no whole number.", "Write at most nine digits, such as 120.")
        if int(text) < self.lowest:
            raise FaultyCellError(f"{text} is too small.", f"Write {self.lowest} or more.")
        return int(text)


class Day(Kind[date]):
    """A date."""

    words = "a date, such as 2025-12-31"

    def read(self, text: str) -> date:
        """Read an ISO date."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise FaultyCellError(f"{quoted(text)} is no date.", "Write it as 2024-12-31.") from None

    def store(self, value: date) -> str:
        """Keep the ISO date."""
        return value.isoformat()

    def restore(self, stored: Stored) -> date:
        """Return the date."""
        return date.fromisoformat(str(stored))


class Clock(Kind[str]):
    """A time of day, from 00:00 to 24:00."""

    words = "a time, such as 07:30; 24:00 is the end of the day"

    def read(self, text: str) -> str:
        """Read a time; a spreadsheet may have added seconds."""
        time = text.removesuffix(":00") if text.count(":") == 2 else text  # noqa: PLR2004 - hours:minutes:seconds
        if not _CLOCK.fullmatch(time):
            raise FaultyCellError(f"{quoted(text)} is no time of day.", "Write it as 07:30.")
        return time


class Link(Kind[str]):
    """An address that everybody can open."""

    words = "an address that begins with https://"

    def read(self, text: str) -> str:
        """Read an address."""
        if not _LINK.fullmatch(text) or len(text) > 500:  # noqa: PLR2004 - longer ones are pasted by mistake
            raise FaultyCellError(
                f"{quoted(text)} is no web address.", "Write it in full, beginning with https://."
            )
        return text


class PeriodCode(Kind[str]):
    """The code of an official period or a month."""

    words = "code of a period: 2025 (year), 2025-S1 (half), 2025-T3 (quarter), 2025-11 (month)"

    def read(self, text: str) -> str:
        """Read a code; whether the region has such periods is checked afterwards."""
        if not _PERIOD.fullmatch(text):
            raise FaultyCellError(f"{quoted(text)} is no period.", "Write it as 2025-T3 or 2025-11.")
        return text
