"""From a page to HTML: Jinja with autoescape, and links that work wherever the site is put."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from site_builder import addresses
from site_builder.charts.spec import ChartSpec
from site_builder.interface import Language
from site_builder.interface.periods import date_text, period_text
from site_builder.pages.registry import Content, Page
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """The same page in another language."""

    code: str
    name: str
    switch: str
    path: str


class Renderer:
    """Renders pages of one release; `languages` begins with the default one."""

    def __init__(self, site: Site, languages: tuple[Language, ...]) -> None:
        self._meta = meta = site.meta
        self._latest = site.latest
        self._has_feeds = site.made_at is not None
        self._languages = languages
        self.base = urlsplit(meta.site_url).path + "/"
        self._environment = Environment(
            loader=PackageLoader("site_builder"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, page: Page, content: Content, language: Language) -> str:
        """Return the page as HTML."""
        here = f"{language.prefix}{page.path}"
        link = self._linker(here)
        return self._environment.get_template(content.template).render(
            address=f"{self._meta.site_url}/{language.prefix}" if self._meta.site_url else "",
            addresses=addresses,
            alternates=self._alternates(page, language, link),
            content=content,
            feed=self._has_feeds,
            file=link,
            language=language,
            latest=period_text(self._latest, language) if self._latest else "",
            licence=self._meta.licence if self._meta.licence_known else language("data.licence_unknown"),
            meta=self._meta,
            page=page,
            picture=picture,
            region=language.data(self._meta.name),
            t=language,
            tag=f" · {language('site.simulated')}" if self._meta.simulated else "",
            to=lambda path: link(f"{language.prefix}{path}"),
            until=date_text(self._meta.data_until, language) if self._meta.data_until else "",
            view=content.view,
        )

    def _linker(self, here: str) -> Callable[[str], str]:
        """Return a function that links a place of the site from `here`.

        Links are relative, so the site works in any folder; only the page for missing addresses, which a server
        shows at every depth, needs the folder itself.
        """
        if here.endswith(addresses.MISSING):
            return lambda place: f"{self.base}{place}"
        folder = posixpath.dirname(here) or "."

        def link(place: str) -> str:
            relative = posixpath.relpath(place or ".", folder)
            return f"{relative}/" if not place or place.endswith("/") else relative

        return link

    def _alternates(self, page: Page, language: Language, link: Callable[[str], str]) -> list[Alternate]:
        return [
            Alternate(
                code=other.code,
                name=other("language.name"),
                switch=other("language.switch"),
                path=link(f"{other.prefix}{page.path}"),
            )
            for other in self._languages
            if other.code != language.code
        ]


def picture(chart: ChartSpec) -> Markup:
    """Return the SVG of a chart; it escapes every text itself."""
    return Markup(chart.svg)  # noqa: S704 - made of escaped texts and numbers only
