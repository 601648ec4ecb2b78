"""Days as people type them, and which day it is where the region is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import click

from collector.errors import CollectorRefusedError


def now() -> datetime:
    """Return the present moment, aware."""
    return datetime.now(UTC)


def as_day(written: str) -> date:
    """Read a day such as 2026-11-24; click tells which argument it was that is none."""
    try:
        return datetime.strptime(written, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise click.BadParameter(
            f"'{written}' is not a day. Write year, month and day, as in 2026-11-24."
        ) from None


def today_in(timezone: str) -> date:
    """Return the day it is now in a zone."""
    return now().astimezone(ZoneInfo(timezone)).date()


def not_before(chosen: date, today: date, what: str) -> date:
    """Return `chosen`; refuse one that is over, since nobody can use `what` any more."""
    if chosen < today:
        raise CollectorRefusedError(
            f"{chosen} is over, and {what} for it would prove nothing. Name {today} or a later day."
        )
    return chosen
