"""About the file itself: its region, its release, its licence."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import SCHEMA_VERSION, OpenTable, column
from collector.publication.small_cells import K
from collector.publication.tables.registry import open_table
from survey_definitions.model import Text

TABLE = OpenTable(
    name="meta",
    title=Text(id="Keterangan berkas", en="About this file"),
    description=Text(id="Asal, rilis, dan lisensi berkas ini.", en="Origin, release and licence of this file."),
    columns=(column("key TEXT", "Nama keterangan", "Name"), column("value TEXT", "Isi", "Value")),
    key=("key",),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield what the file says of itself, all but its release, which is known last."""
    region, addresses = edition.region, edition.addresses
    until = edition.data_until
    facts = {
        "schema_version": SCHEMA_VERSION,
        "region": region.code, "region_kind": region.kind,
        "region_name_id": region.name.id, "region_name_en": region.name.en,
        "publisher_id": region.publisher.id, "publisher_en": region.publisher.en,
        "licence": region.licence, "simulated": str(int(region.simulated)), "period_kind": region.period_kind,
        "k": str(K), "form_url": addresses.form, "data_url": addresses.data, "site_url": addresses.site,
        "data_until": until.isoformat() if until else "",
    }  # fmt: skip
    if region.contact:
        facts["contact"] = region.contact
    yield from sorted(facts.items())
