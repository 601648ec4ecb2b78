"""Map the columns of a table to the questions of a survey and read every cell by the question's own rule."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from collector.importing.columns import column_problems
from collector.questions import AnswerRefusedError, parse
from collector.questions.sensitive import permitted
from collector.spreadsheet import Table, TableRow
from collector.storage.records import Answers
from survey_definitions.model import Question, Survey
from survey_definitions.problems import Problem

_ROW = re.compile(r", row (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """The answers of one respondent and the row they stand in."""

    number: int
    answers: Answers
    row: TableRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """A table read as answers.

    Attributes
    ----------
    ignored
        Columns that belong to no question and to nothing else we read; totals are among them (SKM17).
    problems
        Every fault by row and column; the rows are complete only if there is none.
    """

    rows: tuple[AnswerRow, ...]
    ignored: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_answers(table: Table, survey: Survey, other_columns: tuple[str, ...] = ()) -> AnswerTable:
    """Read `table` with one column per question key; `other_columns` are read by the caller.

    Every scored question needs a column. An empty cell is a missing answer (SKM10); one that can't be read is not.
    """
    questions = [question for question in survey.questions if question.key in table.columns]
    known = {*(question.key for question in survey.questions), *other_columns}
    problems = [*column_problems(table, survey, other_columns), *table.cell_problems(known)]
    if not table.rows and not problems:
        problems.append(Problem(code="IMP02", where=table.name, what="there is no row below the header.",
                                remedy="Add one row for each respondent."))  # fmt: skip
    rows = []
    for row in table.rows:
        answers: Answers = {}
        is_faultless = not known.intersection(row.unreadable)
        for question in questions:
            try:
                value = parse(question, row.cells[question.key])
            except AnswerRefusedError as refused:
                problems.append(_faulty(table, row, question, refused))
                is_faultless = False
                continue
            if value is not None:
                answers[question.key] = value
        if is_faultless and questions and not any(question.key in answers for question in survey.scored):
            problems.append(Problem(code="IMP04", where=f"{table.name}, row {row.number}",
                                    what="not one question is answered.",
                                    remedy="Fill the row or delete it."))  # fmt: skip
        rows.append(AnswerRow(number=row.number, answers=permitted(questions, answers), row=row))
    return AnswerTable(
        rows=tuple(rows),
        ignored=tuple(column for column in table.columns if column not in known),
        problems=in_row_order(problems),
    )


def in_row_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by the row they name, so that a file can be corrected from top to bottom."""
    return tuple(sorted(problems, key=_row_of))


def _row_of(problem: Problem) -> int:
    found = _ROW.search(problem.where)
    return int(found[1]) if found else 0


def _faulty(table: Table, row: TableRow, question: Question, refused: AnswerRefusedError) -> Problem:
    return Problem(
        code="IMP03", where=f"{table.name}, row {row.number}, column {question.key}", what=str(refused),
        remedy="Correct the cell, or empty it where there was no answer.",
    )  # fmt: skip
