"""Datasette's configuration, generated from the same descriptions as the tables.

A release carries it for anyone who serves the open file himself: `metadata.json` and `settings.json` for Datasette
0.65, `metadata.json` and `datasette.json` for 1.0, and `inspect-data.json`, which makes both take it as immutable.
Our own server speaks one language at a time, from `metadata.id.json` and `metadata.en.json`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from collector.publication.datasette.stored_queries import load_queries
from collector.publication.formats.json_documents import write_json
from collector.publication.formats.release_files import Release
from collector.publication.notices import LICENCES, simulated_title
from collector.publication.open_table import OpenTable
from collector.storage.records import RegionEntry
from survey_definitions.model import LANGUAGES, Text

DATABASE = "open"
FILE = f"{DATABASE}.db"
INSPECTED = "inspect-data.json"
SETTINGS: dict[str, bool | int] = {
    "default_allow_sql": False,  # stored queries and filters answer what the site shows
    "allow_csv_stream": False,  # bulk files are static
    "suggest_facets": False,
    "sql_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "num_sql_threads": 3,
}
_TITLE = Text(id="data terbuka", en="open data")
_ABOUT = Text(
    id="Jawaban survei kepuasan masyarakat. Angka tentang kurang dari 10 orang tidak ditampilkan.",
    en="Answers to public satisfaction surveys. Numbers about fewer than 10 people are not shown.",
)
_LABELS = ("name", "title")  # what a row is called where another one points to it


def metadata_file(language: str) -> str:
    """Return the name of the descriptions in one language."""
    return f"metadata.{language}.json"


def write_datasette_files(release: Release) -> None:
    """Write titles, column descriptions, licence, stored queries and settings for Datasette."""
    folder = release.folder
    both = _Speech(LANGUAGES[0], lambda text: f"{text.id} / {text.en}")
    write_json(folder / "metadata.json", _metadata(release, both))
    for language in LANGUAGES:
        write_json(folder / metadata_file(language), _metadata(release, _Speech(language, itemgetter(language))))
    write_json(folder / "settings.json", SETTINGS)
    write_json(
        folder / "datasette.json", {"settings": SETTINGS, "databases": {DATABASE: {"queries": _queries(both)}}}
    )
    write_json(folder / INSPECTED, _inspected(release))


@dataclass(frozen=True, slots=True)
class _Speech:
    """How texts are said, and in which language a row is called by its name."""

    language: str
    say: Callable[[Text], str]


def _metadata(release: Release, speech: _Speech) -> dict[str, Any]:
    region = release.region
    name = Text(id=f"Kotak Saran {region.name.id}", en=f"Kotak Saran {region.name.en}")
    title = simulated_title(region, f"{speech.say(name)}: {speech.say(_TITLE)}")
    about = {"title": title, "description": speech.say(_ABOUT), **_origin(release, speech)}
    tables = {table.name: _table(release, table, speech) for table in release.file.tables}
    database = {**about, "queries": _queries(speech), "tables": tables}
    return {**about, "databases": {DATABASE: database}}


def _origin(release: Release, speech: _Speech) -> dict[str, str]:
    """Name source and licence; where the licence is unknown that is said, and no address is given."""
    region = release.region
    # The source stands at the foot of every page of Datasette, those without a title included.
    source = {"source": simulated_title(region, f"{speech.say(region.publisher)} ({release.entry.id})")}
    return source | _licence(region)


def _licence(region: RegionEntry) -> dict[str, str]:
    name, url = LICENCES.get(region.licence, (region.licence, ""))
    return {"license": name, **({"license_url": url} if url else {})}


def _table(release: Release, table: OpenTable, speech: _Speech) -> dict[str, Any]:
    names = {column.name for column in table.columns}
    label = next((f"{name}_{speech.language}" for name in _LABELS if f"{name}_{speech.language}" in names), None)
    return {
        "title": speech.say(table.title),
        "description": simulated_title(release.region, speech.say(table.description)),
        "columns": {column.name: speech.say(column.description) for column in table.columns},
        **({"label_column": label} if label else {}),
        **({"facets": list(table.facets)} if table.facets else {}),
        **_origin(release, speech),
    }


def _queries(speech: _Speech) -> dict[str, Any]:
    return {
        query.name: {
            "title": speech.say(query.title),
            "description": speech.say(query.description),
            "sql": query.sql,
            "params": list(query.parameters),
        }
        for query in load_queries()
    }


def _inspected(release: Release) -> dict[str, Any]:
    """Say what `datasette inspect` would find out; the file then is immutable, and its rows are counted."""
    file = next(one for one in release.files if one.product.path == FILE)
    tables = {table.name: {"count": release.file.count(table)} for table in release.file.tables}
    return {DATABASE: {"hash": file.sha256, "size": file.size, "file": FILE, "tables": tables}}
