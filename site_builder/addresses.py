"""Every address of the site and of the rows behind it; the words in them are printed and cited, so they stay."""

from urllib.parse import quote, urlencode

from site_builder.results import Result

HOME = ""
UNITS = "unit/"
METHOD = "metode/"
DATA = "data/"
QUALITY = "mutu-data/"
RECEIPTS = "tanda-terima/"
FOLLOW_UP = "tindak-lanjut/"
UNSUR = "unsur/"
COMPLETENESS = "kelengkapan/"
QUESTIONNAIRES = "kuesioner/"
PRIVACY = "privasi/"
ACCESSIBILITY = "aksesibilitas/"
GLOSSARY = "istilah/"
ABOUT = "tentang/"
LIST_SCRIPT = f"{UNITS}daftar.js"
RECEIPT_SCRIPT = f"{RECEIPTS}periksa.js"
MISSING = "404.html"
STYLE = "style.css"
ICON = "icon.svg"
MARKER = "build.json"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
DATABASE = "data/open.db"
API = "api/v1/"
SCHEMA = f"{API}schema.json"
FEED = "umpan.xml"
IMAGE = "gambar.png"
CARD = "kartu.html"
POSTER = "poster-ikm.pdf"
REPORT = "laporan-skm.pdf"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
WEB_MANIFEST = "site.webmanifest"
SECURITY = ".well-known/security.txt"
HEADERS = "_headers"
NGINX_HEADERS = "nginx-headers.conf"

_LARGEST_PAGE = ("_size", "max")


def unit(code: str) -> str:
    """Return the page of an agency inside a language."""
    return f"{UNITS}{code}/"


def unit_feed(code: str) -> str:
    """Return the feed of an agency inside a language."""
    return f"{unit(code)}{FEED}"


def unit_image(code: str) -> str:
    """Return the picture by which links to an agency are shown elsewhere, inside a language."""
    return f"{unit(code)}{IMAGE}"


def card(code: str) -> str:
    """Return the page by which other sites show the number of an agency, inside a language."""
    return f"{unit(code)}{CARD}"


def sheet(code: str, period: str, file: str) -> str:
    """Return a sheet to print of an agency and period, inside a language."""
    return f"{unit(code)}{period}/{file}"


def badge(code: str, ending: str) -> str:
    """Return the badge of an agency as ``svg``, or as ``json`` for a service that draws badges."""
    return f"{unit(code)}lencana.{ending}"


def service(code: str) -> str:
    """Return the page of a service inside a language."""
    return f"layanan/{code}/"


def unsur(key: str) -> str:
    """Return the page of an unsur over all agencies, inside a language."""
    return f"{UNSUR}{key}/"


def receipt_list(prefix: str) -> str:
    """Return the part of the ledger whose receipt hashes begin with `prefix`."""
    return f"{RECEIPTS}{prefix}.txt"


def receipts_in_datasette(data_url: str) -> str:
    """Return the ledger in Datasette; empty without a Datasette."""
    return f"{data_url}/open/commitment" if data_url else ""


def signals_in_datasette(data_url: str) -> str:
    """Return the signals in Datasette; empty without a Datasette."""
    return f"{data_url}/open/signal" if data_url else ""


def follow_ups_in_datasette(data_url: str) -> str:
    """Return the promises in Datasette; empty without a Datasette."""
    return f"{data_url}/open/follow_up" if data_url else ""


def agency_json(code: str) -> str:
    """Return the file with all numbers of an agency."""
    return f"{API}agencies/{code}.json"


def service_json(code: str) -> str:
    """Return the file with all numbers of a service."""
    return f"{API}services/{code}.json"


def rows_of_result(data_url: str, agency: str, service_code: str | None, result: Result) -> str:
    """Return the Datasette query that yields exactly the rows of one number; empty without a Datasette."""
    return _rows(
        data_url,
        [
            *_unit_filter(agency, service_code),
            ("survey", result.survey.id),
            ("period", result.period.id),
            _LARGEST_PAGE,
        ],
    )


def rows_of_unit(data_url: str, agency: str, service_code: str | None) -> str:
    """Return the Datasette query for all rows of an agency as a whole, or of one of its services."""
    return _rows(data_url, [*_unit_filter(agency, service_code), _LARGEST_PAGE])


def _unit_filter(agency: str, service_code: str | None) -> list[tuple[str, str]]:
    own = ("service__isnull", "1") if service_code is None else ("service", service_code)
    return [("agency", agency), own]


def _rows(data_url: str, filters: list[tuple[str, str]]) -> str:
    return f"{data_url}/open/count_cell?{urlencode(filters, quote_via=quote)}" if data_url else ""
