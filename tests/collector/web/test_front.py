"""The fast path before Flask: the same answers, sooner."""

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import browser
import factories
import pytest
from flask import Flask
from form_client import Citizen, Clock, StrictClient, Watched
from playwright.sync_api import BrowserContext
from werkzeug.test import Client

from collector.proofs.screen_codes import screen_code
from collector.settings import CollectorSettings, secret_key
from collector.storage import SqliteStore
from collector.web.front import Front

PREPARED = [
    "/l/ab2cd", "/l/AB2-CD", "/l/xrO1d", "/l/ab2cd?lang=en", "/l/ab2cd?lang=fr", "/l/ab2cd?lang=", "/kios/ab2cd",
    "/kios/ab2cd?lang=en", "/l/ab2cd?t=ab12-cd34", "/l/ab2cd?t=", "/l/ab2cd?t=zz", "/l/ab2cd?k=zzzzzzzz",
    "/l/ab2cd?lang=en&t=ab12cd34", "/l/ab2cd?k=CODE", "/l/ef3gh?lang=en&k=CODE", "/l/ab2cd?t=zz&k=CODE",
]  # fmt: skip
LEFT_ALONE = [
    "/l/zzzzz", "/l/0d999", "/l/%20ab2cd", "/l/ab2cd/", "/l/ab2cd?kirim=1", "/l/ab2cd?lang=en&lang=id", "/l/",
    "/l/ab2cd?lang=e%6E", "/l/ab2cd?t=%22%3E", "/l/ab2cd%C2%A0", "/l/ab2cd%A0", "/kios/ab2cd?selesai=1",
    "/kios/zzzzz", "/l/" + "a" * 60, "/nowhere", "/healthz",
]  # fmt: skip


