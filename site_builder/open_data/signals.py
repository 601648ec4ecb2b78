"""Reading what `open.db` says about how answers came in; a release without these tables says nothing."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from site_builder.indicators.ikm import Tally, index_of
from site_builder.indicators.signals import ReleasedSignal, WithoutFlagged
from site_builder.open_data.tables import has_table
from site_builder.quality import Compared, Quality, Reply, SignalPlace, SignalRow
from site_builder.records import Period, SurveyInfo
from survey_definitions.model import Text

_SIGNALS = "SELECT * FROM signal ORDER BY agency, service, period, signal"
_REPLIES = (
    "SELECT agency, period, signal, replied_on, text_id, text_en FROM reply ORDER BY agency, period, replied_on"
)
_WITHOUT = """
    SELECT agency, service, survey, period, question, sum(value * n) AS total, sum(n) AS n
    FROM unflagged_cell GROUP BY agency, service, survey, period, question
"""
_WITH = """
    SELECT c.agency, c.service, c.survey, c.period, c.question, sum(c.value * c.n) AS total, sum(c.n) AS n
    FROM count_cell AS c JOIN unflagged_cell AS u
    ON u.agency = c.agency AND u.service IS c.service AND u.survey = c.survey AND u.period = c.period
    AND u.question IS NULL
    GROUP BY c.agency, c.service, c.survey, c.period, c.question
"""
_Cells = Mapping[tuple[SignalPlace, str], dict[str | None, Tally]]


def read_signals(
    database: sqlite3.Connection, surveys: Mapping[str, SurveyInfo], periods: Mapping[str, Period]
) -> Quality:
    """Read the signals, the replies of units and the counts without flagged answers."""
    if not has_table(database, "signal", "unflagged_cell"):
        return Quality()
    return Quality(
        signals=tuple(_signals(database)),
        replies=tuple(_replies(database)) if has_table(database, "reply") else (),
        compared=dict(_compared(_cells(database, _WITH), _cells(database, _WITHOUT), surveys)),
        periods=periods,
    )


def _signals(database: sqlite3.Connection) -> Iterator[SignalRow]:
    for row in database.execute(_SIGNALS):
        yield SignalRow(
            place=SignalPlace(row["agency"], row["service"], row["period"]),
            released=ReleasedSignal(
                id=row["signal"], value=row["value"], threshold=row["threshold"], flagged=row["flagged"]
            ),
        )


def _replies(database: sqlite3.Connection) -> Iterator[Reply]:
    for row in database.execute(_REPLIES):
        indonesian, english = row["text_id"], row["text_en"]
        yield Reply(
            agency=row["agency"],
            period=row["period"],
            signal=row["signal"],
            replied_on=date.fromisoformat(row["replied_on"]),
            text=Text(id=indonesian or english, en=english or indonesian),
        )


def _cells(database: sqlite3.Connection, query: str) -> _Cells:
    cells: dict[tuple[SignalPlace, str], dict[str | None, Tally]] = defaultdict(dict)
    for agency, service, survey, period, question, total, n in database.execute(query):
        cells[SignalPlace(agency, service, period), survey][question] = Tally(n=n or 0, total=total or 0)
    return cells


def _compared(
    everything: _Cells, others: _Cells, surveys: Mapping[str, SurveyInfo]
) -> Iterator[tuple[SignalPlace, Compared]]:
    """Yield the index with and without the flagged answers; of two questionnaires in one period neither."""
    several = [place for place, _ in others]
    for (place, survey), cell in others.items():
        whole, index = everything.get((place, survey), {}), surveys[survey].index
        before = index_of({key: tally for key, tally in whole.items() if key}, index).index
        after = index_of({key: tally for key, tally in cell.items() if key}, index).index
        if before is not None and after is not None and several.count(place) == 1:
            remaining = cell[None].n
            without = WithoutFlagged(index=after, flagged=whole[None].n - remaining, remaining=remaining)
            yield place, Compared(index=before, without=without)
