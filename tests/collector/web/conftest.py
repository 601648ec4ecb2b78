"""A collector of an invented region with a clock that is set by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import browser
import factories
import pytest
from flask import Flask
from form_client import Citizen, Clock, StrictClient
from playwright.sync_api import Browser, BrowserContext, Playwright

from collector.registers.loader import load_registers
from collector.settings import CollectorSettings
from collector.storage import SqliteStore
from collector.storage.registers import save_registers
from collector.web.app import create_app
from survey_definitions.loader import load_surveys
from survey_definitions.model import Survey

SITE = "https://situs.example"
RETIRED = ("0d999", "ktp", "Loket Lama", "Old counter", "")
LOOK_ALIKE = ("xr01d", "izin", "Loket 7", "Counter 7", "")


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the application under test."""
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """Open a private database of Kota Uji: counters ab2cd, ef3gh, jk4mn, xr01d, and the retired 0d999."""
    counters = (*factories.COUNTERS, LOOK_ALIKE)
    opened = factories.new_store(tmp_path, counters=(*counters, RETIRED))
    load(opened, tmp_path, counters=counters)
    yield opened
    opened.close()


def load(store: SqliteStore, folder: Path, region: str = factories.REGION, **tables: Any) -> None:
    """Load changed registers into `store`."""
    files = factories.write_region(folder / "region", region, **tables)
    save_registers(store, load_registers(files, load_surveys()))


@pytest.fixture
def reload(store: SqliteStore, tmp_path: Path) -> Callable[..., None]:
    """Return a function that loads changed registers."""
    return lambda **changes: load(store, tmp_path, **changes)


@pytest.fixture
def app(tmp_path: Path, store: SqliteStore, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Make the application of Kota Uji; it looks at each request whether the registers have changed."""
    monkeypatch.setattr("collector.web.front.FRESH_SECONDS", 0.0)
    made = create_app(CollectorSettings(instance=tmp_path / "instance", site_url=SITE), store, clock)
    made.test_client_class = StrictClient
    yield made
    made.extensions["kotak_saran"].store.close()  # its thread ends before its database does


@pytest.fixture
def client(app: Flask) -> StrictClient:
    """Return a strict client."""
    made = app.test_client()
    assert isinstance(made, StrictClient)
    return made


@pytest.fixture
def citizen(client: StrictClient) -> Citizen:
    """Return somebody who fills in forms."""
    return Citizen(client)


@pytest.fixture
def rows(store: SqliteStore) -> Callable[[str], list[tuple[Any, ...]]]:
    """Return a function that reads columns of the stored answers, oldest first."""

    def read(columns: str) -> list[tuple[Any, ...]]:
        query = f"SELECT {columns} FROM response ORDER BY sequence"  # noqa: S608  names stand in the tests
        return [tuple(row) for row in store.connection.execute(query)]

    return read


@pytest.fixture
def skm() -> Survey:
    """Return the questionnaire of the counters."""
    return load_surveys()["skm-2017"]


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Playwright, Browser]]:
    """Start Chromium, for tests that take it offline or kill it."""
    with browser.chromium() as both:
        yield both


@pytest.fixture
def network(app: Flask) -> Iterator[browser.Network]:
    """Serve the form over a network that can fail."""
    made = browser.Network(app)
    yield made
    made.stop()


@pytest.fixture
def phone(started: tuple[Playwright, Browser]) -> Iterator[BrowserContext]:
    """Take a phone that has never been here, and whose browser sends nothing in the background (as iPhones)."""
    context = started[1].new_context(viewport={"width": 360, "height": 640})
    context.add_init_script(browser.NO_BACKGROUND_SYNC)
    yield context
    context.close()
