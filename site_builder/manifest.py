"""What a site was made from, file by file, so that the next build makes only what has changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from site_builder import addresses

PACKAGES = ("jinja2", "kotak-saran", "matplotlib", "numpy", "pillow", "scipy", "typst")
SOURCES = ("site_builder", "survey_definitions")
NOT_LISTED = frozenset({addresses.MANIFEST, addresses.SUMS})


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: the digest of what it was made from (empty: made anew each time), and that of its bytes.

    `marks` tells how often the id of the release stands in it.
    """

    key: str
    sha256: str
    marks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Every file of a site; `inputs` is the digest of everything the site was made from."""

    inputs: str
    release: str
    pages: int
    warnings: int
    entries: Mapping[str, Entry]

    def text(self) -> bytes:
        """Write the manifest, one line a file."""
        head = {name: getattr(self, name) for name in ("inputs", "release", "pages", "warnings")}
        lines = [
            f"{json.dumps(place)}: {json.dumps([one.key, one.sha256, one.marks])}"
            for place, one in sorted(self.entries.items())
        ]
        body = json.dumps(head, indent=0).removesuffix("\n}")
        return (f'{body},\n"files": {{\n' + ",\n".join(lines) + "\n}\n}\n").encode()


NOTHING = Manifest(inputs="", release="", pages=0, warnings=0, entries={})


def read_manifest(site: Path) -> Manifest:
    """Read the manifest of a site; one that is missing or damaged means that nothing is known."""
    try:
        found = json.loads((site / addresses.MANIFEST).read_bytes())
        return Manifest(
            inputs=str(found["inputs"]),
            release=str(found["release"]),
            pages=int(found["pages"]),
            warnings=int(found["warnings"]),
            entries={str(place): Entry(*fields) for place, fields in found["files"].items()},
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return NOTHING


def is_intact(site: Path, manifest: Manifest) -> bool:
    """Tell whether a site holds exactly the files of its manifest, each with its own bytes."""
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    if there != {*manifest.entries, *NOT_LISTED}:
        return False
    same = all(digest_of_file(site / place) == one.sha256 for place, one in manifest.entries.items())
    return same and (site / addresses.SUMS).read_bytes() == sums_of(manifest)


def sums_of(manifest: Manifest) -> bytes:
    """Write the digest of every file but this one, as ``sha256sum --check`` reads it."""
    sums = {place: one.sha256 for place, one in manifest.entries.items()}
    sums[addresses.MANIFEST] = hashlib.sha256(manifest.text()).hexdigest()
    return "".join(f"{digest}  {place}\n" for place, digest in sorted(sums.items())).encode()


def digest_of(parts: Iterable[str]) -> str:
    """Return one short digest of texts, each kept apart from the next."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(f"{len(data)}:".encode() + data)
    return whole.hexdigest()[:32]


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


@cache
def code_digest() -> str:
    """Return the digest of the code, templates and words that make a site, and of the versions they rest on."""
    parts = [f"{name} {found}" for name, found in versions().items()]
    for package in SOURCES:
        for path, data in sorted(_sources(files(package), package)):
            parts += [path, hashlib.sha256(data).hexdigest()]
    return digest_of(parts)


def versions() -> dict[str, str]:
    """Return the version of each package that shapes a site; one that is not installed is left out."""
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _sources(folder: Traversable, name: str) -> Iterable[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.is_dir() and one.name != "__pycache__":
            yield from _sources(one, f"{name}/{one.name}")
        elif one.is_file():
            yield f"{name}/{one.name}", one.read_bytes()
