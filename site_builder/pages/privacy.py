"""What is asked, kept and published of those who answer, and what this site knows of its readers: nothing."""

from collections.abc import Iterator
from functools import partial

from site_builder import addresses
from site_builder.interface import Language
from site_builder.pages.chapters import ChaptersView, chapters_of, chapters_page
from site_builder.pages.registry import Content, Link, Page, page
from site_builder.site import Site


@page("privacy")
def privacy_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the page about privacy."""
    yield Page(path=addresses.PRIVACY, content=partial(_content, site, language))


def _content(site: Site, language: Language) -> Content:
    headings, texts = language.each("privacy.headings"), language.each("privacy.texts")
    publisher = language.data(site.meta.publisher)
    return chapters_page(
        language("privacy.title"),
        language("privacy.description", region=language.data(site.meta.name)),
        ChaptersView(
            lead=language("privacy.lead"),
            chapters=chapters_of(language, headings, texts, k=site.meta.k, publisher=publisher),
            links=(
                Link(text=language("receipt.title"), path=addresses.RECEIPTS),
                Link(text=language("questionnaires.title"), path=addresses.QUESTIONNAIRES),
            ),
        ),
    )
