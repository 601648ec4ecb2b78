"""The golden site: a small open database, and every file its site has, as they were looked at and found good."""

from pathlib import Path

from open_db import OpenDb, alike

FOLDER = Path(__file__).parent / "data" / "site"
DATABASE = FOLDER / "open.db"
SITE = FOLDER / "golden"

# These say the digests of code, packages and bytes, or when the last test was; tests of their own read them.
TESTED = ("aksesibilitas/index.html", "en/aksesibilitas/index.html")
UNSTABLE = frozenset({"SHA256SUMS", "build.json", "data/open.db", "manifest.json", *TESTED})
PICTURES = ".png"  # the same for one version of Pillow only


def write_database(path: Path) -> None:
    """Write a region of one agency with a service shown and one that is not, and of one without answers."""
    db = OpenDb(path, site_url="https://hasil.example", release="0123456789abcdef")
    db.agency("a", "Dinas A", name_en="A Office")
    db.agency("b", "Dinas B", name_en="B Office")
    db.service("a", "a-1", "Layanan Satu", tariff="gratis")
    db.service("a", "a-2", "Layanan Dua")
    for number, period in enumerate(("2024-T1", "2024-T2", "2024-T3")):
        db.period(period)
        db.cell("a", period, 40 + number, alike(3 + number // 2, 40 + number))
    db.cell("a", "2024-T3", 20, alike(4, 20), service="a-1")
    db.hidden("a", "2024-T3", service="a-2")
    db.save()


def compared(site: Path) -> list[str]:
    """Return the files of a site that are compared byte by byte."""
    places = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file())
    return [place for place in places if place not in UNSTABLE and not place.endswith(PICTURES)]
