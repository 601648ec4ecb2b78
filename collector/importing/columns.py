"""Names of columns: only exact ones are read, and a name that comes near one is said to do so."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from collector.spreadsheet import Table
from survey_definitions.model import Question, Survey
from survey_definitions.problems import Problem, quoted

SIMILAR = 0.8  # of the letters agree
_SEPARATORS = re.compile(r"[\W_]+")


def column_problems(table: Table, survey: Survey, other_columns: tuple[str, ...]) -> Iterator[Problem]:
    """Name what is wrong with the header of a table of answers.

    A scored question without a column is a fault, since a missing column would pass for missing answers (SKM10).
    A column that differs from one we read in capitals, spaces or signs only is a fault too: left out in silence,
    what it says would be lost.
    """
    where = f"{table.name}, row {table.header_row}"
    names = {question.key: question.name.id for question in survey.questions} | dict.fromkeys(other_columns, "")
    near = _near_matches(table, names)
    if not near and names.keys().isdisjoint(table.columns):
        yield Problem(
            code="IMP01", where=where, what=f"no cell of this row is the name of a column of {survey.id}.",
            remedy="The first row that is not empty names the columns: delete titles above it, write "
            f"{', '.join(question.key for question in survey.scored)} there, or name another questionnaire.",
        )  # fmt: skip
        return
    for question in survey.scored:
        if question.key not in table.columns:
            yield _missing(where, survey, question, near.get(question.key))
    scored = {question.key for question in survey.scored}
    for key, column in near.items():
        if key not in scored and _plain(column) == _plain(key):
            yield Problem(code="IMP07", where=where, what=f"{quoted(column)} is not read, only '{key}' is.",
                          remedy=f"Rename it to '{key}', or delete the column.")  # fmt: skip


def _missing(where: str, survey: Survey, question: Question, near: str | None) -> Problem:
    remedy = "Add it, or name the questionnaire that was really used with --survey."
    if near is not None:
        remedy = f"Rename the column {quoted(near)} to '{question.key}' if that is the one."
    what = f"the column '{question.key}' ({question.name.id}) of {survey.id} is missing."
    return Problem(code="IMP01", where=where, what=what, remedy=remedy)


def _near_matches(table: Table, names: Mapping[str, str]) -> dict[str, str]:
    """Return for each key that has no column the unread column whose name comes nearest, if any comes near."""
    unread = {_plain(column): column for column in table.columns if column not in names and _plain(column)}
    found = {}
    for key, name in names.items():
        if key in table.columns:
            continue
        close = [plain for plain in (_plain(key), _plain(name)) if plain in unread]
        close = close or get_close_matches(_plain(key), unread, n=1, cutoff=SIMILAR)
        if close:
            found[key] = unread[close[0]]
    return found


def _plain(name: str) -> str:
    return _SEPARATORS.sub("", name).casefold()
