"""The answers on offer."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables.columns import SURVEY, TEXTS
from collector.publication.tables.registry import open_table
from survey_definitions.model import Text

TABLE = OpenTable(
    name="choice",
    title=Text(id="Pilihan jawaban", en="Answers on offer"),
    description=Text(id="Arti setiap nilai jawaban.", en="What each answer value means."),
    columns=(
        SURVEY,
        column("question TEXT", "Kode pertanyaan", "Key of the question"),
        column("position INTEGER", "Urutan", "Order"),
        column("value TEXT", "Nilai", "Value"),
        *TEXTS,
    ),
    key=("survey", "question", "position"),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Describe every answer on offer."""
    for survey in edition.surveys:
        for question in survey.questions:
            for position, choice in enumerate(question.choices, start=1):
                yield (survey.id, question.key, position, choice.value, choice.text.id, choice.text.en)
