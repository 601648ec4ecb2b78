"""The grade tables (SKM04)."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables.columns import SURVEY
from collector.publication.tables.registry import open_table
from survey_definitions.model import Text

TABLE = OpenTable(
    name="grade",
    title=Text(id="Tabel mutu", en="Grade tables"),
    description=Text(id="Batas bawah setiap huruf mutu.", en="The lowest index of each grade."),
    columns=(
        SURVEY,
        column("position INTEGER", "Urutan, 1 = terbaik", "Order, 1 = best"),
        column("letter TEXT", "Huruf mutu", "Grade letter"),
        column("minimum TEXT", "Indeks terendah untuk huruf ini", "Lowest index that earns the letter"),
        column("label_id TEXT", "Kinerja (bahasa Indonesia)", "Meaning in Indonesian"),
        column("label_en TEXT", "Kinerja (bahasa Inggris)", "Meaning in English"),
    ),
    key=("survey", "position"),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Describe each grade table, the best grade first."""
    for survey in edition.surveys:
        for position, grade in enumerate(survey.index.grades.grades, start=1):
            yield (survey.id, position, grade.letter, str(grade.minimum), grade.label.id, grade.label.en)
