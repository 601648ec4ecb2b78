"""A release of a simulated region, served once without and once with SQL of strangers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from datasette_server import Served, serving
from factories import REGION, SECRET, new_store, responses

from collector.publication.release import publish
from survey_definitions.loader import load_surveys


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release 25 answers of a simulated region."""
    folder = tmp_path_factory.mktemp("datasette")
    store = new_store(folder, REGION.replace("simulated = false", "simulated = true"))
    store.append(responses(25))
    publish(store, load_surveys(), folder / "out", secret=SECRET)
    return folder / "out"


@pytest.fixture(scope="session")
def served(simulated: Path) -> Iterator[Served]:
    """Serve it as it is by default."""
    with serving(simulated, "off") as running:
        yield running


@pytest.fixture(scope="session")
def with_sql(simulated: Path) -> Iterator[Served]:
    """Serve it to strangers who write SQL."""
    with serving(simulated, "on") as running:
        yield running
