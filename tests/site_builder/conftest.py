"""One site with every special case, built once."""

import pytest
from showcase import BuiltSite, showcase

from site_builder.builder import build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the showcase once, as real data with a Datasette."""
    folder = tmp_path_factory.mktemp("showcase")
    database = showcase(folder / "open.db")
    report = build(database, folder / "site")
    return BuiltSite(folder=folder / "site", database=database, report=report)


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the showcase as simulated data, without a Datasette, served in a folder of its host."""
    folder = tmp_path_factory.mktemp("simulated")
    database = showcase(folder / "open.db", simulated="1", data_url="", site_url="https://kota.example/kepuasan")
    report = build(database, folder / "site")
    return BuiltSite(folder=folder / "site", database=database, report=report)
