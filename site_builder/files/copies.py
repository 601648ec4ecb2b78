"""Copies: the released files, style sheet, icon, and the script of the list."""

import re
from collections.abc import Iterator
from importlib.resources import files as resources

from site_builder import addresses
from site_builder.downloads import downloads_of
from site_builder.files.registry import File, files
from site_builder.site import Site

LOOK = {"style.css": addresses.STYLE, "icon.svg": addresses.ICON, "list.js": addresses.LIST_SCRIPT}


@files("downloads")
def released(site: Site) -> Iterator[File]:
    """Yield the open database and what was released with it."""
    for download in downloads_of(site.data.path):
        yield File(place=download.place, content=download.source)


@files("look")
def look(_site: Site) -> Iterator[File]:
    """Yield what pages link for their looks and for finding a unit."""
    for name, place in LOOK.items():
        source = resources("site_builder").joinpath("templates", name)
        content = source.read_bytes()
        yield File(place=place, content=_lean(content) if name.endswith(".css") else content)


def _lean(style: bytes) -> bytes:
    """Leave out what only people who write a style sheet need."""
    lean = re.sub(rb"\s*([{};>])\s*", rb"\1", re.sub(rb"/\*.*?\*/", b"", style, flags=re.DOTALL))
    return re.sub(rb"([:,])\s+", rb"\1", lean).replace(b";}", b"}")
