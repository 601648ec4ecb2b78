"""Every kind of page passes axe-core, light and dark, on phone and desktop; what the site says of it is true."""

import json

import pytest
from browser import chromium
from showcase import BuiltSite
from site_axe import SCHEMES, TARGET, WIDTHS, faults, fullest_pages, served

from site_builder.interface import load_languages

UNDECIDED = {"color-contrast"}  # of text inside pictures, which axe cannot tell; test_style.py computes it


@pytest.mark.slow
def test_pages_pass_axe(site: BuiltSite) -> None:
    """No violation on one page of each kind, with everything unfolded."""
    places = fullest_pages(site, ["id"])
    assert len(places) > 15
    with served(site) as address, chromium() as (_, browser):
        found = list(faults(browser, address, places.values()))
    assert [one for one in found if one[1] == "violations"] == []
    assert {fault.split()[0] for _, _, fault in found} <= UNDECIDED


def test_results_cover_every_kind_of_page(site: BuiltSite) -> None:
    """The committed results are of the pages there are now: who adds a kind runs `make axe` again."""
    found = json.loads(TARGET.read_bytes())
    assert found["pages"].keys() == fullest_pages(site, [one.code for one in load_languages()]).keys()
    assert found["checks"] == len(found["pages"]) * len(SCHEMES) * len(WIDTHS)


def test_page_shows_the_committed_results(site: BuiltSite) -> None:
    """Date, version and numbers are those of the file, in both languages."""
    found = json.loads(TARGET.read_bytes())
    words = site.words("aksesibilitas/index.html")
    assert f"axe-core {found['axe']}" in words
    assert f"{found['checks']} pemeriksaan, {len(found['violations'])} pelanggaran" in words
    assert f"{len(found['violations'])} violations" in site.words("en/aksesibilitas/index.html")
    assert str(int(found["day"][8:])) in words
