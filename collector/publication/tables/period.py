"""Official survey periods, and months."""

from collections.abc import Iterator

from collector.periods import MONTH
from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables.registry import open_table
from survey_definitions.model import Text

TABLE = OpenTable(
    name="period",
    title=Text(id="Periode", en="Periods"),
    description=Text(id="Periode survei resmi dan bulan.", en="Official survey periods, and months."),
    columns=(
        column("id TEXT", "Kode periode", "Code of the period"),
        column("kind TEXT", "tahunan, semester, triwulan, bulan", "tahunan (year), semester (half), triwulan "
                "(quarter), bulan (month)"),
        column("year INTEGER", "Tahun", "Year"),
        column("number INTEGER", "Nomor dalam tahun", "Number within the year"),
        column("start TEXT", "Hari pertama", "First day"),
        column("end TEXT", "Hari terakhir", "Last day"),
        column("official INTEGER", "1 = periode resmi", "1 = official period, 0 = month"),
        column("closed INTEGER", "1 = sudah berakhir saat dirilis", "1 = had ended when this release was made"),
    ),
    key=("id",),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """List the periods that have answers, in order of time."""
    for period in sorted(edition.periods()):
        yield (
            period.id, period.kind, period.year, period.number, period.start.isoformat(), period.end.isoformat(),
            int(period.kind != MONTH), int(period.end < edition.today),
        )  # fmt: skip
