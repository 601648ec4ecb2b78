"""Files of the release that lie beside the open database; the site carries them on, byte by byte."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from site_builder import addresses
from site_builder.errors import SiteRefusedError

PACKAGE = "datapackage.json"
FOLDER = "data"
KINDS = (".csv", ".csv.gz", ".parquet", ".xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to carry on: where it lies, and its place in the site."""

    source: Path
    place: str

    @property
    def name(self) -> str:
        """Its file name."""
        return PurePosixPath(self.place).name

    @property
    def size(self) -> int:
        """Its size in bytes."""
        return self.source.stat().st_size


def downloads_of(database: Path) -> tuple[Download, ...]:
    """Return the database itself and, where the release has them, its data package and what that names.

    Raises
    ------
    SiteRefusedError
        If the data package cannot be read.
    """
    folder = database.resolve().parent
    found = [Download(source=database.resolve(), place=addresses.DATABASE)]
    package = folder / PACKAGE
    if package.is_file():
        found.append(Download(source=package, place=PACKAGE))
        found.extend(Download(source=folder / path, place=path) for path in _resources(package))
    return tuple(found)


def _resources(package: Path) -> Iterator[str]:
    """Yield the files a data package names, as far as they are there and lie in its folder of data."""
    try:
        listed = [str(resource["path"]) for resource in json.loads(package.read_bytes())["resources"]]
    except (ValueError, LookupError, TypeError) as error:
        raise SiteRefusedError(
            f"{package}: the data package cannot be read ({error}). Run `kotaksaran publish` to write it again."
        ) from error
    for path in sorted(set(listed)):
        parts = PurePosixPath(path).parts
        inside = parts[:1] == (FOLDER,) and ".." not in parts and path.endswith(KINDS)
        if inside and (package.parent / path).is_file():
            yield path
