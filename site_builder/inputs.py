"""What a site is made from: the files of a release, and when it was made."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from site_builder.downloads import PACKAGE, downloads_of
from site_builder.errors import SiteRefusedError
from site_builder.manifest import code_digest, digest_of, digest_of_file
from site_builder.open_data import REMEDY

TIME = "release.json"


def inputs_of(open_db: Path, *, pdf: bool) -> str:
    """Return the digest of everything a site is made from: the release, the code, and what was asked for.

    Raises
    ------
    SiteRefusedError
        If there is no open database, or its data package cannot be read.
    """
    if not open_db.is_file():
        raise SiteRefusedError(f"{open_db}: there is no open database here. {REMEDY}")
    return digest_of((code_digest(), f"pdf={pdf}", *_files(open_db)))


def release_time(open_db: Path, release: str) -> datetime | None:
    """Return when a release was made, as the file beside it says; None where there is none that says so."""
    try:
        told = json.loads((open_db.resolve().parent / TIME).read_bytes())
        return datetime.fromisoformat(told["made_at"]).astimezone(UTC) if told["release"] == release else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _files(open_db: Path) -> Iterator[str]:
    for download in downloads_of(open_db):
        yield f"{download.place} {digest_of_file(download.source)}"
    for name in (PACKAGE, TIME):
        beside = open_db.resolve().parent / name
        yield f"{name} {digest_of_file(beside) if beside.is_file() else ''}"
