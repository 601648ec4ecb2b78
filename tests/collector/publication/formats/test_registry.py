"""Every format is found, and every file of a release is one that a format named."""

import json
from pathlib import Path

import pytest

from collector.publication.formats import csv_files
from collector.publication.formats.registry import Stage, release_format


def test_release_format_refuses_a_second_one_of_the_same_module() -> None:
    """Two writers in one module at one stage are a mistake of the programmer."""
    with pytest.raises(ValueError, match="registered twice"):
        release_format(Stage.CONTENT)(csv_files.write)


def test_every_file_with_content_is_named_by_the_data_package(release: Path) -> None:
    """Nothing lies in a release that its description does not name with size and digest."""
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    descriptions = {
        "datapackage.json", "csv-metadata.json", "dcat.jsonld", "dataset.jsonld", "SHA256SUMS", "release.json",
        "metadata.json", "metadata.id.json", "metadata.en.json", "settings.json", "datasette.json",
        "inspect-data.json",
    }  # fmt: skip
    files = {path.relative_to(release).as_posix(): path for path in release.rglob("*") if path.is_file()}
    sums = dict(reversed(line.split("  ")) for line in (release / "SHA256SUMS").read_text("utf-8").splitlines())
    named = {one["path"]: (one["bytes"], one["hash"]) for one in package["resources"]}
    assert files.keys() - descriptions == named.keys()
    assert named == {name: (files[name].stat().st_size, f"sha256:{sums[name]}") for name in named}
    kinds = {one["format"] for one in package["resources"]}
    assert {"csv", "csv.gz", "apache-parquet", "workbook", "sqlite", "html", "json", "toml"} == kinds
