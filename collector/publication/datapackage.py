"""datapackage.json: the release described for machines (Data Package version 2)."""

from typing import Any

from collector.publication.open_table import OpenTable
from collector.storage.records import RegionEntry

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {"TEXT": "string", "INTEGER": "integer"}
UNKNOWN_LICENCE = "unknown"
LICENCES = {
    UNKNOWN_LICENCE: ("Tidak diketahui / Unknown", ""),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}


def datapackage(region: RegionEntry, release: str, tables: tuple[OpenTable, ...]) -> dict[str, Any]:
    """Return the description of a release and of every CSV file in it."""
    return {
        "$schema": PROFILE,
        "name": f"kotak-saran-{region.code}",
        "id": f"kotak-saran-{region.code}-{release}",
        "version": release,
        "title": simulated_title(region, f"Kotak Saran {region.name.id} / {region.name.en}"),
        "description": "Jawaban survei kepuasan masyarakat sebagai data terbuka. / "
        "Answers to public satisfaction surveys as open data.",
        "contributors": [{"title": region.publisher.id, "roles": ["publisher"]}],
        **_licences(region),
        "resources": [_resource(table) for table in tables],
    }


def _licences(region: RegionEntry) -> dict[str, Any]:
    """Name the licence; where it is unknown nothing is claimed."""
    if region.licence == UNKNOWN_LICENCE:
        return {}
    title, path = LICENCES.get(region.licence, (region.licence, ""))
    return {"licenses": [{"name": region.licence, "title": title, **({"path": path} if path else {})}]}


def simulated_title(region: RegionEntry, title: str) -> str:
    """Mark `title` where the region's data are invented."""
    return f"DATA SIMULASI / SIMULATED DATA: {title}" if region.simulated else title


def _resource(table: OpenTable) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column.name,
                "type": _TYPES[column.type],
                "description": f"{column.description.id} / {column.description.en}",
            }
            for column in table.columns
        ],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": table.name.replace("_", "-"),
        "type": "table",
        "path": f"data/{table.name}.csv",
        "title": f"{table.title.id} / {table.title.en}",
        "description": f"{table.description.id} / {table.description.en}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
