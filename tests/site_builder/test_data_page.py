"""The data page: every file of a release can be had, and a table's files stand together."""

import json
import re
from pathlib import Path

import pytest
from showcase import BuiltSite, showcase

from site_builder.builder import build

FILES = ("agency.csv", "agency.csv.gz", "agency.parquet", "service.csv", "workbook.xlsx")


def test_files_of_a_table_stand_together(tmp_path: Path) -> None:
    """One line a table, one link a form; what holds more than a table is listed by its own name."""
    database = showcase(tmp_path / "open.db")
    (tmp_path / "data").mkdir()
    for name in FILES:
        (tmp_path / "data" / name).write_bytes(b"x")
    resources = [{"path": f"data/{name}"} for name in FILES]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    report = build(database, tmp_path / "site")
    site = BuiltSite(folder=tmp_path / "site", database=database, report=report)

    words = site.words("data/index.html")
    assert "agency : CSV · CSV.gz · Parquet service : CSV" in words
    assert "workbook.xlsx, 0,0 kB" in words
    assert "agency.csv" not in words
    spoken = {link.get("aria-label") for link in site.page("data/index.html").iter("a")}
    assert "agency.csv.gz, 0,0 kB" in spoken
    for name in FILES:
        assert f'href="{name}" download' in site.text("data/index.html")


@pytest.mark.parametrize(("place", "base"), [("data/", "../"), ("en/data/", "../../")])
def test_data_page_describes_the_dataset_for_search_engines(site: BuiltSite, place: str, base: str) -> None:
    """The JSON-LD names licence, time and every file, with links that lead to it."""
    (text,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', site.text(f"{place}index.html"), re.DOTALL
    )
    told = json.loads(text)
    assert (told["@context"], told["@type"], told["version"]) == ("https://schema.org/", "Dataset", "abc123")
    assert told["temporalCoverage"] == "2023-10-01/2024-09-30"
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [one["contentUrl"] for one in told["distribution"]] == [f"{base}data/open.db"]
    assert (site.folder / place / told["distribution"][0]["contentUrl"]).resolve().is_file()


def test_names_cannot_leave_the_description(tmp_path: Path) -> None:
    """A region whose name would end the element is still read as a name."""
    name = "</script><script>alert(1)</script>"
    database = showcase(tmp_path / "open.db", region_name_id=name, region_name_en=name)
    build(database, tmp_path / "site")
    html = (tmp_path / "site" / "data" / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(text)["spatialCoverage"]["name"] == name
