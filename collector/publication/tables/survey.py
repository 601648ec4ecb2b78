"""The questionnaires that were used."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables.columns import SURVEY
from collector.publication.tables.registry import open_table
from survey_definitions.model import Text

TABLE = OpenTable(
    name="survey",
    title=Text(id="Kuesioner", en="Questionnaires"),
    description=Text(id="Kuesioner yang dipakai.", en="The questionnaires that were used."),
    columns=(
        SURVEY,
        column("family TEXT", "Keluarga kuesioner", "Family of the questionnaire"),
        column("version INTEGER", "Versi", "Version"),
        column("subject TEXT", "Yang dinilai: service atau training", "What is rated: service or training"),
        column("title_id TEXT", "Judul (bahasa Indonesia)", "Title in Indonesian"),
        column("title_en TEXT", "Judul (bahasa Inggris)", "Title in English"),
        column("regulation_id TEXT", "Dasar hukum", "Legal basis, in Indonesian"),
        column("regulation_en TEXT", "Dasar hukum (bahasa Inggris)", "Legal basis, in English"),
        column("index_name_id TEXT", "Nama indeks", "Name of the index, in Indonesian"),
        column("index_name_en TEXT", "Nama indeks (bahasa Inggris)", "Name of the index, in English"),
        column("multiplier INTEGER", "Pengali indeks", "Points of the index per point of the scale"),
        column("scale_minimum INTEGER", "Nilai terendah", "Lowest value of the scale"),
        column("scale_maximum INTEGER", "Nilai tertinggi", "Highest value of the scale"),
    ),
    key=("survey",),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Describe each questionnaire."""
    for survey in edition.surveys:
        yield (
            survey.id, survey.family, survey.version, survey.subject.value, survey.title.id, survey.title.en,
            survey.regulation.id, survey.regulation.en, survey.index.name.id, survey.index.name.en,
            survey.index.multiplier, survey.scale.minimum, survey.scale.maximum,
        )  # fmt: skip
