"""What a page is, and where the kinds of pages are kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from site_builder import addresses
from site_builder.charts.spec import ChartSpec
from site_builder.interface import Language
from site_builder.registry import Registry
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place inside the same language, or an address outside."""

    text: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page says.

    Attributes
    ----------
    template
        File in the folder of templates.
    title
        Its heading and, with the name of the region, its title; no other page of the language has it.
    description
        One sentence for search engines.
    view
        The record the template reads.
    charts
        Charts whose tables lie beside the page as CSV.
    image
        Picture by which links to the page are shown elsewhere, inside the language.
    """

    template: str
    title: str
    description: str
    view: object
    charts: tuple[ChartSpec, ...] = ()
    image: str = addresses.IMAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page at `path` inside its language; its content is made when it is written.

    `listed` tells whether search engines should find it.
    """

    path: str
    content: Callable[[], Content]
    listed: bool = True


PageKind = Callable[[Site, Language], Iterable[Page]]

_KINDS: Registry[PageKind] = Registry("site_builder.pages")


def page(name: str) -> Callable[[PageKind], PageKind]:
    """Register a kind of page: a function that names every page of this kind in one language."""
    return _KINDS.register(name)


def kinds_of(site: Site, language: Language) -> Iterator[tuple[str, Iterable[Page]]]:
    """Yield every kind of page by name, with its pages in a language."""
    for name, kind in _KINDS:
        yield name, kind(site, language)


def pages_of(site: Site, language: Language) -> Iterator[Page]:
    """Yield every page of a language, kind by kind."""
    for _, pages in kinds_of(site, language):
        yield from pages
