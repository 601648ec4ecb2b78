"""Pages on paper."""

import subprocess
from pathlib import Path

import pytest
from browser import chromium
from reverse_proxy import need
from showcase import BuiltSite

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("code", ["biasa", "ganti", "jahat", "panjang"])
def test_agency_fits_on_two_sheets(site: BuiltSite, tmp_path: Path, code: str) -> None:
    """Both sides of one sheet of A4, in either language, tell all that has to be on paper."""
    pdfinfo = need("pdfinfo")
    printed = tmp_path / "page.pdf"
    with chromium() as (_, browser):
        page = browser.new_page()
        for prefix in ("", "en/"):
            page.goto((site.folder / f"{prefix}unit/{code}/index.html").as_uri())
            page.pdf(path=printed, prefer_css_page_size=True)
            told = subprocess.run([pdfinfo, printed], capture_output=True, text=True, check=True).stdout
            assert int(told.split("Pages:")[1].split()[0]) <= 2
            assert "A4" in told
