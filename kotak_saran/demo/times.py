"""When the invented visits take place, when they are recorded and how long a form takes."""

import math
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from kotak_saran.demo.people import pick

SATURDAY = 5
SIX_DAYS = ("rsud", "puskesmas", "mpp")
"""Kinds of agency that also open on Saturdays."""
HOLIDAYS = ((1, 1), (5, 1), (6, 1), (8, 17), (12, 25))
"""Month and day of the holidays that fall on the same date every year."""
OPEN_HOURS = {"8": 0.12, "9": 0.22, "10": 0.22, "11": 0.14, "12": 0.04, "13": 0.12, "14": 0.1, "15": 0.04}
EVENING = (17, 21)
KEYED_HOURS = (14, 16)
"""Staff type paper forms at the end of a working day, the first one after up to `LATEST_KEYED` days."""
LATEST_KEYED = 8
SECONDS, SECONDS_STRAIGHT, SECONDS_SPREAD = 70.0, 30.0, 0.45
FEWEST_SECONDS, MOST_SECONDS = 8, 1800


@cache
def open_days(month: date, kind: str) -> tuple[date, ...]:
    """Return the days of `month` on which an agency of this kind serves."""
    days = (month + timedelta(days=number) for number in range(31))
    last = SATURDAY if kind in SIX_DAYS else SATURDAY - 1
    return tuple(
        day
        for day in days
        if day.month == month.month and day.weekday() <= last and (day.month, day.day) not in HOLIDAYS
    )


def visit_day(random: Random, month: date, kind: str) -> date:
    """Draw the day of a visit."""
    days = open_days(month, kind)
    return days[int(random.random() * len(days))]


def recorded_at(random: Random, day: date, *, on_paper: bool, in_the_evening: bool, zone: ZoneInfo) -> datetime:
    """Draw when the answer of a visit on `day` is recorded, in UTC; only paper is recorded on a later day."""
    if on_paper:
        day += timedelta(days=1 + int(random.random() * LATEST_KEYED))
        if day.weekday() >= SATURDAY:
            day += timedelta(days=7 - day.weekday())
        hour = _between(random, *KEYED_HOURS)
    elif in_the_evening:
        hour = _between(random, *EVENING)
    else:
        hour = int(pick(random, OPEN_HOURS))
    moment = time(hour, int(random.random() * 60), int(random.random() * 60), tzinfo=zone)
    return datetime.combine(day, moment).astimezone(UTC)


def seconds_taken(random: Random, *, straight: bool) -> int:
    """Draw how many seconds somebody needs for the form."""
    usual = SECONDS_STRAIGHT if straight else SECONDS
    drawn = round(usual * math.exp(random.gauss(0, SECONDS_SPREAD)))
    return min(MOST_SECONDS, max(FEWEST_SECONDS, drawn))


def _between(random: Random, first: int, last: int) -> int:
    return first + int(random.random() * (last - first + 1))
