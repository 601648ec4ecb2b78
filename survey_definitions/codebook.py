"""The data dictionary of a questionnaire: one column per question, with labels and what may leave."""

from dataclasses import dataclass
from typing import Literal

from survey_definitions.model import Choice, Publication, Question, Survey, Text

ColumnType = Literal["integer", "text"]
COLUMN_TYPES: dict[str, ColumnType] = {
    "scale": "integer",
    "choice": "text",
    "multiple": "text",
    "item": "text",
    "number": "integer",
    "text": "text",
    "consent": "integer",
    "sensitive": "text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column as tables, files and their descriptions have it.

    Attributes
    ----------
    name
        Name of the column, the key of the question.
    title, description
        Short label, and the question in full with what it measures.
    type
        ``integer`` or ``text``.
    publication
        What may be published of the column; see `Publication`.
    values
        Every value with its label, lowest first; empty where any number or text is possible.
    question
        Key of the question the column holds.
    """

    name: str
    title: Text
    description: Text
    type: ColumnType
    publication: Publication
    values: tuple[Choice, ...]
    question: str


def codebook(survey: Survey) -> tuple[Column, ...]:
    """Return the column of every question, in the order in which tables list them (SKM02)."""
    listed = sorted(survey.questions, key=lambda question: question.list_position)
    return tuple(_column(question) for question in listed)


def published_columns(survey: Survey) -> tuple[Column, ...]:
    """Return the columns whose values may be published as they are; everything else stays behind the wall."""
    return tuple(column for column in codebook(survey) if column.publication is Publication.PUBLISHED)


def _column(question: Question) -> Column:
    return Column(
        name=question.key,
        title=question.name,
        description=_description(question),
        type=COLUMN_TYPES[question.kind],
        publication=question.publication,
        values=question.choices,
        question=question.key,
    )


def _description(question: Question) -> Text:
    if question.definition is None:
        return question.text
    return Text(
        id=f"{question.text.id} {question.definition.id}",
        en=f"{question.text.en} {question.definition.en}",
    )
