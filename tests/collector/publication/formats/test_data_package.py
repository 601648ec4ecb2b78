"""datapackage.json: valid by the profile of version 2, and true of every file by frictionless."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from jsonschema import Draft7Validator

PROFILE = json.loads((Path(__file__).parents[3] / "data" / "data_package_profile.json").read_text("utf-8"))


def _package(release: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((release / "datapackage.json").read_text("utf-8"))
    return document


def _faults(release: Path) -> set[str]:
    report = Package(str(release / "datapackage.json")).validate()
    return {error for (error,) in report.flatten(["type"])}


def test_data_package_meets_the_profile(release: Path) -> None:
    """Names, paths, licences, fields, keys and categories are as Data Package 2.0 writes them."""
    assert [] == [error.message for error in Draft7Validator(PROFILE).iter_errors(_package(release))]


@pytest.mark.filterwarnings("ignore")  # of the validator's own
def test_data_package_is_true_of_every_file(release: Path) -> None:
    """Frictionless finds every size, digest, type, key, reference and value as it is described."""
    assert set() == _faults(release)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("table", "before", "after", "fault"),
    [
        ("response_skm_2017", b",3,3\r\n", b",3,7\r\n", "constraint-error"),
        ("service", b"ktp,dinas", b"ktp,hantu", "foreign-key"),
        ("agency", b"kelurahan,dinas", b"dinas,dinas", "primary-key"),
        ("agency", b",0\r\n", b",nol\r\n", "type-error"),
        ("agency", b"Dinas", b"Dines", "hash-count"),
    ],
)
def test_data_package_notices_another_file(
    release: Path, tmp_path: Path, table: str, before: bytes, after: bytes, fault: str
) -> None:
    """The description is exact enough to refuse a file that was changed."""
    copy = shutil.copytree(release, tmp_path / "copy")
    path = copy / "data" / f"{table}.csv"
    assert before in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(before, after, 1))
    assert fault in _faults(copy)


def test_data_package_says_what_values_mean(release: Path) -> None:
    """The four answers to sarana carry the words of the questionnaire, in order, in both languages."""
    answers = next(one for one in _package(release)["resources"] if one["name"] == "response-skm-2017")
    field = next(field for field in answers["schema"]["fields"] if field["name"] == "sarana")
    assert [1, 2, 3, 4] == [one["value"] for one in field["categories"]] == field["constraints"]["enum"]
    assert all(" / " in one["label"] for one in field["categories"])
    assert field["categoriesOrdered"]
