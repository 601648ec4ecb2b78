"""Map the columns of a table to the questions of a survey and read every cell by the question's own rule."""

from collections.abc import Iterator
from dataclasses import dataclass

from collector.questions import AnswerRefusedError, parse
from collector.spreadsheet import Table, TableRow
from collector.storage.records import Answers
from survey_definitions.model import Question, Survey
from survey_definitions.problems import Problem


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

    Every scored question needs a column; an empty cell is a missing answer (SKM10).
    """
    questions = [question for question in survey.questions if question.key in table.columns]
    problems = list(_missing_columns(table, survey))
    if not table.rows and not problems:
        problems.append(Problem(code="IMP02", where=table.name, what="there is no row below the header.",
                                remedy="Add one row for each respondent."))  # fmt: skip
    rows = []
    for row in table.rows:
        answers: Answers = {}
        for question in questions:
            try:
                value = parse(question, row.cells[question.key])
            except AnswerRefusedError as refused:
                problems.append(_faulty(table, row, question, refused))
                continue
            if value is not None:
                answers[question.key] = value
        if not any(question.key in answers for question in survey.scored):
            problems.append(Problem(code="IMP04", where=f"{table.name}, row {row.number}",
                                    what="not one question is answered.",
                                    remedy="Fill the row or delete it."))  # fmt: skip
        rows.append(AnswerRow(number=row.number, answers=answers, row=row))
    known = {*(question.key for question in survey.questions), *other_columns}
    return AnswerTable(
        rows=tuple(rows),
        ignored=tuple(column for column in table.columns if column not in known),
        problems=tuple(problems),
    )


def _missing_columns(table: Table, survey: Survey) -> Iterator[Problem]:
    for question in survey.scored:
        if question.key not in table.columns:
            yield Problem(
                code="IMP01", where=f"{table.name}, row 1",
                what=f"the column '{question.key}' ({question.name.id}) of {survey.id} is missing.",
                remedy="Add it, or name the questionnaire that was really used with --survey.",
            )  # fmt: skip


def _faulty(table: Table, row: TableRow, question: Question, refused: AnswerRefusedError) -> Problem:
    return Problem(
        code="IMP03", where=f"{table.name}, row {row.number}, column {question.key}", what=str(refused),
        remedy="Correct the cell, or empty it where there was no answer.",
    )  # fmt: skip
