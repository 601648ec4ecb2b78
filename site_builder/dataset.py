"""The release for search engines that know data (schema.org, as JSON-LD inside the data page)."""

import json
from typing import Any

from markupsafe import Markup

from site_builder import addresses
from site_builder.downloads import Download, downloads_of
from site_builder.interface import Language
from site_builder.site import Site

LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
MEDIA = {
    ".db": "application/vnd.sqlite3",
    ".csv": "text/csv",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def dataset_of(site: Site, language: Language) -> Markup:
    """Describe the release; no character of it can end the element it stands in."""
    text = json.dumps(_dataset(site, language), ensure_ascii=False, indent=1)
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704 - JSON without any markup


def _dataset(site: Site, language: Language) -> dict[str, Any]:
    meta, region = site.meta, language.data(site.meta.name)
    name = f"{language('site.name')} {region}"
    publisher = {"@type": "GovernmentOrganization", "name": language.data(meta.publisher) or region}
    licence = LICENCES.get(meta.licence)
    first = min((period.start for period in site.data.periods.values()), default=None)
    covered = f"{first}/{meta.data_until}" if first and meta.data_until else ""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": f"{language('site.simulated')}: {name}" if meta.simulated else name,
        "description": language("data.dataset", region=region, k=meta.k),
        "identifier": meta.release,
        "version": meta.release,
        "inLanguage": ["id", "en"],
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "spatialCoverage": {"@type": "Place", "name": region},
        **({"temporalCoverage": covered} if covered else {}),
        **({"license": licence} if licence else {}),
        **({"url": f"{meta.site_url}/{language.prefix}{addresses.DATA}"} if meta.site_url else {}),
        "distribution": [_download(one, site, language) for one in downloads_of(site.data.path)],
    }


def _download(download: Download, site: Site, language: Language) -> dict[str, Any]:
    here = f"{language.prefix}{addresses.DATA}"
    base = f"{site.meta.site_url}/" if site.meta.site_url else "../" * here.count("/")
    ending = f".{download.name.rpartition('.')[2]}"
    return {
        "@type": "DataDownload",
        "name": download.name,
        "contentUrl": f"{base}{download.place}",
        "encodingFormat": MEDIA[ending],
        "contentSize": f"{download.size} B",
    }
