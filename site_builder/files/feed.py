"""Atom feeds: one entry for each number that stands; the region's has the newest of every agency.

An entry keeps its id for ever, wherever the site moves. Its time is the end of its period, from which on it can be
known; the time of a feed is that of the release. Nothing says when the site was built.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from html import escape
from uuid import UUID, uuid5

from site_builder import addresses
from site_builder.files.registry import File, files
from site_builder.interface import Language, load_languages
from site_builder.interface.periods import period_text
from site_builder.pages.headline import quote_of
from site_builder.results import Result
from site_builder.site import Site

MOST_ENTRIES = 100
SPACE = UUID("6f1c2a4e-0c57-5a0b-9a55-6a7d8f3f9c10")  # the names below are told apart from those of other programs

Named = tuple[str, Result]


@files("feed")
def feeds(site: Site) -> Iterator[File]:
    """Yield the region's feed and one for each agency, in each language; none before anything was released."""
    if site.made_at is None:
        return
    for language in load_languages():
        region = language.data(site.meta.name)
        newest = [(code, result) for code in site.data.agencies for result in _known(site.in_latest(code))]
        title = language("feed.title", region=region)
        yield _feed(site, language, addresses.HOME, title, newest[:MOST_ENTRIES])
        for code in site.data.agencies:
            entries = [(code, result) for result in reversed(_known(site.results.of(code)))]
            title = language("feed.unit_title", unit=site.names(language).agencies[code])
            yield _feed(site, language, addresses.unit(code), title, entries[:MOST_ENTRIES])


def _known(results: Iterable[Result]) -> list[Result]:
    """Keep what no later answer changes."""
    return [result for result in results if result.period.closed]


def _feed(site: Site, language: Language, path: str, title: str, entries: Iterable[Named]) -> File:
    meta, page = site.meta, f"{language.prefix}{path}"
    place = f"{page}{addresses.FEED}"
    marked = f"{language('site.simulated')}: {title}" if meta.simulated else title
    publisher = language.data(meta.publisher) or language.data(meta.name)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language.code}">',
        f"<id>{_id(meta.region, language.code, path)}</id>",
        f"<title>{escape(marked)}</title>",
        f"<updated>{_time(site.made_at)}</updated>",
        f"<author><name>{escape(publisher)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{escape(_address(site, place, addresses.FEED))}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(_address(site, page, "./"))}"/>',
        *(_entry(site, language, path, *entry) for entry in entries),
        "</feed>",
    ]
    return File(place=place, content=("\n".join(lines) + "\n").encode())


def _entry(site: Site, language: Language, path: str, code: str, result: Result) -> str:
    unit = site.names(language).agencies[code]
    said = quote_of(site.evaluations.of(code), result, site.meta, language)
    after = datetime.combine(result.period.end + timedelta(days=1), time(), UTC)
    page = addresses.unit(code)
    address = _address(site, f"{language.prefix}{page}", "./" if path == page else page)
    title = language("feed.entry", unit=unit, period=period_text(result.period, language))
    return (
        f"<entry><id>{_id(site.meta.region, language.code, page, result.survey.id, result.period.id)}</id>"
        f"<title>{escape(title)}</title><updated>{_time(after)}</updated>"
        f'<link rel="alternate" type="text/html" href="{escape(address)}"/>'
        f"<summary>{escape(said)}</summary></entry>"
    )


def _address(site: Site, place: str, relative: str) -> str:
    """Return an address in full where the site knows its own, else relative to the feed."""
    return f"{site.meta.site_url}/{place}" if site.meta.site_url else relative


def _id(*names: str) -> str:
    return f"urn:uuid:{uuid5(SPACE, '/'.join(names))}"


def _time(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
