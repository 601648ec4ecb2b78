"""What a signal looks at: the answers one unit got in one period, never a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: when it came in (local time) and how long it took, None where unknown (offline, kiosk)."""

    received: datetime
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The answers of one unit and period, and what they are held against.

    Attributes
    ----------
    start, end
        First and last day of the period.
    opening
        Opening and closing time by day of the week (0 is Monday); days not named are closed. None if unknown.
    visitors
        People served; None if unknown.
    others_by_hour
        How many answers the other units got in each hour of the day, 24 numbers.
    usual_seconds
        Median time an answer takes, over all units; None if unknown.
    """

    start: date
    end: date
    answers: tuple[Answer, ...]
    opening: Mapping[int, tuple[time, time]] | None = None
    visitors: int | None = None
    others_by_hour: tuple[int, ...] = (0,) * HOURS
    usual_seconds: float | None = None
