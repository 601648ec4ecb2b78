"""A release on its way to the disk, and the files written so far."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from collector.publication.edition import Addresses
from collector.publication.open_file import OpenFile
from collector.publication.open_table import OpenTable
from collector.storage.records import RegionEntry
from collector.storage.releases import ReleaseEntry
from survey_definitions.model import Survey, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A file that a format wrote.

    Attributes
    ----------
    path
        Where it lies inside the release, with ``/`` between the parts.
    kind
        What the file is called by what it is: ``csv``, ``csv.gz``, ``xlsx`` …
    table
        The table it holds, if it holds one.
    """

    path: str
    kind: str
    media_type: str
    title: Text
    table: OpenTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFile:
    """A file as it stands on the disk."""

    product: Product
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is written, where, and what has been written so far.

    Attributes
    ----------
    folder
        The folder of the release in the making.
    entry, before
        Its line in the log of releases, and the line of the release before it.
    files
        The files of the stages that are done.
    """

    folder: Path
    region: RegionEntry
    surveys: tuple[Survey, ...]
    addresses: Addresses
    file: OpenFile
    entry: ReleaseEntry
    before: ReleaseEntry | None = None
    files: tuple[ReleaseFile, ...] = ()

    @property
    def name(self) -> str:
        """What the data are called by machines."""
        return f"kotak-saran-{self.region.code}"


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
