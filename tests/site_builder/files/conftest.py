"""The showcase as a site that knows its own address, with the time of its release beside it."""

import json

import pytest
from showcase import BuiltSite, showcase

from site_builder.builder import build

ADDRESS = "https://hasil.example/kepuasan"
MADE_AT = "2024-10-02T09:30:00+07:00"


@pytest.fixture(scope="session")
def located(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the showcase once more, under an address."""
    folder = tmp_path_factory.mktemp("located")
    database = showcase(folder / "open.db", site_url=ADDRESS)
    told = {"release": "abc123", "made_at": MADE_AT}
    (folder / "release.json").write_text(json.dumps(told), encoding="utf-8")
    report = build(database, folder / "site", strict=True)
    return BuiltSite(folder=folder / "site", database=database, report=report)
