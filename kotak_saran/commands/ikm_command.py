"""kotaksaran ikm: the index straight from a spreadsheet, without any database."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from collector.importing.answers import AnswerTable, read_answers
from collector.spreadsheet import read_table, refuse
from site_builder.indicators.ikm import IndexResult, Tally, grade_or_lowest, index_of, with_weight_0_11
from site_builder.indicators.rounding import round_half_up
from survey_definitions.loader import load_survey
from survey_definitions.model import Grade, Survey


@click.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--survey", default="skm-2017", show_default=True, help="Questionnaire that was used.")
@click.option("--sheet", help="Sheet of a workbook, if not the first.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def command(file: Path, survey: str, sheet: str | None, *, as_json: bool) -> None:
    """Compute the index of the answers in FILE (CSV or an Excel workbook), one row for each respondent.

    An empty cell is a missing answer; columns that belong to no question are named and left out.

    Example: kotaksaran ikm answers.csv --survey skm-2017 --json
    """
    definition = load_survey(survey)
    source = read_table(file, sheet)
    table = read_answers(source, definition)
    refuse(table.problems)
    tallies = {question.key: _tally(table, question.key) for question in definition.scored}
    result = index_of(tallies, definition.index)
    document = _document(definition, len(table.rows), result, with_weight_0_11(tallies, definition.index))
    if table.ignored:
        click.echo(f"Columns not read: {', '.join(table.ignored)}.", err=True)
    if source.other_sheets:
        click.echo(f"Sheets not read: {', '.join(source.other_sheets)}. Name one with --sheet.", err=True)
    click.echo(json.dumps(document, ensure_ascii=False, indent=2) if as_json else _table(definition, document))


def _tally(table: AnswerTable, key: str) -> Tally:
    values = [int(row.answers[key]) for row in table.rows if key in row.answers]
    return Tally(n=len(values), total=sum(values))


def _document(survey: Survey, n: int, result: IndexResult, cut: Decimal | None) -> dict[str, Any]:
    """Return the result as the JSON contract has it: numbers of the index as strings with 2 decimals."""
    by_key = {question.key: question for question in result.questions}
    reconciliation = None
    if cut is not None:
        reconciliation = {"index": str(cut), "grade": grade_or_lowest(cut, survey.index.grades).letter}
    return {
        "survey": survey.id,
        "n": n,
        "index": _text(result.index),
        "grade": result.grade.letter if result.grade else None,
        "label": result.grade.label.id if result.grade else None,
        "with_weight_0_11": reconciliation,
        "questions": [
            {
                "key": question.key,
                "n": by_key[question.key].n,
                "mean": _text(_rounded(by_key[question.key].mean)),
                "index": _text(by_key[question.key].index),
                "grade": _letter(by_key[question.key].grade),
            }
            for question in survey.scored
        ],
    }


def _rounded(mean: Fraction | None) -> Decimal | None:
    return None if mean is None else round_half_up(mean, 2)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _letter(grade: Grade | None) -> str | None:
    return grade.letter if grade else None


def _table(survey: Survey, document: dict[str, Any]) -> str:
    lines = [f"{survey.title.id} ({survey.id})", f"n = {document['n']}", ""]
    names = {question.key: question.name.id for question in survey.scored}
    width = max(len(name) for name in names.values())
    lines.append(f"{'Unsur':{width}}     n   NRR   index  grade")
    for row in document["questions"]:
        mean, index, grade = (row[key] or "–" for key in ("mean", "index", "grade"))
        lines.append(f"{names[row['key']]:{width}} {row['n']:5} {mean:>5}  {index:>6}  {grade}")
    lines.append("")
    if document["index"] is None:
        lines.append("Index: not available, because nobody answered one of the questions (SKM15).")
    else:
        lines.append(f"Index: {document['index']}  {document['grade']} ({document['label']})")
    cut = document["with_weight_0_11"]
    if cut:
        lines.append(f"Dengan bobot 0,11 (only to reconcile with older reports): {cut['index']}  {cut['grade']}")
    return "\n".join(lines)
