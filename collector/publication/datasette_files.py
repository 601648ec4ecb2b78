"""Datasette's configuration, generated from the same descriptions as the tables."""

import json
from pathlib import Path
from typing import Any

from collector.publication.notices import LICENCES, simulated_title
from collector.publication.open_table import OpenTable
from collector.storage.records import RegionEntry

DATABASE = "open"
METADATA = "metadata.json"
SETTINGS = {
    "default_allow_sql": "off",  # stored queries and filters answer what the site shows
    "allow_csv_stream": "off",  # bulk files are static
    "suggest_facets": "off",
    "sql_time_limit_ms": "1000",
    "max_returned_rows": "1000",
}


def write_datasette_files(folder: Path, region: RegionEntry, release: str, tables: tuple[OpenTable, ...]) -> None:
    """Write metadata.json with titles, column descriptions and licence for every table."""
    document = json.dumps(_metadata(region, release, tables), ensure_ascii=False, indent=2)
    (folder / METADATA).write_text(document + "\n", encoding="utf-8")


def _metadata(region: RegionEntry, release: str, tables: tuple[OpenTable, ...]) -> dict[str, Any]:
    title = simulated_title(region, f"Kotak Saran {region.name.id}: data terbuka / open data")
    name, url = LICENCES.get(region.licence, (region.licence, ""))
    # The source stands at the foot of every page of Datasette, those without a title included.
    source = simulated_title(region, f"{region.publisher.id} ({release})")
    origin = {"license": name, "license_url": url, "source": source}
    about = (
        "Jawaban survei kepuasan masyarakat. Angka tentang kurang dari 10 orang tidak ditampilkan. / "
        "Answers to public satisfaction surveys. Numbers about fewer than 10 people are not shown."
    )
    return {
        "title": title,
        "description": about,
        **origin,
        "databases": {
            DATABASE: {
                "title": title,
                "description": about,
                **origin,
                "tables": {table.name: _table(region, table, origin) for table in tables},
            }
        },
    }


def _table(region: RegionEntry, table: OpenTable, origin: dict[str, str]) -> dict[str, Any]:
    return {
        "title": f"{table.title.id} / {table.title.en}",
        "description": simulated_title(region, f"{table.description.id} / {table.description.en}"),
        "columns": {column.name: f"{column.description.id} / {column.description.en}" for column in table.columns},
        **origin,
    }
