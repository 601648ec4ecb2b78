"""Reading from `open.db` what units promised, with the SQL for it."""

import sqlite3
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from site_builder.follow_ups import FollowUp
from site_builder.open_data import opened
from site_builder.open_data.tables import has_table
from survey_definitions.model import Text

_FOLLOW_UPS = "SELECT * FROM follow_up ORDER BY code"


def read_follow_ups(path: Path) -> tuple[FollowUp, ...] | None:
    """Read the promises of a release; None where it is older than their register.

    Raises
    ------
    SiteRefusedError
        If evidence is no web address: it becomes a link.
    """
    with opened(path) as database:
        if not has_table(database, "follow_up"):
            return None
        return tuple(map(_follow_up, database.execute(_FOLLOW_UPS)))


def _follow_up(row: sqlite3.Row) -> FollowUp:
    return FollowUp(
        code=row["code"],
        agency=row["agency"],
        service=row["service"] or None,
        period=row["period"] or None,
        unsur=row["unsur"] or None,
        said=_text(row["said_id"], row["said_en"]),
        action=_text(row["action_id"], row["action_en"]),
        owner=row["owner"],
        due=date.fromisoformat(row["due"]),
        status=row["status"],
        done_on=date.fromisoformat(row["done_on"]) if row["done_on"] else None,
        evidence=_evidence(row["evidence"] or ""),
        overdue=bool(row["overdue"]),
        retired=bool(row["retired"]),
    )


def _text(indonesian: str, english: str) -> Text:
    return Text(id=indonesian or english, en=english or indonesian)


def _evidence(address: str) -> str:
    if address and urlsplit(address).scheme != "https":
        raise ValueError(f"{address!r} is not a web address")
    return address
