"""What was last told without the flagged answers, so that no later release tells of a few people by difference."""

from collections.abc import Iterable
from typing import NamedTuple

from collector.storage import driver
from collector.storage.sqlite_store import SqliteStore


class ToldNumber(NamedTuple):
    """How many flagged answers and how many others one cell had.

    Attributes
    ----------
    agency, survey, period
        Unit, questionnaire and official period; told together or not at all.
    service, part
        The published part (empty is the unit as a whole) and the period inside the official one.
    question
        Who answered it is counted; empty counts respondents.
    """

    agency: str
    survey: str
    period: str
    service: str
    part: str
    question: str
    flagged: int
    others: int


def read_told_numbers(store: SqliteStore) -> list[ToldNumber]:
    """Return what was last told of every unit, questionnaire and period."""
    columns = ", ".join(ToldNumber._fields)
    rows = store.connection.execute(f"SELECT {columns} FROM unflagged_told")  # noqa: S608 - our names
    return [ToldNumber._make(row) for row in rows]


def save_told_numbers(connection: driver.Connection, told: Iterable[ToldNumber]) -> None:
    """Replace what was told of each group that is told anew, inside the caller's transaction."""
    listed = list(told)
    connection.executemany(
        "DELETE FROM unflagged_told WHERE agency = ? AND survey = ? AND period = ?", {one[:3] for one in listed}
    )
    connection.executemany("INSERT INTO unflagged_told VALUES (?, ?, ?, ?, ?, ?, ?, ?)", listed)