class Answer(NamedTuple):
    """An answer with its body unpacked."""

    status: str
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def behind(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Watch Flask behind its front; every filling gets the same id, so that pages can be compared."""
    monkeypatch.setattr("collector.web.openings.new_id", lambda: "0123456789abcdef" * 2)
    assert isinstance(app.wsgi_app, Front)
    app.wsgi_app.behind = Watched(app.wsgi_app.behind)
    return app.wsgi_app.behind


@pytest.fixture
def code(app: object, store: SqliteStore, clock: Clock) -> str:
    """Return what the screens of the agency show now."""
    assert app
    return screen_code(
        secret_key(CollectorSettings(instance=store.path.parent).secret_key_file), "dinas", clock.now
    )


def _ask(wsgi: Any, address: str, method: str = "GET", **headers: str) -> Answer:
    response = Client(wsgi).open(
        address, method=method, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    packed = response.headers.get("Content-Encoding") == "gzip" and response.data
    found = {name: value for name, value in response.headers.items() if name != "Content-Length" or not packed}
    return Answer(response.status, found, gzip.decompress(response.data) if packed else response.data)


@pytest.mark.parametrize("accepted", ["gzip, deflate, br, zstd", "identity", "gzip;q=0, *", "*", ""])
def test_front_answers_as_flask_does(app: Flask, behind: Watched, code: str, accepted: str) -> None:
    """Once a form is prepared Flask is not asked again; status, headers and page are those it would send."""
    for address in [address.replace("CODE", code) for address in PREPARED]:
        _ask(app.wsgi_app, address)
        behind.asked.clear()

        answer = _ask(app.wsgi_app, address, Accept_Encoding=accepted)

        assert (behind.asked, answer.status) == ([], "200 OK"), address
        assert answer == _ask(behind, address, Accept_Encoding=accepted), address
        assert b"0123456789abcdef" in answer.body


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PUT"])
def test_front_leaves_everything_else_alone(app: Flask, behind: Watched, method: str) -> None:
    """Unknown and retired counters, odd ways to write an address and other pages reach Flask as they came."""
    _ask(app.wsgi_app, "/l/ab2cd")
    _ask(app.wsgi_app, "/kios/ab2cd")
    for address in LEFT_ALONE:
        behind.asked.clear()

        answer = _ask(app.wsgi_app, address, method)

        assert len(behind.asked) == 1, address
        assert answer == _ask(behind, address, method), address


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_front_answers_head_without_a_body(app: Flask, behind: Watched, accepted: str) -> None:
    """The headers are those of the page, its length included."""
    _ask(app.wsgi_app, "/l/ab2cd")
    behind.asked.clear()

    head = Client(app.wsgi_app).head("/l/ab2cd", headers={"Accept-Encoding": accepted})
    page = Client(app.wsgi_app).get("/l/ab2cd", headers={"Accept-Encoding": accepted})

    assert (behind.asked, head.data) == ([], b"")
    assert head.headers.to_wsgi_list() == page.headers.to_wsgi_list()
    assert head.headers["Content-Length"] == str(len(page.data))


def test_front_counts_as_flask_does(app: Flask, citizen: Citizen, store: SqliteStore) -> None:
    """Seen by people: four pages, the first of them Flask's; no HEAD, nothing loaded in advance, no kiosk page."""
    for address in ("/l/ab2cd", "/l/ab2cd?lang=en", "/l/ab2cd?t=ab12cd34"):
        _ask(app.wsgi_app, address)
    page = citizen.opens("/l/ab2cd")
    _ask(app.wsgi_app, "/l/ab2cd", "HEAD")
    _ask(app.wsgi_app, "/l/ab2cd", Sec_Purpose="prefetch;prerender")
    _ask(app.wsgi_app, "/kios/ab2cd")
    _ask(app.wsgi_app, "/kios/ab2cd")

    citizen.sends(page)

    assert [("ab2cd", "2025-03-03", 4)] == store.connection.execute("SELECT * FROM opened").fetchall()


def test_front_follows_the_registers(client: StrictClient, behind: Watched, reload: Callable[..., None]) -> None:
    """A name that changed shows at once; a counter that was retired has no form any more."""
    client.get("/l/ab2cd")
    client.get("/l/ab2cd")
    assert len(behind.asked) == 1
    services = [["dinas", "ktp", "Kartu penduduk", "Identity card", "gratis", ""], *factories.SERVICES[2:]]
    reload(services=(factories.SERVICES[0], *services))
    assert client.page("/l/ab2cd").words("h1") == "Kartu penduduk"

    reload(counters=factories.COUNTERS[:1] + factories.COUNTERS[2:])

    assert client.page("/l/ab2cd").words("h1") == "Loket ini sudah tidak dipakai"


def test_front_follows_another_process(client: StrictClient, behind: Watched, tmp_path: Path) -> None:
    """`kotaksaran region load` beside a running server: the next page says what the registers say."""
    for _ in range(3):
        assert client.page("/l/ab2cd").words("h1") == "KTP-el"
    services = [["dinas", "ktp", "Kartu penduduk", "Identity card", "gratis", ""], *factories.SERVICES[2:]]
    folder = factories.write_region(tmp_path / "changed", services=(factories.SERVICES[0], *services))
    command = [sys.executable, "-m", "kotak_saran", "--instance", str(tmp_path / "instance"), "region", "load"]
    subprocess.run([*command, str(folder)], check=True, capture_output=True)

    assert client.page("/l/ab2cd").words("h1") == "Kartu penduduk"
    assert client.page("/l/ab2cd").words("h1") == "Kartu penduduk"
    assert behind.asked == ["/l/ab2cd"] * 2


def test_front_asks_for_changes_twice_a_second(
    client: StrictClient, reload: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under load a change may take half a second to show, and no longer."""
    now = [100.0]
    monkeypatch.setattr("collector.web.front.FRESH_SECONDS", 0.5)
    monkeypatch.setattr("collector.web.front.monotonic", lambda: now[0])
    client.get("/l/ab2cd")
    assert client.page("/l/ab2cd").words("h1") == "KTP-el"
    services = [["dinas", "ktp", "Kartu penduduk", "Identity card", "gratis", ""], *factories.SERVICES[2:]]
    reload(services=(factories.SERVICES[0], *services))

    now[0] = 100.4
    assert client.page("/l/ab2cd").words("h1") == "KTP-el"
    now[0] = 100.5
    assert client.page("/l/ab2cd").words("h1") == "Kartu penduduk"


def test_front_keeps_so_many_forms_and_no_more(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms that are no longer kept are read and answered all the same."""
    monkeypatch.setattr("collector.web.front.MOST_PREPARED", 2)
    for address in ["/l/ab2cd", "/l/ef3gh", "/l/jk4mn"] * 2:
        assert _ask(app.wsgi_app, address).status == "200 OK"
    assert isinstance(app.wsgi_app, Front)
    assert len(app.wsgi_app._known.forms) <= 2


def test_front_leaves_a_failing_store_to_flask(client: StrictClient, behind: Watched, store: SqliteStore) -> None:
    """While the registers can't be read the form says so, with the page that stands for it."""
    client.get("/l/ab2cd")
    store.connection.execute("ALTER TABLE counter RENAME TO elsewhere")

    assert client.get("/l/ab2cd").status_code == 503
    store.connection.execute("ALTER TABLE elsewhere RENAME TO counter")
    assert client.get("/l/ab2cd").status_code == 200
    assert behind.asked == ["/l/ab2cd"] * 2


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/l/ab2cd", "/l/ab2cd?lang=en&t=ab12cd34", "/kios/ab2cd"])
def test_browser_unpacks_the_page_flask_would_send(
    behind: Watched, network: browser.Network, phone: BrowserContext, address: str
) -> None:
    """Chromium reads the spliced gzip: byte for byte Flask's page."""
    _ask(network.app.wsgi_app, address)
    page = phone.new_page()
    page.goto(f"{network.origin}/healthz")
    behind.asked.clear()

    script = "async (address) => [...new Uint8Array(await (await fetch(address)).arrayBuffer())]"
    unpacked = bytes(page.evaluate(script, address))

    assert behind.asked == []
    assert unpacked == _ask(behind, address).body
