"""PUB09: counts without the answers that signals flag, where both they and the others are at least K."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables import columns
from collector.publication.tables.registry import open_table
from collector.publication.tally import Tally
from survey_definitions.model import Text

TABLE = OpenTable(
    name="unflagged_cell",
    title=Text(id="Hitungan tanpa isian bertanda", en="Counts without flagged answers"),
    description=Text(
        id=(
            "Seperti count_cell, semua cara mengisi bersama, tanpa isian berpola tidak biasa; hanya bila isian "
            "itu dan sisanya masing-masing sedikitnya 10. question kosong = jumlah pengisi."
        ),
        en=(
            "Like count_cell, all channels together, without answers in an unusual pattern; only where they and "
            "the others are at least 10 each. Empty question = number of respondents."
        ),
    ),
    columns=(
        columns.AGENCY,
        columns.SERVICE,
        columns.SURVEY,
        columns.PERIOD,
        column("question TEXT", "Kode pertanyaan; kosong = pengisi", "Question; empty = respondents"),
        column("value INTEGER", "Nilai jawaban", "Answer value"),
        column("n INTEGER", "Banyaknya", "How many"),
    ),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield the cells, one unit, survey and official period after the other."""
    for one in edition.quality.unflagged:
        for (service, period), split in sorted(one.shown.items(), key=str):
            place = (one.group.agency, service, one.group.survey, period)
            yield (*place, None, None, split.others.n)
            for question, value, n in _counts(split.others):
                yield (*place, question, value, n)


def _counts(tally: Tally) -> Iterator[tuple[str, int, int]]:
    for question in tally.shape.questions:
        for value, n in enumerate(tally.values(question), start=tally.shape.minimum):
            yield question, value, n
