"""Times as people at the counter read them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from collector.storage.records import RegionEntry
from collector.web.interface import Interface

DEFAULT_TIMEZONE = "Asia/Jakarta"


def timezone_of(region: RegionEntry | None) -> str:
    """Return the name of a region's time zone."""
    return region.timezone if region else DEFAULT_TIMEZONE


def local_date(moment: datetime, timezone: str) -> date:
    """Return the calendar day of `moment` where the region is."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def day_text(day: date, say: Interface) -> str:
    """Write a day, as in "24 November 2025"."""
    return say("time.day", day=day.day, month=say(f"time.month_{day.month}"), year=day.year)


def local_time(moment: datetime, timezone: str, say: Interface) -> str:
    """Write `moment` (aware) in the region's time, as in "24 November 2025 pukul 14.05 WIB"."""
    local = moment.astimezone(ZoneInfo(timezone))
    return say(
        "time.pattern",
        day=day_text(local.date(), say),
        hour=f"{local.hour:02}",
        minute=f"{local.minute:02}",
        zone=local.tzname(),
    )
