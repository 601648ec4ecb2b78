"""PUB01: the answers to one questionnaire, one row each."""

from collector.publication.open_table import OpenColumn, OpenTable, column
from collector.publication.tables.columns import AGENCY, CHANNEL, PERIOD, SERVICE
from survey_definitions.codebook import published_columns
from survey_definitions.model import Survey, Text


def response_table(survey: Survey) -> OpenTable:
    """Return the table of the answers to `survey`."""
    return OpenTable(
        name=survey.table,
        title=Text(id=f"Jawaban {survey.title.id}", en=f"Answers: {survey.title.en}"),
        description=Text(
            id="Satu baris satu pengisi, tanpa tanggal, loket, ciri pengisi, atau komentar.",
            en="One row is one respondent, without date, counter, personal traits or comment (PUB01).",
        ),
        columns=(
            column("id TEXT", "Kode acak, baru di setiap rilis", "Random id, new in each release"),
            AGENCY,
            SERVICE,
            PERIOD,
            *CHANNEL,
            *(
                OpenColumn(name=column.name, type="INTEGER", description=column.description, values=column.values)
                for column in published_columns(survey)
            ),
        ),
        key=("id",),
    )
