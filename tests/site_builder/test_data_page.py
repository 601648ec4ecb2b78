"""The data page: every file of a release can be had, and a table's files stand together."""

import json
from pathlib import Path

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
