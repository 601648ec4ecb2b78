"""The data themselves: what to download, what is in it, how to cite it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from site_builder import addresses
from site_builder.dataset import LICENCES, dataset_of
from site_builder.downloads import Download, downloads_of
from site_builder.interface import Language
from site_builder.interface.numbers import size_text
from site_builder.pages.headline import Fact
from site_builder.pages.registry import Content, Link, Page, page
from site_builder.pages.sources import citation_of
from site_builder.site import Site

ANY_CODE = "kode"
FORMATS = {"CSV": ".csv", "CSV.gz": ".csv.gz", "Parquet": ".parquet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """One form of a table: its short name, and the file in full for those who only hear the link."""

    format: str
    file: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFiles:
    """A table and every form it can be downloaded in."""

    table: str
    links: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView:
    """What the data page shows; `explorer` is empty without a Datasette, `dataset` is for search engines."""

    files: tuple[Link, ...]
    by_table: tuple[TableFiles, ...]
    explorer: str
    licence_path: str
    citation: str
    tables: tuple[Fact, ...]
    programs: tuple[Fact, ...]
    dataset: Markup


@page("data")
def data_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the data page."""
    yield Page(path=addresses.DATA, content=partial(_content, site, language))


def _content(site: Site, language: Language) -> Content:
    meta = site.meta
    title = f"{language('site.name')} {language.data(meta.name)}"
    downloads = downloads_of(site.data.path)
    return Content(
        template="data.html",
        title=language("data.title"),
        description=language("data.description"),
        view=DataView(
            files=tuple(_link(one, language) for one in downloads if _format(one) is None),
            by_table=tuple(_by_table(downloads, language)),
            explorer=f"{meta.data_url}/open" if meta.data_url else "",
            licence_path=LICENCES.get(meta.licence, ""),
            citation=citation_of(title, meta, language),
            tables=_tables(language),
            dataset=dataset_of(site, language),
            programs=(
                Fact(name=language("data.api_agencies"), value=f"/{addresses.agency_json(ANY_CODE)}"),
                Fact(name=language("data.api_services"), value=f"/{addresses.service_json(ANY_CODE)}"),
                Fact(name=language("data.api_schema"), value=f"/{addresses.SCHEMA}"),
            ),
        ),
    )


def _format(download: Download) -> str | None:
    """Return the form a file has of one table; None for a file that holds more."""
    return next((name for name, ending in FORMATS.items() if download.place.endswith(ending)), None)


def _by_table(downloads: Iterable[Download], language: Language) -> Iterator[TableFiles]:
    """Gather the files of each table."""
    tables: dict[str, list[FileLink]] = {}
    for download in downloads:
        if name := _format(download):
            link = FileLink(format=name, file=_link(download, language))
            tables.setdefault(download.name.removesuffix(FORMATS[name]), []).append(link)
    for table, links in tables.items():
        yield TableFiles(table=table, links=tuple(links))


def _link(download: Download, language: Language) -> Link:
    names = {
        addresses.DATABASE: language("data.database"),
        "datapackage.json": language("data.package"),
    }
    name = names.get(download.place, download.name)
    size = size_text(download.size, language)
    return Link(text=language("data.size", name=name, size=size), path=download.place)


def _tables(language: Language) -> tuple[Fact, ...]:
    return (
        Fact(name="count_cell", value=language("data.table_count_cell")),
        Fact(name="agency", value=language("data.table_agency")),
        Fact(name="service", value=language("data.table_service")),
        Fact(name="period", value=language("data.table_period")),
        Fact(name="survey", value=language("data.table_survey")),
        Fact(name="response_…", value=language("data.table_response")),
        Fact(name="denominator", value=language("data.table_denominator")),
        Fact(name="commitment", value=language("data.table_commitment")),
        Fact(name="release_log", value=language("data.table_release_log")),
    )
