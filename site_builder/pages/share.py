"""Ways to carry the number of an agency elsewhere: feed, badge, card, sheets to print."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from site_builder import addresses
from site_builder.interface import Language
from site_builder.interface.periods import period_text
from site_builder.pages.registry import Link
from site_builder.sheets.registry import printable
from site_builder.site import Site

FRAME = 'width="360" height="240" loading="lazy"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Files beside an agency's page; `embed` is empty where the site does not know its own address."""

    links: tuple[Link, ...]
    embed: str


def share_of(site: Site, code: str, language: Language) -> Share:
    """Collect what can be carried elsewhere of an agency."""
    address, embed = site.meta.site_url, ""
    if address:
        title = language("card.title", unit=site.names(language).agencies[code])
        source = f"{address}/{language.prefix}{addresses.card(code)}"
        embed = f'<iframe src="{escape(source)}" title="{escape(title)}" {FRAME}></iframe>'
    return Share(links=tuple(_links(site, code, language)), embed=embed)


def _links(site: Site, code: str, language: Language) -> Iterator[Link]:
    if site.made_at is not None:
        yield Link(text=language("share.feed"), path=addresses.unit_feed(code))
    yield Link(text=language("share.badge"), path=addresses.badge(code, "svg"))
    yield Link(text=language("share.badge_json"), path=addresses.badge(code, "json"))
    yield Link(text=language("share.card"), path=addresses.card(code))
    if site.pdf:
        yield from _sheets(site, code, language)


def _sheets(site: Site, code: str, language: Language) -> Iterator[Link]:
    """Link the sheets of every period, the newest first."""
    for result in reversed(printable(site.results.of(code))):
        period = period_text(result.period, language)
        for text, file in (("share.poster", addresses.POSTER), ("share.report", addresses.REPORT)):
            yield Link(text=language(text, period=period), path=addresses.sheet(code, result.period.id, file))
