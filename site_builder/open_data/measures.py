"""Reading from `open.db` how answers came about and how many people were served, with the SQL for it."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from site_builder.open_data.tables import has_table
from site_builder.records import CellPlace, ServedKey, SurveyInfo, Ways

MODES = """
    SELECT c.agency, c.service, c.survey, c.period, c.mode, sum(c.n)
    FROM count_cell AS c JOIN period AS p ON p.id = c.period AND p.official = 1
    WHERE c.question IS NULL AND c.n IS NOT NULL
    GROUP BY c.agency, c.service, c.survey, c.period, c.mode
"""
SERVED = "SELECT agency, service, period, served FROM denominator WHERE served IS NOT NULL"
FEWEST_ANSWERS = 2  # one answer is no line

_KEY = re.compile(r"[a-z0-9_]+")
_BELOW, _ABOVE = -1, 1_000_000


def read_ways(database: sqlite3.Connection, surveys: Iterable[SurveyInfo]) -> dict[CellPlace, Ways]:
    """Read by which modes the answers of each official cell came, and how many are straight lines."""
    modes: dict[CellPlace, dict[str, int]] = defaultdict(dict)
    for *place, mode, n in database.execute(MODES):
        modes[CellPlace(*place)][mode] = n
    straight: dict[CellPlace, int] = {}
    for survey in surveys:
        straight.update(_straight(database, survey))
    return {key: Ways(modes=found, straight=straight.get(key)) for key, found in modes.items()}


def read_served(database: sqlite3.Connection) -> dict[ServedKey, int]:
    """Read how many people were served, where that was reported and is shown."""
    if not has_table(database, "denominator"):
        return {}
    return {ServedKey(*place): served for *place, served in database.execute(SERVED)}


def straight_lines_query(survey: SurveyInfo) -> str:
    """Return the SQL that counts answers with one value throughout, by unit, published part and period.

    Questions left out or hidden do not count; a hidden one is left out of every row of its cell.
    """
    names = [f'"{_identifier(question.key)}"' for question in survey.scored]
    lowest = ", ".join(f"coalesce({name}, {_ABOVE})" for name in names)
    highest = ", ".join(f"coalesce({name}, {_BELOW})" for name in names)
    given = " + ".join(f"({name} IS NOT NULL)" for name in names)
    line = f"min({lowest}) = max({highest}) AND {given} >= {FEWEST_ANSWERS}"
    columns = f"agency, service, period, sum({line}) AS straight"
    return f'SELECT {columns} FROM "{_table(survey)}" GROUP BY agency, service, period'  # noqa: S608 - checked names


def _straight(database: sqlite3.Connection, survey: SurveyInfo) -> Iterator[tuple[CellPlace, int]]:
    """Yield the straight lines of each part of a unit, then those of the unit, which is the sum of its parts."""
    if len(survey.scored) < FEWEST_ANSWERS or not has_table(database, _table(survey)):
        return
    units: dict[CellPlace, int] = defaultdict(int)
    for agency, service, period, count in database.execute(straight_lines_query(survey)):
        units[CellPlace(agency, None, survey.id, period)] += count
        yield CellPlace(agency, service, survey.id, period), count
    yield from units.items()


def _table(survey: SurveyInfo) -> str:
    return f"response_{_identifier(survey.id.replace('-', '_'))}"


def _identifier(name: str) -> str:
    """Return a name of the file that may stand in SQL."""
    if not _KEY.fullmatch(name):
        raise ValueError(f"{name!r} is not a name of a question or questionnaire")
    return name
