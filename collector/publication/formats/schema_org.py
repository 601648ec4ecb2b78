"""dataset.jsonld: the release for search engines (schema.org)."""

from collections.abc import Iterator
from typing import Any

from collector.publication.formats.coverage import covered_days
from collector.publication.formats.json_documents import write_json
from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release, ReleaseFile
from collector.publication.notices import licence_address, simulated_title
from survey_definitions.model import Text

PATH = "dataset.jsonld"
_DESCRIPTION = (
    "Jawaban survei kepuasan masyarakat tentang pelayanan publik sebagai data terbuka; angka tentang kurang dari "
    "10 orang tidak ditampilkan. / Answers to public satisfaction surveys on public services as open data; numbers "
    "about fewer than 10 people are not shown."
)


@release_format(Stage.DESCRIPTION)
def write(release: Release) -> Iterator[Product]:
    """Describe the dataset and each of its files."""
    write_json(release.folder / PATH, _dataset(release))
    title = Text(id="Keterangan untuk mesin pencari (schema.org)", en="Description for search engines (schema.org)")
    yield Product(path=PATH, kind="jsonld", media_type="application/ld+json", title=title)


def _dataset(release: Release) -> dict[str, Any]:
    region = release.region
    publisher = {"@type": "GovernmentOrganization", "name": region.publisher.id}
    days, licence, site = covered_days(release), licence_address(region), release.addresses.site
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": simulated_title(region, f"Kotak Saran {region.name.id} / {region.name.en}"),
        "description": simulated_title(region, _DESCRIPTION),
        "identifier": f"{release.name}-{release.entry.id}",
        "version": release.entry.id,
        "inLanguage": ["id", "en"],
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "spatialCoverage": {"@type": "Place", "name": region.name.id},
        **({"temporalCoverage": "/".join(days)} if days else {}),
        **({"license": licence} if licence else {}),
        **({"url": site} if site else {}),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": question.key, "description": question.text.id}
            for survey in release.surveys
            for question in survey.scored
        ],
        "distribution": [_download(file) for file in release.files],
    }


def _download(file: ReleaseFile) -> dict[str, Any]:
    product = file.product
    return {
        "@type": "DataDownload",
        "name": f"{product.title.id} / {product.title.en}",
        "contentUrl": product.path,
        "encodingFormat": product.media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }
