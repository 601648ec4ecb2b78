"""Is my answer in? A receipt is looked up in the published ledger, without a server and without telling anyone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from site_builder import addresses
from site_builder.files.receipts import prefix_digits
from site_builder.interface import Language
from site_builder.interface.numbers import count_text
from site_builder.interface.periods import date_text
from site_builder.pages.registry import Content, Page, page
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """What the page shows; `count` is empty while nothing is listed.

    Attributes
    ----------
    digits
        How many digits of the hash choose the list to load.
    explorer
        The ledger in Datasette, or empty.
    """

    count: str
    until: str
    head: str
    digits: int
    explorer: str


@page("receipt")
def receipt_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the page on which a respondent looks for an answer."""
    yield Page(path=addresses.RECEIPTS, content=partial(_content, site, language))


def _content(site: Site, language: Language) -> Content:
    days, receipts = site.ledger
    return Content(
        template="receipt.html",
        title=language("receipt.title"),
        description=language("receipt.description"),
        view=ReceiptView(
            count=count_text(len(receipts), language) if receipts else "",
            until=date_text(date.fromisoformat(days[-1].last_day), language) if days else "",
            head=days[-1].head if days else "",
            digits=prefix_digits(len(receipts)),
            explorer=addresses.receipts_in_datasette(site.meta.data_url),
        ),
    )
