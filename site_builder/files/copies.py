"""Copies: the released files, the style sheet and the icon."""

import re
from collections.abc import Iterator
from importlib.resources import files as resources

from site_builder import addresses
from site_builder.downloads import downloads_of
from site_builder.files.registry import File, files
from site_builder.site import Site


@files("downloads")
def released(site: Site) -> Iterator[File]:
    """Yield the open database and what was released with it."""
    for download in downloads_of(site.data.path):
        yield File(place=download.place, content=download.source)


@files("look")
def look(_site: Site) -> Iterator[File]:
    """Yield what every page links for its looks."""
    for place in (addresses.STYLE, addresses.ICON):
        source = resources("site_builder").joinpath("templates", place)
        content = source.read_bytes()
        yield File(place=place, content=_tight(content) if place == addresses.STYLE else content)


def _tight(style: bytes) -> bytes:
    """Return a style sheet without the white space that only its authors read."""
    return re.sub(rb"\s*([{};])\s*", rb"\1", style)
