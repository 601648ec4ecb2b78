"""A card with the newest number of an agency, for frames of other sites: no script, nothing loaded beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from site_builder import addresses
from site_builder.interface import Language
from site_builder.interface.numbers import count_text
from site_builder.interface.periods import period_text
from site_builder.pages.newest import Newest, newest_of
from site_builder.pages.registry import Content, Page, page
from site_builder.results import settled
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """What a card shows; `lines` say from when and from how many, or why there is no number."""

    name: str
    path: str
    newest: Newest
    lines: tuple[str, ...]


@page("card")
def cards(site: Site, language: Language) -> Iterator[Page]:
    """Name one card per agency."""
    for code in site.data.agencies:
        yield Page(path=addresses.card(code), content=partial(_content, site, language, code), listed=False)


def _content(site: Site, language: Language, code: str) -> Content:
    name = site.names(language).agencies[code]
    return Content(
        template="card.html",
        title=language("card.title", unit=name),
        description=language("card.description", unit=name),
        view=CardView(
            name=name,
            path=addresses.unit(code),
            newest=newest_of(site, code, language),
            lines=tuple(_lines(site, language, code)),
        ),
        image=addresses.unit_image(code),
    )


def _lines(site: Site, language: Language, code: str) -> Iterator[str]:
    results = settled(site.results.of(code))
    if not results:
        yield language("unit.sentence_nothing", unit=site.names(language).agencies[code])
        return
    newest = results[-1]
    period = period_text(newest.period, language)
    if newest.n is None:
        yield f"{period}. {language('unit.sentence_hidden')}"
    else:
        yield language("card.from", period=period, n=count_text(newest.n, language))
        if newest.index is None:
            yield language("number.incomputable")
