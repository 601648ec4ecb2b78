"""The questions, with both of their places (SKM02) and their weights."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables.columns import NAMES, SURVEY, TEXTS
from collector.publication.tables.registry import open_table
from survey_definitions.model import Question, Survey, Text

TABLE = OpenTable(
    name="question",
    title=Text(id="Pertanyaan", en="Questions"),
    description=Text(id="Pertanyaan setiap kuesioner.", en="The questions of each questionnaire."),
    columns=(
        SURVEY,
        column("key TEXT", "Kode pertanyaan", "Key of the question"),
        column("position INTEGER", "Urutan di kuesioner", "Place in the questionnaire"),
        column("list_position INTEGER", "Urutan di tabel", "Place in tables (they differ by law)"),
        column("kind TEXT", "Jenis pertanyaan", "Question type"),
        *NAMES,
        *TEXTS,
        column("definition_id TEXT", "Definisi (bahasa Indonesia)", "Definition in Indonesian"),
        column("definition_en TEXT", "Definisi (bahasa Inggris)", "Definition in English"),
        column("scale TEXT", "Rentang nilai", "Range of values, empty where not scored"),
        column("weight TEXT", "Bobot dalam indeks", "Weight in the index as an exact fraction"),
        column("class TEXT", "Boleh terbit: published, coarsened, withheld", "What may be published"),
    ),
    key=("survey", "key"),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Describe every question with both of its places and its weight as an exact fraction."""
    for survey in edition.surveys:
        for question in survey.questions:
            yield _row(survey, question)


def _row(survey: Survey, question: Question) -> Row:
    weight = survey.index.weights.get(question.key)
    return (
        survey.id, question.key, question.position, question.list_position, question.kind,
        question.name.id, question.name.en, question.text.id, question.text.en,
        question.definition.id if question.definition else None,
        question.definition.en if question.definition else None,
        None if weight is None else f"{survey.scale.minimum}-{survey.scale.maximum}",
        None if weight is None else str(weight), question.publication.value,
    )  # fmt: skip
