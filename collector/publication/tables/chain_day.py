"""The ledger's heads: the hash chain over all answers, day by day."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables.registry import open_table
from survey_definitions.model import Text

TABLE = OpenTable(
    name="chain_day",
    title=Text(id="Kepala buku besar", en="Heads of the ledger"),
    description=Text(
        id="Rantai sidik semua jawaban wilayah ini, hari digabung sampai cukup banyak. Kepala yang pernah terbit "
        "tidak berubah lagi.",
        en="The hash chain over all answers of this region, days merged until there are enough. A head that was "
        "published never changes.",
    ),
    columns=(
        column("number INTEGER", "Nomor urut", "Number"),
        column("first_day TEXT", "Hari pertama jawaban diterima", "First day on which the answers came in"),
        column("last_day TEXT", "Hari terakhir", "Last day"),
        column("rows INTEGER", "Banyaknya jawaban", "How many answers"),
        column("last_position INTEGER", "Nomor jawaban terakhir", "Position of the last answer"),
        column("head TEXT", "Kepala rantai setelah jawaban terakhir", "Link of the chain after the last answer"),
    ),
    key=("number",),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """List the published stretches of the chain."""
    for number, one in enumerate(edition.ledger, start=1):
        yield (
            number, one.first_day.isoformat(), one.last_day.isoformat(), one.rows, one.last, one.head.hex()
        )  # fmt: skip
