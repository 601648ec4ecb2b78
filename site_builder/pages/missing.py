"""What a reader gets for an address that does not exist."""

from collections.abc import Iterator
from functools import partial

from site_builder import addresses
from site_builder.interface import Language
from site_builder.pages.registry import Content, Page, page
from site_builder.site import Site


@page("missing")
def missing_page(_site: Site, language: Language) -> Iterator[Page]:
    """Name the page a server shows with status 404."""
    yield Page(path=addresses.MISSING, content=partial(_content, language), listed=False)


def _content(language: Language) -> Content:
    return Content(
        template="missing.html",
        title=language("missing_page.title"),
        description=language("missing_page.description"),
        view=None,
    )
