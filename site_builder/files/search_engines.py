"""For search engines and browsers: sitemap, robots.txt, web manifest."""

import json
from collections.abc import Iterator
from html import escape
from itertools import islice

from site_builder import addresses
from site_builder.files.registry import File, files
from site_builder.interface import load_languages
from site_builder.pages.registry import pages_of
from site_builder.site import Site

MOST_IN_ONE = 50_000  # of addresses in one sitemap, by its specification
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@files("search_engines")
def search_engines(site: Site) -> Iterator[File]:
    """Yield robots.txt and the web manifest, and sitemaps where the site knows its address and is no demo."""
    listed = bool(site.meta.site_url) and not site.meta.simulated
    robots = "User-agent: *\nDisallow:\n"
    if listed:
        yield from _sitemaps(site)
        robots += f"Sitemap: {site.meta.site_url}/{addresses.SITEMAP}\n"
    yield File(place=addresses.ROBOTS, content=robots.encode())
    yield File(place=addresses.WEB_MANIFEST, content=_web_manifest(site))


def _sitemaps(site: Site) -> Iterator[File]:
    """Yield one sitemap; where there are too many addresses, several and a list of them."""
    entries = _entries(site)
    parts = list(iter(lambda: list(islice(entries, MOST_IN_ONE)), []))
    if len(parts) == 1:
        yield _xml(addresses.SITEMAP, "urlset", parts[0])
        return
    places = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for place, part in zip(places, parts, strict=True):
        yield _xml(place, "urlset", part)
    listed = [f"<sitemap><loc>{escape(site.meta.site_url)}/{place}</loc></sitemap>" for place in places]
    yield _xml(addresses.SITEMAP, "sitemapindex", listed)


def _entries(site: Site) -> Iterator[str]:
    languages, base = load_languages(), escape(site.meta.site_url)
    for language in languages:
        for page in pages_of(site, language):
            if page.listed:
                others = "".join(
                    f'<xhtml:link rel="alternate" hreflang="{one.code}" href="{base}/{one.prefix}{page.path}"/>'
                    for one in languages
                )
                yield f"<url><loc>{base}/{language.prefix}{page.path}</loc>{others}</url>"


def _xml(place: str, root: str, lines: list[str]) -> File:
    text = "\n".join(['<?xml version="1.0" encoding="utf-8"?>', f"<{root} {NAMESPACES}>", *lines, f"</{root}>", ""])
    return File(place=place, content=text.encode())


def _web_manifest(site: Site) -> bytes:
    language = load_languages()[0]
    region = language.data(site.meta.name)
    document = {
        "name": f"{language('site.name')} {region}",
        "short_name": language("site.name"),
        "description": language("home.description", region=region),
        "lang": language.code,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#faf7f2",
        "theme_color": "#0b5d5e",
        "icons": [{"src": addresses.ICON, "sizes": "any", "type": "image/svg+xml"}],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
