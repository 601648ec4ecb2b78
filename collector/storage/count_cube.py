"""The cube of counts: per unit, questionnaire, service, month, mode and class, how often which value was given.

It holds every answer whose scores are stored, up to the watermark, and is kept in two parts: what the last release
contained, and what came since.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from collector.storage import driver
from collector.storage.sqlite_store import SqliteStore

Counts = list[int]
"""Respondents, then how many gave each value of each question; empty where there is nobody."""

_KEY = "agency, survey, service, month, mode, class"
_SAVE = f"INSERT OR REPLACE INTO count_cube ({_KEY}, until, kept, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_THIS = "(agency, survey, service, month, mode, class) = (?, ?, ?, ?, ?, ?)"
_NEW_ANSWERS = """
    SELECT sequence, agency, survey, coalesce(service, ''), substr(visited_on, 1, 7) || '-01', mode, class, answers
    FROM response WHERE sequence > ? AND answers IS NOT NULL ORDER BY sequence LIMIT ?
"""


class CubeKey(NamedTuple):
    """Which cell of the cube; `service` is empty where answers name none, `month` is its first day."""

    agency: str
    survey: str
    service: str
    month: str
    mode: str
    response_class: str


@dataclass(slots=True)
class CubeCell:
    """One cell: `kept` is what the last release contained, of answers up to place `until`; `added` came since."""

    until: int
    kept: Counts
    added: Counts

    @property
    def is_empty(self) -> bool:
        """Whether it counts nobody."""
        return not any(self.kept[:1] + self.added[:1])


@dataclass(frozen=True, slots=True)
class Watermark:
    """Up to which place in the order of storing answers are counted.

    Attributes
    ----------
    released
        Where it stood when the last release was made.
    shapes
        The questions that are counted, as JSON.
    """

    until: int
    released: int
    shapes: str


class NewAnswer(NamedTuple):
    """An answer that is to be counted."""

    sequence: int
    key: CubeKey
    answers: str


def read_watermark(store: SqliteStore) -> Watermark:
    """Return how far answers are counted."""
    return Watermark(*store.connection.execute("SELECT until, released, shapes FROM count_watermark").fetchone())


def read_cube(store: SqliteStore) -> Iterator[tuple[CubeKey, CubeCell]]:
    """Yield all cells in a fixed order."""
    rows = store.connection.execute(f"SELECT {_KEY}, until, kept, added FROM count_cube ORDER BY {_KEY}")  # noqa: S608
    for *key, until, kept, added in rows:
        yield CubeKey(*key), CubeCell(until, json.loads(kept), json.loads(added))


def read_new_answers(store: SqliteStore, after: int, most: int) -> Iterator[NewAnswer]:
    """Yield the first answers behind a place in the order of storing."""
    for sequence, *key, answers in store.connection.execute(_NEW_ANSWERS, (after, most)):
        yield NewAnswer(sequence, CubeKey(*key), answers)


def forget_counts(connection: driver.Connection, shapes: str) -> None:
    """Count nothing yet, of the questions `shapes` names; what the last release contained stays known."""
    connection.execute("UPDATE count_cube SET kept = '[]', added = '[]'")
    connection.execute("UPDATE count_watermark SET until = 0, shapes = ?", (shapes,))


def advance(connection: driver.Connection, before: Watermark, until: int) -> bool:
    """Move the watermark; False, and nothing moved, where somebody else did since `before` was read."""
    cursor = connection.execute(
        "UPDATE count_watermark SET until = ? WHERE until = ? AND shapes = ?", (until, before.until, before.shapes)
    )
    return bool(cursor.rowcount)


def settle(connection: driver.Connection, watermark: Watermark) -> bool:
    """Remember that a release was made at `watermark`; False where it has moved since it was read."""
    cursor = connection.execute(
        "UPDATE count_watermark SET released = until WHERE until = ? AND released = ? AND shapes = ?",
        (watermark.until, watermark.released, watermark.shapes),
    )
    return bool(cursor.rowcount)


def add_counts(connection: driver.Connection, more: Mapping[CubeKey, CubeCell]) -> None:
    """Add counts to the cells, inside the caller's transaction."""
    for key, cell in more.items():
        row = connection.execute(f"SELECT until, kept, added FROM count_cube WHERE {_THIS}", key).fetchone()  # noqa: S608
        until, kept, added = row or (cell.until, "[]", "[]")
        sums = CubeCell(until, _sum(json.loads(kept), cell.kept), _sum(json.loads(added), cell.added))
        save_cells(connection, [(key, sums)])


def save_cells(connection: driver.Connection, cells: Iterable[tuple[CubeKey, CubeCell]]) -> None:
    """Replace cells, inside the caller's transaction; one that counts nobody goes."""
    for key, cell in cells:
        if cell.is_empty:
            connection.execute(f"DELETE FROM count_cube WHERE {_THIS}", key)  # noqa: S608 - constants
        else:
            connection.execute(_SAVE, (*key, cell.until, _json(cell.kept), _json(cell.added)))


def _sum(one: Counts, other: Counts) -> Counts:
    return [mine + theirs for mine, theirs in zip(one, other, strict=True)] if one and other else one or other


def _json(counts: Counts) -> str:
    return json.dumps(counts, separators=(",", ":"))
