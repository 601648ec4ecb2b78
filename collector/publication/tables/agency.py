"""The units that serve the public."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables.columns import NAMES, NOTE, RETIRED
from collector.publication.tables.registry import open_table
from collector.storage.registers import read_agencies
from survey_definitions.model import Text

TABLE = OpenTable(
    name="agency",
    title=Text(id="Unit", en="Units"),
    description=Text(id="Unit penyelenggara pelayanan.", en="The units that serve the public."),
    columns=(
        column("code TEXT", "Kode unit", "Code of the unit"),
        column("parent TEXT", "Kode unit induk", "Code of the unit above"),
        column("kind TEXT", "Jenis unit", "Kind of unit", indexed=True),
        *NAMES,
        NOTE,
        RETIRED,
    ),
    key=("code",),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """List the units, retired ones included."""
    for agency, retired in read_agencies(edition.store):
        yield (
            agency.code, agency.parent, agency.kind, agency.name.id, agency.name.en, agency.note, int(retired)
        )  # fmt: skip
