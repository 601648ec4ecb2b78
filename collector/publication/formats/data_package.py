"""datapackage.json: the release described for machines (Data Package version 2)."""

import re
from collections.abc import Iterator
from typing import Any

from collector.publication.formats.json_documents import write_json
from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release, ReleaseFile
from collector.publication.notices import LICENCES, UNKNOWN_LICENCE, simulated_title
from collector.publication.open_table import OpenColumn, OpenTable
from collector.storage.records import RegionEntry
from survey_definitions.model import Text

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
PATH = "datapackage.json"
TITLE = Text(
    id="Keterangan rilis untuk mesin (Data Package)", en="The release described for machines (Data Package)"
)
# A validator takes whatever is called xlsx or parquet for one plain table, which a workbook is not, and Parquet
# needs a plugin; under these names it checks size and digest. The media type says exactly what they are.
_FORMATS = {"xlsx": "workbook", "parquet": "apache-parquet"}
_TYPES = {"TEXT": "string", "INTEGER": "integer"}


@release_format(Stage.DESCRIPTION)
def write(release: Release) -> Iterator[Product]:
    """Describe every file that holds data or explains them."""
    write_json(release.folder / PATH, _package(release))
    yield Product(path=PATH, kind="json", media_type="application/json", title=TITLE)


def _package(release: Release) -> dict[str, Any]:
    region = release.region
    return {
        "$schema": PROFILE,
        "name": release.name,
        "id": f"{release.name}-{release.entry.id}",
        "version": release.entry.id,
        "title": simulated_title(region, f"Kotak Saran {region.name.id} / {region.name.en}"),
        "description": "Jawaban survei kepuasan masyarakat sebagai data terbuka. / "
        "Answers to public satisfaction surveys as open data.",
        "contributors": [{"title": region.publisher.id, "roles": ["publisher"]}],
        **_licences(region),
        "resources": [_resource(file) for file in release.files],
    }


def _licences(region: RegionEntry) -> dict[str, Any]:
    """Name the licence; where it is unknown nothing is claimed."""
    if region.licence == UNKNOWN_LICENCE:
        return {}
    title, path = LICENCES.get(region.licence, (region.licence, ""))
    return {"licenses": [{"name": region.licence, "title": title, **({"path": path} if path else {})}]}


def _resource(file: ReleaseFile) -> dict[str, Any]:
    """Describe a file; the CSV of a table carries its columns, other forms of it are named only."""
    product = file.product
    described: dict[str, Any] = {
        "name": _resource_name(product),
        "path": product.path,
        "title": _both(product.title),
        "format": _FORMATS.get(product.kind, product.kind),
        "mediatype": product.media_type,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if product.table is None:
        return described
    described["description"] = _both(product.table.description)
    if product.kind == "csv":
        described |= {"type": "table", "encoding": "utf-8", "schema": _schema(product.table)}
    return described


def _resource_name(product: Product) -> str:
    if product.table is not None and product.kind == "csv":
        return product.table.name.replace("_", "-")
    return re.sub(r"[^a-z0-9]+", "-", product.path.lower())


def _schema(table: OpenTable) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    references = [
        {"fields": [one.column], "reference": {**_other(table, one.table), "fields": [one.key]}}
        for one in table.references()
    ]
    return {**schema, "foreignKeys": references} if references else schema


def _other(table: OpenTable, name: str) -> dict[str, str]:
    """Name the table a key points to; inside the same table the name is left out, as version 2 wants it."""
    return {} if name == table.name else {"resource": name.replace("_", "-")}


def _field(column: OpenColumn) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": _both(column.description),
    }
    if column.values:
        numbers = column.type == "INTEGER"
        known = [(int(one.value) if numbers else one.value, _both(one.text)) for one in column.values]
        field["categories"] = [{"value": value, "label": label} for value, label in known]
        field["categoriesOrdered"] = numbers
        field["constraints"] = {"enum": [value for value, _ in known]}
    return field


def _both(text: Text) -> str:
    return f"{text.id} / {text.en}"
