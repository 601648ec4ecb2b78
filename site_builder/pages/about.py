"""What this site is, who publishes it, and how anyone can check and rebuild it."""

from collections.abc import Iterator
from functools import partial

from site_builder import addresses
from site_builder.interface import Language
from site_builder.pages.chapters import ChaptersView, chapters_of, chapters_page
from site_builder.pages.registry import Content, Link, Page, page
from site_builder.site import Site


@page("about")
def about_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the page about the site."""
    yield Page(path=addresses.ABOUT, content=partial(_content, site, language))


def _content(site: Site, language: Language) -> Content:
    region, publisher = language.data(site.meta.name), language.data(site.meta.publisher)
    headings, texts = language.each("about.headings"), language.each("about.texts")
    return chapters_page(
        language("about.title"),
        language("about.description", region=region),
        ChaptersView(
            lead=language("about.lead", region=region),
            chapters=chapters_of(language, headings, texts, publisher=publisher, release=site.meta.release),
            links=(
                Link(text=language("method.title"), path=addresses.METHOD),
                Link(text=language("privacy.title"), path=addresses.PRIVACY),
                Link(text=language("data.title"), path=addresses.DATA),
            ),
        ),
    )
