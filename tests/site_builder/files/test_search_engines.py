import re
from xml.etree import ElementTree

import pytest
from showcase import BuiltSite

from site_builder.files import search_engines
from site_builder.open_data import read_open_data
from site_builder.site import Site

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://hasil.example/kepuasan/"


def located_pages(site: BuiltSite) -> set[str]:
    """Return the address of every page that should be found."""
    places = (place for place in site.pages() if not place.endswith(("404.html", "kartu.html")))
    return {BASE + place.removesuffix("index.html") for place in places}


def test_sitemap_names_every_page(located: BuiltSite) -> None:
    """Each page stands in it once, with its other language; cards and the page of missing addresses do not."""
    tree = ElementTree.fromstring(located.text("sitemap.xml"))  # noqa: S314 - our own file
    found = [one.text for one in tree.iter(f"{MAP}loc")]
    assert set(found) == located_pages(located)
    assert len(found) == len(set(found))
    others = [one.get("href") for one in tree.iter("{http://www.w3.org/1999/xhtml}link")]
    assert len(others) == 2 * len(found)
    assert located.text("robots.txt") == f"User-agent: *\nDisallow:\nSitemap: {BASE}sitemap.xml\n"


def test_large_sites_have_several_sitemaps(monkeypatch: pytest.MonkeyPatch, located: BuiltSite) -> None:
    """Above the limit there is a list of sitemaps, which together name every page."""
    monkeypatch.setattr(search_engines, "MOST_IN_ONE", 20)
    entries = [f"<url><loc>{BASE}{number}</loc></url>" for number in range(45)]
    monkeypatch.setattr(search_engines, "_entries", lambda _site: iter(entries))
    made = {file.place: file.content for file in search_engines._sitemaps(Site(read_open_data(located.database)))}
    assert list(made) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    parts = [made[f"sitemap-{number}.xml"].count(b"<url>") for number in (1, 2, 3)]
    assert parts == [20, 20, 5]
    listed = re.findall(r"<sitemap><loc>(.*?)</loc></sitemap>", made["sitemap.xml"].decode())
    assert listed == [f"{BASE}sitemap-{number}.xml" for number in (1, 2, 3)]


def test_no_sitemap_without_an_address_or_of_invented_data(site: BuiltSite, simulated: BuiltSite) -> None:
    """A site that does not know its address has none; a demo asks not to be found at all."""
    for one in (site, simulated):
        assert not (one.folder / "sitemap.xml").exists()
        assert one.text("robots.txt") == "User-agent: *\nDisallow:\n"


def test_web_manifest_leads_into_the_site(site: BuiltSite) -> None:
    """It names the site, and its icon is there."""
    found = site.json("site.webmanifest")
    assert (found["name"], found["start_url"], found["lang"]) == ("Kotak Saran Kota Contoh", "./", "id")
    assert (site.folder / found["icons"][0]["src"]).is_file()
