"""Search, filter and sort on the list of units, in a real browser; the list is whole without the script."""

from collections.abc import Iterator

import pytest
from browser import chromium
from playwright.sync_api import Page
from showcase import BuiltSite

from site_builder import addresses


@pytest.fixture
def page(site: BuiltSite) -> Iterator[Page]:
    """Open the list from the disk."""
    with chromium() as (_, browser):
        opened = browser.new_page()
        opened.goto((site.folder / "unit" / "index.html").as_uri())
        yield opened


def seen(page: Page) -> list[str]:
    """Return the names of the units that are shown."""
    return page.locator("tbody tr:visible th a").all_inner_texts()


def test_scripts_keep_their_budget(site: BuiltSite) -> None:
    """All scripts of the site together stay below 5 KB."""
    places = (addresses.LIST_SCRIPT, addresses.RECEIPT_SCRIPT)
    assert sum((site.folder / place).stat().st_size for place in places) <= 5_000


def test_without_the_script_the_form_is_not_offered(site: BuiltSite) -> None:
    """The form is hidden until the script shows it."""
    (form,) = (one for one in site.page("unit/index.html").iter("form"))
    assert form.get("hidden") is not None


@pytest.mark.slow
def test_list_is_searched_filtered_and_sorted(page: Page) -> None:
    """Words in any order find names in any case; groups without a match go; sorting stays inside a group."""
    everything = seen(page)
    page.get_by_label("Cari nama unit").fill("putih PASIR")
    assert seen(page) == ["Pasir Putih", "Pasir Putih"]
    assert page.locator("h2:visible").all_inner_texts() == ["Kelurahan"]
    assert page.get_by_role("status").inner_text() == "Unit yang cocok: 2"
    page.get_by_label("Cari nama unit").fill("tidak ada")
    assert (seen(page), page.get_by_role("status").inner_text()) == ([], "Unit yang cocok: 0")
    page.get_by_label("Cari nama unit").fill("")
    assert seen(page) == everything
    page.get_by_label("Hanya unit yang nilainya tampil").check()
    assert "Dinas Kosong" not in seen(page)
    assert "Dinas Biasa" in seen(page)
    page.get_by_label("Urutkan").select_option("n")
    assert seen(page)[1:4] == ["Dinas Biasa", "Dinas Ganti", "Dinas Lama"]
    page.get_by_label("Urutkan").select_option("name")
    page.get_by_label("Hanya unit").uncheck()
    assert seen(page) == everything


@pytest.mark.slow
def test_promises_are_filtered_by_stage_and_unit(site: BuiltSite) -> None:
    """Sections without a promise that fits go; words are looked for in the whole promise."""
    with chromium() as (_, browser):
        page = browser.new_page()
        page.goto((site.folder / "tindak-lanjut" / "index.html").as_uri())
        shown = page.locator("li[data-row]:visible")
        page.get_by_label("Keadaan").select_option("done")
        assert (shown.count(), page.locator("h2:visible").count()) == (1, 1)
        page.get_by_label("Keadaan").select_option("")
        page.get_by_label("Unit", exact=True).select_option("ganti")
        assert (shown.count(), page.get_by_role("status").inner_text()) == (2, "Janji yang cocok: 2")
        page.get_by_label("Unit", exact=True).select_option("")
        page.get_by_label("Cari kata").fill("kursi")
        assert shown.count() == 1
