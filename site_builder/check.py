"""What is wrong with a site before anybody sees it: dead links and anchors, missing titles, texts and languages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

ORIGIN = "https://site.invalid"
PAGE = "index.html"
_LINKED = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src"}
_OUTSIDE = {"http", "https", "mailto"}

# The only parts of a page that are checked; leaving the others out makes reading it several times as fast.
_CHECKED = re.compile(
    r"<title[^>]*>[^<]*</title>|</?svg\b[^>]*>|</script>|<(?:html|a|link|img|script|source|h1|desc)\b[^>]*>"
    r'|<[a-z][a-z0-9]*\s[^>]*\bid="[^>]*>'
)


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


class _Reader(HTMLParser):
    """Collects the facts of one page while it is parsed."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.facts = PageFacts(place=place)
        self._in_title = False
        self._in_svg = False
        self._picture: set[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if named.get("id"):
            self.facts.ids.append(named["id"])
        if tag in _LINKED and _LINKED[tag] in named:
            self.facts.links.append(named[_LINKED[tag]])
        if tag == "link" and named.get("rel") == "alternate":
            self.facts.alternates.add(named.get("hreflang", ""))
        if tag == "html":
            self.facts.language = named.get("lang", "")
        if tag == "img" and "alt" not in named:
            self.facts.nameless.append("img")
        self.facts.headings += tag == "h1"
        self._enter_picture(tag, named)

    def _enter_picture(self, tag: str, named: dict[str, str]) -> None:
        if tag == "svg":
            self._in_svg = True
            self._picture = None if named.get("aria-hidden") == "true" else set()
        elif self._in_svg and self._picture is not None and tag in {"title", "desc"}:
            self._picture.add(tag)
        elif tag == "title":
            self._in_title = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            if self._picture is not None and self._picture != {"title", "desc"}:
                self.facts.nameless.append("svg")
            self._in_svg = False
        elif tag == "title" and not self._in_svg:
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.facts.title += data


def read_page(place: str, html: str) -> PageFacts:
    """Read the facts of a page."""
    reader = _Reader(place)
    reader.feed("".join(_CHECKED.findall(html)))
    reader.close()
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
