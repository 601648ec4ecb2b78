"""Reading from `open.db` who answered one agency and what their comments are about, with the SQL for it."""

import json
import sqlite3
from pathlib import Path

from site_builder.open_data import opened
from site_builder.open_data.tables import has_table
from site_builder.voices import Characteristic, Comments, Count, Steps, Theme, Voices

TABLES = ("theme", "quote", "denominator", "profile")

_THEMES = "SELECT period, question, theme, n FROM theme WHERE agency = ? ORDER BY period, question, theme"
_QUOTES = "SELECT text FROM quote WHERE agency = ? AND period = ?"
_STEPS = "SELECT * FROM denominator WHERE agency = ? AND service IS NULL AND period = ?"
_PROFILE = "SELECT attribute, value, n FROM profile WHERE agency = ? AND period = ?"


def tables_of_voices(path: Path) -> frozenset[str]:
    """Return which of these tables a release has."""
    with opened(path) as database:
        return frozenset(name for name in TABLES if has_table(database, name))


def read_voices(path: Path, tables: frozenset[str], agency: str, period: str) -> Voices:
    """Read an agency's respondents of one period, and the comments of its newest period that has any."""
    with opened(path) as database:
        return Voices(
            comments=_comments(database, agency) if {"theme", "quote"} <= tables else None,
            steps=_steps(database, agency, period) if "denominator" in tables else None,
            characteristics=_characteristics(database, agency, period) if "profile" in tables else (),
        )


def _comments(database: sqlite3.Connection, agency: str) -> Comments | None:
    """Take the newest period with a theme that may be told; without any, the newest that was read."""
    rows = database.execute(_THEMES, (agency,)).fetchall()
    if not rows:
        return None
    period = max(row["period"] for row in rows if row["n"] is not None or not any(one["n"] for one in rows))
    themes = (
        Theme(key=row["theme"], question=row["question"], n=row["n"]) for row in rows if row["period"] == period
    )
    quotes = tuple(row["text"] for row in database.execute(_QUOTES, (agency, period)))
    return Comments(period=period, themes=tuple(themes), quotes=quotes)


def _steps(database: sqlite3.Connection, agency: str, period: str) -> Steps | None:
    row = database.execute(_STEPS, (agency, period)).fetchone()
    if row is None:
        return None
    there = row.keys()

    def count(name: str, rule: str) -> Count:
        return Count(n=row[name], hidden=row[name] is None and rule in there and row[rule] is not None)

    return Steps(
        served=count("served", "rule"),
        issued=count("tokens_issued", "tokens_issued_rule"),
        opened=count("opened", "opened_rule"),
        answered=json.loads(row["answered_by_class"] or "{}"),
    )


def _characteristics(database: sqlite3.Connection, agency: str, period: str) -> tuple[Characteristic, ...]:
    found: dict[str, dict[str | None, int | None]] = {}
    for attribute, value, n in database.execute(_PROFILE, (agency, period)):
        found.setdefault(attribute, {})[value] = n
    return tuple(
        Characteristic(
            key=key,
            total=counts.get(None),
            counts={value: n for value, n in counts.items() if value is not None},
        )
        for key, counts in found.items()
    )
