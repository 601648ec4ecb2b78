"""dcat.jsonld: the release for harvesters of open data portals (DCAT-AP 3).

Addresses are relative to the file itself, so the description is right wherever the folder is served. The moment of
release is not in it: the same content has to stay the same bytes (PUB07).
"""

from collections.abc import Iterator
from typing import Any

from collector.publication.formats.coverage import covered_days
from collector.publication.formats.json_documents import write_json
from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release, ReleaseFile
from collector.publication.notices import licence_address, simulated_title
from survey_definitions.model import Text

PATH = "dcat.jsonld"
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FREQUENCIES = {"triwulan": "QUARTERLY", "semester": "ANNUAL_2", "tahunan": "ANNUAL"}
_FILE_TYPES = {"csv": "CSV", "csv.gz": "CSV", "json": "JSON", "xlsx": "XLSX", "html": "HTML", "parquet": "PARQUET"}
_DESCRIPTION = Text(
    id="Jawaban survei kepuasan masyarakat tentang pelayanan publik. Angka tentang kurang dari 10 orang tidak "
    "ditampilkan.",
    en="Answers to public satisfaction surveys on public services. Numbers about fewer than 10 people are not "
    "shown.",
)
_KEYWORDS = (
    Text(id="survei kepuasan masyarakat", en="public satisfaction survey"),
    Text(id="pelayanan publik", en="public services"),
)


@release_format(Stage.DESCRIPTION)
def write(release: Release) -> Iterator[Product]:
    """Describe a catalogue with one dataset and each of its files."""
    write_json(release.folder / PATH, {"@context": _CONTEXT, "@graph": [_catalogue(release), _dataset(release)]})
    title = Text(id="Keterangan untuk portal data (DCAT-AP)", en="Description for data portals (DCAT-AP)")
    yield Product(path=PATH, kind="jsonld", media_type="application/ld+json", title=title)


def _catalogue(release: Release) -> dict[str, Any]:
    return {
        "@id": "#catalogue",
        "@type": "dcat:Catalog",
        **_about(release),
        "dct:language": _languages_used(),
        "dcat:dataset": {"@id": "#dataset"},
        **_homepage(release),
    }


def _dataset(release: Release) -> dict[str, Any]:
    region = release.region
    return {
        "@id": "#dataset",
        "@type": "dcat:Dataset",
        **_about(release),
        "dct:identifier": f"{release.name}-{release.entry.id}",
        "dcat:version": release.entry.id,
        "dct:language": _languages_used(),
        "dct:accrualPeriodicity": _named(
            f"{_AUTHORITY}/frequency/{_FREQUENCIES[region.period_kind]}", "dct:Frequency"
        ),
        "dct:accessRights": _named(f"{_AUTHORITY}/access-right/PUBLIC", "dct:RightsStatement"),
        "dct:spatial": {"@type": "dct:Location", "skos:prefLabel": _languages(region.name)},
        **_temporal(release),
        "dcat:theme": {
            **_named(f"{_AUTHORITY}/data-theme/GOVE", "skos:Concept"),
            "skos:prefLabel": {"@value": "Government and public sector", "@language": "en"},
        },
        "dcat:keyword": [one for keyword in _KEYWORDS for one in _languages(keyword)],
        "dcat:distribution": [_distribution(release, file) for file in release.files],
    }


def _about(release: Release) -> dict[str, Any]:
    region = release.region
    title = Text(
        id=simulated_title(region, f"Kotak Saran {region.name.id}"),
        en=simulated_title(region, f"Kotak Saran {region.name.en}"),
    )
    publisher = {"@id": "#publisher", "@type": "foaf:Agent", "foaf:name": _languages(region.publisher)}
    return {
        "dct:title": _languages(title),
        "dct:description": _languages(_DESCRIPTION),
        "dct:publisher": publisher,
    }


def _homepage(release: Release) -> dict[str, Any]:
    site = release.addresses.site
    return {"foaf:homepage": _named(site, "foaf:Document")} if site else {}


def _temporal(release: Release) -> dict[str, Any]:
    days = covered_days(release)
    if days is None:
        return {}
    start, end = ({"@value": day, "@type": "xsd:date"} for day in days)
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": start, "dcat:endDate": end}}


def _distribution(release: Release, file: ReleaseFile) -> dict[str, Any]:
    """Describe one file; a packed one has the media type of what is in it."""
    product = file.product
    is_packed = product.kind.endswith(".gz")
    media_type = "text/csv" if is_packed else product.media_type
    file_type = _FILE_TYPES.get(product.kind)
    licence = licence_address(release.region)
    described: dict[str, Any] = {
        "@id": f"#{product.path}",
        "@type": "dcat:Distribution",
        "dct:title": _languages(product.title),
        "dcat:accessURL": {"@id": product.path},
        "dcat:downloadURL": {"@id": product.path},
        "dcat:mediaType": _named(f"{_MEDIA_TYPES}/{media_type}", "dct:MediaType"),
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
    }
    if is_packed:
        described["dcat:compressFormat"] = _named(f"{_MEDIA_TYPES}/{product.media_type}", "dct:MediaType")
    if file_type:
        described["dct:format"] = _named(f"{_AUTHORITY}/file-type/{file_type}", "dct:MediaTypeOrExtent")
    if licence:
        described["dct:license"] = _named(licence, "dct:LicenseDocument")
    return described


def _languages_used() -> list[dict[str, str]]:
    return [_named(f"{_AUTHORITY}/language/{code}", "dct:LinguisticSystem") for code in ("IND", "ENG")]


def _named(address: str, type_: str) -> dict[str, str]:
    return {"@id": address, "@type": type_}


def _languages(text: Text) -> list[dict[str, str]]:
    return [{"@value": text.id, "@language": "id"}, {"@value": text.en, "@language": "en"}]
