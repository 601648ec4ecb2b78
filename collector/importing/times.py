"""Dates and times as offices write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from survey_definitions.problems import quoted

_FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y",
)  # fmt: skip


def local_moment(written: str) -> datetime:
    """Read a local date, with or without a time, day before month; raise ValueError if it is neither."""
    for form in _FORMATS:
        try:
            return datetime.strptime(written, form)  # noqa: DTZ007 - local by definition, the zone follows
        except ValueError:
            continue
    if written.isdecimal():
        raise ValueError(f"{quoted(written)} is a number; format the column as a date.")
    raise ValueError(
        f"{quoted(written)} is no date; write it as 2024-12-31 or 31/12/2024, with a time if you like."
    )


def to_utc(moment: datetime, zone: ZoneInfo) -> datetime:
    """Turn a local moment without zone into UTC."""
    return moment.replace(tzinfo=zone).astimezone(UTC)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the local date of an aware moment."""
    return moment.astimezone(zone).date()
