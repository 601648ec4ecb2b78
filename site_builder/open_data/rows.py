"""The rows of `open.db` behind one number, with the SQL that yields them, to be shown and tried by anybody."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from site_builder.open_data import opened
from site_builder.open_data.measures import straight_lines_query
from site_builder.open_data.tables import has_table
from site_builder.records import CellPlace, SurveyInfo

_CELL = "agency = :agency AND service IS :service AND survey = :survey AND period = :period"
COUNTS = f"""SELECT question, value, sum(n) AS n FROM count_cell
WHERE {_CELL}
GROUP BY question, value ORDER BY question, value"""  # noqa: S608 - a constant of this file
MODES = f"""SELECT mode, sum(n) AS n FROM count_cell
WHERE {_CELL} AND question IS NULL
GROUP BY mode ORDER BY mode"""  # noqa: S608 - a constant of this file
MOMENT = f"""SELECT n, clusters, sums, products, cluster_products FROM moment
WHERE {_CELL}"""  # noqa: S608 - a constant of this file
SERVED = """SELECT served FROM denominator
WHERE agency = :agency AND service IS :service AND period = :period"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A query as it can be typed, and what it yields."""

    sql: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


class RowsBehind:
    """The rows of one release."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, query: str, place: CellPlace) -> Rows:
        """Run one of the queries above for a cell; a table the release does not have yields nothing."""
        values = place._asdict()
        with opened(self._path) as database:
            found = _run(database, query, values)
        return Rows(sql=_typed(query, values), columns=found[0], rows=found[1])

    def straight_lines(self, survey: SurveyInfo, place: CellPlace) -> Rows:
        """Count the straight lines of every published part of a unit in one period."""
        query = straight_lines_query(survey).replace(
            " GROUP BY", " WHERE agency = :agency AND period = :period GROUP BY"
        )
        return self.of(query, place)


def _run(
    database: sqlite3.Connection, query: str, values: dict[str, str | None]
) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    table = query.split(" FROM ")[1].split(maxsplit=1)[0].strip('"')
    if not has_table(database, table):
        return (), ()
    cursor = database.execute(query, values)
    return tuple(name for name, *_ in cursor.description), tuple(tuple(row) for row in cursor)


def _typed(query: str, values: dict[str, str | None]) -> str:
    """Write the values into a query, longest names first; codes hold no quotes, and others are doubled."""
    for name, value in sorted(values.items(), reverse=True):
        literal = "NULL" if value is None else "'" + value.replace("'", "''") + "'"
        query = query.replace(f":{name}", literal)
    return f"{query};"
