"""Pages on the narrowest phones in use."""

import pytest
from browser import chromium
from showcase import BuiltSite

pytestmark = pytest.mark.slow


def test_no_page_is_wider_than_a_phone(site: BuiltSite) -> None:
    """At 360 px nothing has to be pushed sideways, in Indonesian and in English, where words are longer."""
    pages = sorted(site.folder.rglob("*.html"))
    assert len(pages) > 30
    with chromium() as (_, browser):
        page = browser.new_context(viewport={"width": 360, "height": 640}).new_page()
        wide = {}
        for path in pages:
            page.goto(path.as_uri())
            wide[str(path.relative_to(site.folder))] = page.evaluate("document.documentElement.scrollWidth")
    assert {place: width for place, width in wide.items() if width > 360} == {}
