"""Feeds by the rules of RFC 4287, read by the standard library's parser."""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from open_db import OpenDb
from showcase import PAYLOAD, BuiltSite

from site_builder.builder import build

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(site: BuiltSite, place: str = "umpan.xml") -> Element:
    """Parse a feed."""
    return ElementTree.fromstring(site.text(place).encode())  # noqa: S314 - our own file


def texts(element: Element, path: str) -> list[str]:
    """Return the texts of every element at a path of Atom names."""
    return [found.text or "" for found in element.findall("/".join(ATOM + part for part in path.split("/")))]


@pytest.mark.parametrize("place", ["umpan.xml", "en/umpan.xml", "unit/ganti/umpan.xml", "unit/kosong/umpan.xml"])
def test_feed_has_what_atom_demands(located: BuiltSite, place: str) -> None:
    """A feed and its entries have id, title and time, the feed an author and links to itself and its page."""
    found = feed(located, place)
    for one in (found, *found.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (text,) = texts(one, name)
            assert text
        assert UUID(texts(one, "id")[0].removeprefix("urn:uuid:"))
        assert datetime.fromisoformat(texts(one, "updated")[0]).tzinfo
    assert texts(found, "author/name") == [
        "Organisation Section" if place.startswith("en/") else "Bagian Organisasi"
    ]
    links = {link.get("rel"): str(link.get("href")) for link in found.findall(f"{ATOM}link")}
    page = place.removesuffix("umpan.xml")
    assert links == {
        rel: f"https://hasil.example/kepuasan/{at}" for rel, at in (("self", place), ("alternate", page))
    }


def test_time_of_a_feed_is_that_of_its_release(located: BuiltSite, site: BuiltSite) -> None:
    """The release was made at 09:30 in Jakarta; where nothing says so, the end of the data stands for it."""
    assert texts(feed(located), "updated") == ["2024-10-02T02:30:00Z"]
    assert texts(feed(site), "updated") == ["2024-09-30T00:00:00Z"]


def test_feed_of_an_agency_has_its_periods(located: BuiltSite) -> None:
    """Every number stands once, the newest first, dated from when its period was over."""
    found = feed(located, "unit/ganti/umpan.xml")
    assert texts(found, "entry/title")[0] == "Dinas Ganti: Triwulan III 2024"
    assert texts(found, "entry/updated") == [
        "2024-10-01T00:00:00Z", "2024-07-01T00:00:00Z", "2024-07-01T00:00:00Z", "2024-04-01T00:00:00Z",
        "2024-01-01T00:00:00Z",
    ]  # fmt: skip
    assert len(set(texts(found, "entry/id"))) == 5
    assert texts(found, "entry/summary")[0].startswith("Nilai kepuasan Dinas Ganti: 100,00 dari 100 (A)")


def test_hidden_numbers_stay_hidden(located: BuiltSite) -> None:
    """An entry of a hidden number says that there is none (PUB02)."""
    said = set(texts(feed(located, "unit/sedikit/umpan.xml"), "entry/summary"))
    assert said == {"Baru sedikit isian (kurang dari 10). Nilai belum ditampilkan."}


def test_ids_stay_wherever_the_site_moves(located: BuiltSite, site: BuiltSite, simulated: BuiltSite) -> None:
    """An entry has the same id under every address, and no two entries share one."""
    ids = [texts(feed(one, "unit/ganti/umpan.xml"), "entry/id") for one in (located, site, simulated)]
    assert ids[0] == ids[1] == ids[2]
    region = texts(feed(located), "entry/id")
    assert set(region) > {ids[0][0]}
    assert len(region) == len(set(region))


def test_payloads_are_text(located: BuiltSite) -> None:
    """A name that looks like markup is text in a feed."""
    assert " ".join(PAYLOAD.split()) in texts(feed(located, "unit/jahat/umpan.xml"), "title")[0]


def test_links_without_an_address_are_relative(site: BuiltSite) -> None:
    """A site that does not know its address links from the feed."""
    hrefs = {link.get("href") for link in feed(site).iter(f"{ATOM}link")}
    assert {"umpan.xml", "./", "unit/biasa/"} <= hrefs
    assert not any(urlsplit(str(href)).scheme for href in hrefs)


def test_running_periods_are_no_news(tmp_path: Path) -> None:
    """A period that has not ended has no entry: its number still changes."""
    folder = tmp_path / "running"
    folder.mkdir()
    db = OpenDb(folder / "open.db", data_until="2024-09-30")
    db.agency("a")
    db.period("2024-T3")
    db.running("2024-T3")
    db.hidden("a", "2024-T3")
    report = build(db.save(), folder / "site")
    assert texts(feed(BuiltSite(folder=report.site, database=db.path, report=report)), "entry/title") == []


def test_nothing_released_means_no_feed(tmp_path: Path) -> None:
    """Without any data there is no time to give, so there is no feed and no link to one."""
    folder = tmp_path / "nothing"
    folder.mkdir()
    db = OpenDb(folder / "open.db", data_until="")
    db.agency("a")
    report = build(db.save(), folder / "site", strict=True)
    assert not list(report.site.rglob("umpan.xml"))
