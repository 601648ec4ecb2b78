"""What every page of the open data says of itself, in one language."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from collector.publication.datasette.documents import DATABASE, FILE, metadata_file
from collector.publication.datasette.stored_queries import StoredQuery, load_queries
from collector.publication.notices import LICENCES, UNKNOWN_LICENCE
from collector.publication.open_file import saved_rows
from collector.publication.tables import meta, open_tables
from collector.web.interface import Interface, load_interface

_INTERFACE = "collector.publication.datasette.interface"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """The open data of one region in one language.

    Attributes
    ----------
    facts
        What the open file says of itself.
    base, elsewhere
        The path this language begins with, and that of the other one.
    choices
        What the reader of a stored query picks from, by the parameter's name: code and words.
    titles
        What the tables are called.
    sql_path
        Where SQL of one's own is sent, under the database.
    """

    say: Interface
    facts: Mapping[str, str]
    base: str
    elsewhere: str
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    titles: Mapping[str, str]
    sql_path: str

    @property
    def language(self) -> str:
        """The language's code."""
        return self.say.language

    @property
    def simulated(self) -> bool:
        """Whether the region and its answers are invented."""
        return self.facts["simulated"] == "1"

    @property
    def region(self) -> str:
        """The region's name."""
        return self.facts[f"region_name_{self.language}"]

    @property
    def publisher(self) -> str:
        """Who publishes the data."""
        return self.facts[f"publisher_{self.language}"]

    @property
    def licence(self) -> tuple[str, str]:
        """Name and address of the licence, empty where it is unknown and nothing may be claimed."""
        code = self.facts["licence"]
        return ("", "") if code == UNKNOWN_LICENCE else LICENCES.get(code, (code, ""))

    @property
    def site(self) -> str:
        """The address of the site."""
        return self.facts["site_url"]

    @property
    def queries(self) -> tuple[StoredQuery, ...]:
        """The stored queries."""
        return load_queries()

    def other_language(self, request: Any) -> str:
        """Return the address of the same page in the other language, or its first page where nothing was asked."""
        if request is None:
            return self.elsewhere
        query = f"?{request.query_string}" if request.query_string else ""
        return f"{self.elsewhere}{request.path.lstrip('/')}{query}"

    def address(self, request: Any) -> str:
        """Return the public address of a page, as it is cited."""
        path = self.base + ("" if request is None else request.path.lstrip("/"))
        host = urlsplit(self.facts["data_url"])
        return urlunsplit((host.scheme, host.netloc, path, "", ""))

    def title(self, table: str) -> str:
        """Return what a table is called."""
        return self.titles.get(table, table)

    def lookup(self, key: str) -> str:
        """Return the words for a comparison, or nothing where it is too rare to be offered."""
        return self.say.texts.get(f"lookup.{key}", "")

    def number(self, value: int) -> str:
        """Write a whole number as the language does."""
        written = f"{value:,}"
        return written if self.language == "en" else written.replace(",", ".")


def read_portal(folder: Path, language: str, *, base: str, elsewhere: str, sql_path: str) -> Portal:
    """Read what the pages on the release in `folder` have to say in `language`."""
    agencies = sorted((row["code"], row[f"name_{language}"]) for row in _rows(folder, "agency"))
    periods = sorted((row["id"], row["id"]) for row in _rows(folder, "period"))
    metadata = json.loads((folder / metadata_file(language)).read_text(encoding="utf-8"))
    return Portal(
        say=load_interface(language, _INTERFACE), facts=read_facts(folder), base=base, elsewhere=elsewhere,
        choices={"agency": tuple(agencies), "period": tuple(periods)},
        titles={name: table["title"] for name, table in metadata["databases"][DATABASE]["tables"].items()},
        sql_path=sql_path,
    )  # fmt: skip


def read_facts(folder: Path) -> dict[str, str]:
    """Return what the open file in `folder` says of itself."""
    return {str(row["key"]): str(row["value"]) for row in _rows(folder, meta.TABLE.name)}


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    table = next(one for one in open_tables(()) if one.name == name)
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(str, row), strict=True)) for row in saved_rows(folder / FILE, table)]
