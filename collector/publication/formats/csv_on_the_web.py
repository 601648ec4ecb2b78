"""csv-metadata.json: the CSV files described as W3C's CSV on the Web has it."""

from collections.abc import Iterator
from typing import Any

from collector.publication.formats.json_documents import write_json
from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release
from collector.publication.notices import licence_address, simulated_title
from collector.publication.open_table import OpenColumn, OpenTable
from survey_definitions.model import Text

PATH = "csv-metadata.json"
_TYPES = {"TEXT": "string", "INTEGER": "integer"}


@release_format(Stage.DESCRIPTION)
def write(release: Release) -> Iterator[Product]:
    """Describe every CSV file with its columns, keys and references."""
    write_json(release.folder / PATH, _group(release))
    title = Text(id="Keterangan berkas CSV (CSVW)", en="The CSV files described (CSVW)")
    yield Product(path=PATH, kind="json", media_type="application/csvm+json", title=title)


def _group(release: Release) -> dict[str, Any]:
    region = release.region
    licence = licence_address(region)
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "id"}],
        "dc:title": simulated_title(region, f"Kotak Saran {region.name.id}"),
        "dc:publisher": region.publisher.id,
        "dc:identifier": release.entry.id,
        **({"dc:license": {"@id": licence}} if licence else {}),
        "tables": [
            _table(file.product.path, file.product.table)
            for file in release.files
            if file.product.kind == "csv" and file.product.table is not None
        ],
    }


def _table(path: str, table: OpenTable) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(column, table) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    # CSVW knows no empty reference, such as that of a unit without one above it.
    outward = [one for one in table.references() if not one.optional]
    if outward:
        schema["foreignKeys"] = [
            {
                "columnReference": one.column,
                "reference": {"resource": f"data/{one.table}.csv", "columnReference": one.key},
            }
            for one in outward
        ]
    return {
        "url": path,
        "dc:title": _languages(table.title),
        "dc:description": _languages(table.description),
        "tableSchema": schema,
    }


def _column(column: OpenColumn, table: OpenTable) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": _languages(column.description),
        "datatype": _TYPES[column.type],
        **({"required": True} if column.name in table.key else {}),
    }


def _languages(text: Text) -> list[dict[str, str]]:
    return [{"@value": text.id, "@language": "id"}, {"@value": text.en, "@language": "en"}]
