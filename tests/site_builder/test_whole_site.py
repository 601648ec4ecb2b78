"""What holds for the whole site: every page is found, nothing is asked of others, nothing runs, words agree."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from browser import chromium
from showcase import BuiltSite
from site_axe import fullest_pages, served

from site_builder.check import PAGE, read_page

BASE = "https://site.invalid/"
NUMBER = re.compile(r"\d+,\d\d")


def reached(site: BuiltSite, start: str) -> set[str]:
    """Return the pages that links lead to, one after the other, from a page."""
    found, ahead = set(), [start]
    while ahead:
        place = ahead.pop()
        found.add(place)
        ahead += [one for one in set(_targets(site, place)) if one not in found and one not in ahead]
    return found


def _targets(site: BuiltSite, place: str) -> Iterator[str]:
    html = re.sub(r"<link [^>]*>", "", site.text(place))
    for link in read_page(place, html).links:
        address = urldefrag(urljoin(f"{BASE}{place.removesuffix(PAGE)}", link)).url
        target = unquote(address.removeprefix(BASE))
        target = f"{target}{PAGE}" if not target or target.endswith("/") else target
        if address.startswith(BASE) and target.endswith(".html"):
            yield target


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_no_page_is_an_orphan(site: BuiltSite, prefix: str) -> None:
    """Links lead from the first page to every page of the language, but for the one of missing addresses."""
    own = {place for place in site.pages() if place.startswith("en/") == bool(prefix)}
    assert own - reached(site, f"{prefix}index.html") == {f"{prefix}404.html"}


def test_picture_words_and_table_of_a_chart_say_the_same(site: BuiltSite) -> None:
    """Every number written into a picture or its description stands in the table beside it."""
    compared = 0
    for place in site.pages():
        if place.startswith("en/"):
            continue
        for section in re.findall(r'<section aria-labelledby="[a-z]+">.*?</section>', site.text(place), re.DOTALL):
            pictures = re.findall(r'<svg class="chart chart-(?!scale)[^"]*".*?</svg>', section, re.DOTALL)
            table = " ".join(re.findall(r"<table>.*?</table>", section, re.DOTALL))
            for picture in pictures:
                said = re.findall(r'<desc[^>]*>(.*?)</desc>|<text class="value[^"]*"[^>]*>(.*?)</text>', picture)
                numbers = {number for both in said for words in both for number in NUMBER.findall(words)}
                assert numbers <= set(NUMBER.findall(table)), place
                compared += len(numbers)
    assert compared > 15


def test_large_number_sentence_and_picture_agree(site: BuiltSite) -> None:
    """The sentence to quote, the large number and the name of its picture hold one index."""
    for code in ("biasa", "sementara", "ganti", "jahat"):
        html = site.text(f"unit/{code}/index.html")
        (large,) = re.findall(r'<p class="big"><b>([^<]*)</b>', html)
        (sentence,) = re.findall(r'<p class="sentence">(.*?)</p>', html)
        (title,) = re.findall(r'<title id="scale-title">(.*?)</title>', html)
        assert large in sentence
        assert large in title


@pytest.mark.slow
def test_pages_ask_nobody_and_run_nothing(site: BuiltSite) -> None:
    """In a real browser no page of any kind asks another host, opens a dialog or reports an error."""
    asked, complaints = [], []
    places = [*fullest_pages(site, ["id", "en"]).values(), "unit/jahat/index.html", "layanan/jahat-1/index.html"]
    with served(site) as address, chromium() as (_, browser):
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for place in places:
            page.goto(f"{address}/{place}")
    assert {one for one in asked if not one.startswith(f"{address}/")} == set()
    assert complaints == []
