"""Posters and reports as PDF, where they are asked for."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from site_builder import addresses
from site_builder.files.registry import File, Made, files
from site_builder.interface import load_languages
from site_builder.sheets.registry import printable, sheet_kinds
from site_builder.sheets.typesetting import typeset
from site_builder.site import Site


@files("sheets")
def sheets(site: Site) -> Iterator[File]:
    """Yield each kind of sheet for every agency and period, in each language."""
    if not site.pdf:
        return
    for language in load_languages():
        for agency in site.data.agencies:
            for result in printable(site.results.of(agency)):
                for kind in sheet_kinds():
                    place = f"{language.prefix}{addresses.sheet(agency, result.period.id, kind.file)}"
                    yield _file(place, kind.template, kind.data(site, language, agency, result))


def _file(place: str, template: str, data: dict[str, Any]) -> File:
    return File(place=place, content=Made(data=repr(data), make=partial(typeset, template, data)))
