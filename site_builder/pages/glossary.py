"""The words of this site, each explained once in plain language."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from site_builder import addresses
from site_builder.interface import Language
from site_builder.pages.headline import Fact
from site_builder.pages.registry import Content, Page, page
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryView:
    """Terms in alphabetical order."""

    terms: tuple[Fact, ...]


@page("glossary")
def glossary_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the glossary."""
    yield Page(path=addresses.GLOSSARY, content=partial(_content, site, language))


def _content(site: Site, language: Language) -> Content:
    pairs = zip(language.each("glossary.terms"), language.each("glossary.meanings"), strict=True)
    terms = (Fact(name=term, value=meaning.format(k=site.meta.k)) for term, meaning in pairs)
    return Content(
        template="glossary.html",
        title=language("glossary.title"),
        description=language("glossary.description"),
        view=GlossaryView(terms=tuple(sorted(terms, key=lambda one: one.name.casefold()))),
    )
