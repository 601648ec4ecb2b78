"""The services of the units."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables.columns import AGENCY, NAMES, NOTE, RETIRED
from collector.publication.tables.registry import open_table
from collector.storage.registers import read_services
from survey_definitions.model import Text

TABLE = OpenTable(
    name="service",
    title=Text(id="Layanan", en="Services"),
    description=Text(id="Layanan setiap unit.", en="The services of each unit."),
    columns=(
        column("code TEXT", "Kode layanan", "Code of the service"),
        AGENCY,
        *NAMES,
        column("tariff TEXT", "gratis, berbayar, atau kosong bila tidak diketahui", "gratis (free), berbayar "
                "(paid) or empty where unknown"),
        NOTE,
        RETIRED,
    ),
    key=("code",),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """List the services, retired ones included."""
    for service, retired in read_services(edition.store):
        yield (
            service.code, service.agency, service.name.id, service.name.en, service.tariff, service.note,
            int(retired),
        )  # fmt: skip
