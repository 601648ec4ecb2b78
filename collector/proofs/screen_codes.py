"""Codes that can't be known without being at the counter: on a screen for half an hour, on a sheet for a day.

A code is the keyed digest of unit, kind and window, 8 characters (40 bits); nothing is stored. A screen's code is
also accepted in the window after its own, since people scan first and read then.
"""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from collector.codes import encode, normalise

WINDOW = timedelta(minutes=30)
CHARACTERS = 8


def screen_code(secret: bytes, agency: str, now: datetime) -> str:
    """Return what the screens of `agency` show at the aware moment `now`."""
    return _code(secret, "screen", agency, str(_window(now)))


def seconds_left(now: datetime) -> int:
    """Return after how many seconds a screen shows another code, 1 or more."""
    return int(WINDOW.total_seconds()) - int(now.timestamp()) % int(WINDOW.total_seconds())


def sheet_code(secret: bytes, agency: str, now: datetime, zone: ZoneInfo) -> str:
    """Return what the day sheet of `agency` carries on the local day of `now`."""
    return _code(secret, "sheet", agency, now.astimezone(zone).date().isoformat())


def is_valid(secret: bytes, agency: str, typed: str, now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether `typed` is a code somebody at a counter of `agency` can have read at `now`."""
    code = normalise(typed).encode()
    return any(hmac.compare_digest(code, good.encode()) for good in _accepted(secret, agency, now, zone))


def _accepted(secret: bytes, agency: str, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    yield screen_code(secret, agency, now)
    yield screen_code(secret, agency, now - WINDOW)
    yield sheet_code(secret, agency, now, zone)


def _window(now: datetime) -> int:
    return int(now.timestamp() // WINDOW.total_seconds())


def _code(secret: bytes, *parts: str) -> str:
    digest = hmac.digest(secret, "\0".join(("screen-code", *parts)).encode(), hashlib.sha256)
    return encode(digest)[:CHARACTERS]
