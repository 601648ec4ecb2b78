"""One release, published once, that the tests of all formats read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from factories import SECRET, new_store, responses

from collector.publication.edition import Addresses
from collector.publication.release import publish
from survey_definitions.loader import load_surveys

NOW = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="package")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish 25 KTP answers, 10 of two small services, and 5 of a village that stay hidden; return the folder."""
    folder = tmp_path_factory.mktemp("formats")
    store = new_store(folder)
    store.append(responses(25))
    store.append(responses(6, first=100, service="izin"))
    store.append(responses(4, first=200, service="arsip"))
    store.append(responses(5, first=300, agency="kelurahan", service="surat"))
    addresses = Addresses(form="https://f.example", data="https://d.example", site="https://s.example")
    publish(store, load_surveys(), folder / "out", secret=SECRET, now=NOW, addresses=addresses)
    return (folder / "out" / "current").resolve()
