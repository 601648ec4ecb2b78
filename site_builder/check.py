"""What is wrong with a site before anybody sees it: dead links and anchors, missing titles, texts and languages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

ORIGIN = "https://site.invalid"
PAGE = "index.html"
_LINKED = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src"}
_OUTSIDE = {"http", "https", "mailto"}

# The only tags that are checked; a page of ours writes every attribute in double quotes, and > never inside them.
_CHECKED = re.compile(
    r"<(/?)(html|title|a|link|img|script|source|svg|h1|desc)\b([^>]*)>([^<]*)"
    r'|<([a-z][a-z0-9]*)(\s[^>]*\bid="[^>]*)>'
)
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')


@dataclass(slots=True)
class PageFacts:
    """What the checks need to know of one page; `place` is its file inside the site."""

    place: str
    language: str = ""
    title: str = ""
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    alternates: set[str] = field(default_factory=set)
    headings: int = 0
    nameless: list[str] = field(default_factory=list)


class _Reader:
    """Collects the facts of one page, tag by tag."""

    def __init__(self, place: str) -> None:
        self.facts = PageFacts(place=place)
        self._in_svg = False
        self._picture: set[str] | None = None

    def open(self, tag: str, named: dict[str, str], text: str) -> None:
        """Take up a tag that opens an element, with the text behind it."""
        facts = self.facts
        if named.get("id"):
            facts.ids.append(named["id"])
        if tag in _LINKED and _LINKED[tag] in named:
            facts.links.append(named[_LINKED[tag]])
        if tag == "link" and named.get("rel") == "alternate":
            facts.alternates.add(named.get("hreflang", ""))
        if tag == "html":
            facts.language = named.get("lang", "")
        if tag == "img" and "alt" not in named:
            facts.nameless.append("img")
        facts.headings += tag == "h1"
        if tag == "svg":
            self._in_svg = True
            self._picture = None if named.get("aria-hidden") == "true" else set()
        elif self._in_svg and self._picture is not None and tag in {"title", "desc"}:
            self._picture.add(tag)
        elif tag == "title":
            facts.title += unescape(text)

    def close(self, tag: str) -> None:
        """Take up a tag that ends an element."""
        if tag == "svg":
            if self._picture is not None and self._picture != {"title", "desc"}:
                self.facts.nameless.append("svg")
            self._in_svg = False


def read_page(place: str, html: str) -> PageFacts:
    """Read the facts of a page."""
    reader = _Reader(place)
    for end, tag, inside, text, other, with_id in _CHECKED.findall(html):
        if end:
            reader.close(tag)
        else:
            named = {name: unescape(value) for name, value in _ATTRIBUTE.findall(inside or with_id)}
            reader.open(tag or other, named, text)
    return reader.facts


def problems_of(pages: list[PageFacts], places: set[str], languages: tuple[str, ...], base: str) -> list[str]:
    """Return every problem of a site as one sentence each, in the order of the pages.

    Parameters
    ----------
    pages
        Facts of all pages.
    places
        Every file of the site, pages too.
    languages
        Codes every page must exist in.
    base
        Path under which the site is served, beginning and ending with a slash.
    """
    ids = {page.place: set(page.ids) for page in pages}
    found: list[str] = []
    for page in pages:
        found.extend(f"{page.place}: {problem}" for problem in _of_page(page, languages))
        for link in page.links:
            problem = _of_link(page.place, link, places, ids, base)
            if problem:
                found.append(f"{page.place}: {problem}")
    found.extend(_same_titles(pages))
    return found


def _of_page(page: PageFacts, languages: tuple[str, ...]) -> Iterator[str]:
    if page.language not in languages:
        yield f"its language {page.language!r} is not one of {', '.join(languages)}"
    if not page.title.strip():
        yield "it has no title"
    if page.headings != 1:
        yield f"it has {page.headings} main headings instead of one"
    for kind in page.nameless:
        yield f"a picture ({kind}) has no text for those who do not see it"
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield f"the id {name!r} occurs {count} times"
    missing = set(languages) - {page.language} - page.alternates
    for language in sorted(missing):
        yield f"it does not name its page in {language!r}"


def _of_link(place: str, link: str, places: set[str], ids: dict[str, set[str]], base: str) -> str:
    scheme = urlsplit(link).scheme
    if scheme in _OUTSIDE:
        return ""
    if scheme or link.startswith("//"):
        return f"the link {link!r} is no place of the site and no web address"
    here = f"{ORIGIN}{base}{place.removesuffix(PAGE)}"
    address, fragment = urldefrag(urljoin(here, link))
    path = unquote(urlsplit(address).path)
    if not path.startswith(base):
        return f"the link {link!r} leaves the site"
    target = path.removeprefix(base)
    if not target or target.endswith("/"):
        target += PAGE
    if target not in places:
        return f"the link {link!r} leads nowhere"
    if fragment and unquote(fragment) not in ids.get(target, set()):
        return f"the link {link!r} leads to a place that {target} does not have"
    return ""


def _same_titles(pages: list[PageFacts]) -> Iterator[str]:
    by_title: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages:
        by_title[page.language, page.title.strip()].append(page.place)
    for (_, title), same in by_title.items():
        if len(same) > 1 and title:
            yield f"{', '.join(same)}: they have the same title {title!r}"
