"""What holds for every answer of the application: addresses, headers, banner, weight."""

import gzip
import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import factories
import pytest
from flask import Flask
from form_client import Citizen, Clock, Page, StrictClient

from collector.proofs.screen_codes import screen_code
from collector.settings import CollectorSettings, secret_key
from collector.storage import SqliteStore, open_store
from collector.web.app import create_app
from collector.web.desk import EXTENSION

LONG_AGENCY = "Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Kawasan Permukiman"
LONG_SERVICE = "Rekomendasi Izin Pemanfaatan Ruang dan Persetujuan Bangunan Gedung (PBG) Rumah Tinggal"
EVERY_STATE = [
    "/", "/l/ab2cd", "/l/0d999", "/l/zzzzz", "/kios/ab2cd", "/kios/ab2cd?selesai=1", "/layar/ab2cd",
    "/terima/" + "0" * 16, "/nowhere",
]  # fmt: skip


def test_addresses_are_those_printed_on_paper(app: Flask) -> None:
    """An address that is on a poster lives for ever: addresses.txt only grows, by one line for each."""
    rules = {f"{method} {rule.rule}" for rule in app.url_map.iter_rules() for method in rule.methods or ()}

    listed = Path(__file__).with_name("addresses.txt").read_text(encoding="ascii").splitlines()
    assert sorted(set(listed)) == listed
    assert listed == sorted(rule for rule in rules if not rule.startswith(("HEAD", "OPTIONS")))


@pytest.mark.parametrize("address", EVERY_STATE)
def test_every_page_guards_itself(client: StrictClient, address: str) -> None:
    """Nothing foreign is loaded, framed, guessed or told: the headers say so on every page."""
    headers = client.get(address).headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", EVERY_STATE)
def test_every_page_is_one_request(client: StrictClient, address: str) -> None:
    """Style stands in the page, its hash in the policy; no font, image or foreign address; script is extra."""
    response = client.get(address)
    page = Page(response)

    (style,) = page.all("style")
    digest = b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    assert f"'sha256-{digest}'" in response.headers["Content-Security-Policy"]
    assert not [tag for tag in ("img", "iframe", "object") if page.all(tag)]
    runs = bool(page.all("form") or page.all("video"))
    assert [script.get("defer") for script in page.all("script")] == [""] * runs
    assert [link.get("href") for link in page.all("link")] == ["data:,"]
    assert not re.search(r"url\(|@import|@font-face|style=", response.text)


def test_form_may_be_kept_by_its_own_browser_only(client: StrictClient) -> None:
    """The blank form may be shown again by going back; every other page is not kept at all."""
    assert client.get("/l/ab2cd").headers["Cache-Control"] == "private, no-cache"
    assert client.get("/l/zzzzz").headers["Cache-Control"] == "no-store"
    assert client.post("/l/ab2cd", data={"id": ""}).headers["Cache-Control"] == "private, no-cache"
    assert client.post("/kios/ab2cd", data={"id": ""}).headers["Cache-Control"] == "no-store"


def _load_long_names(reload: Callable[..., None], *, simulated: bool) -> None:
    agencies = list(factories.AGENCIES)
    services = list(factories.SERVICES)
    agencies[1] = ("dinas", "", "opd", LONG_AGENCY, LONG_AGENCY, "")
    services[1] = ("dinas", "ktp", LONG_SERVICE, LONG_SERVICE, "gratis", "")
    region = factories.REGION.replace("simulated = false", f"simulated = {str(simulated).lower()}")
    reload(region=region, agencies=agencies, services=services)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("simulated", [False, True])
def test_form_weighs_at_most_four_kilobytes(
    app: Flask, client: StrictClient, clock: Clock, reload: Callable[..., None], language: str, *, simulated: bool
) -> None:
    """The whole form with its style, under long names and with the demo banner, is at most 4 KB gzipped."""
    _load_long_names(reload, simulated=simulated)
    code = screen_code(secret_key(app.extensions[EXTENSION].settings.secret_key_file), "dinas", clock.now)
    for more in ("", "&t=ab12cd34", f"&k={code}"):
        for _ in range(2):  # the first one prepares it
            response = client.get(f"/l/ab2cd?lang={language}{more}", headers={"Accept-Encoding": "gzip, br"})

            assert response.headers["Content-Encoding"] == "gzip"
            assert LONG_SERVICE in gzip.decompress(response.data).decode()
            assert len(response.data) <= 4096


def test_page_is_plain_for_those_who_take_no_gzip(client: StrictClient) -> None:
    """Caches are told that the answer depends on it."""
    refused = client.get("/l/ab2cd", headers={"Accept-Encoding": "gzip;q=0, identity"})

    assert "Content-Encoding" not in refused.headers
    assert refused.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("address", EVERY_STATE)
@pytest.mark.parametrize("language", ["id", "en"])
def test_invented_region_says_so_on_every_page(
    client: StrictClient, reload: Callable[..., None], address: str, language: str
) -> None:
    """No page of a demo can be mistaken for a real office's."""
    reload(region=factories.REGION.replace("simulated = false", "simulated = true"))

    assert client.page(f"{address}?lang={language}").words("header").startswith("DATA SIMULASI / SIMULATED DATA")


def test_invented_region_says_so_in_trouble_too(
    citizen: Citizen, reload: Callable[..., None], store: SqliteStore
) -> None:
    """The banner stays on error states, receipts, conflicts, and when the store can't be used any more."""
    reload(region=factories.REGION.replace("simulated = false", "simulated = true"))
    page = citizen.opens("/l/ab2cd")
    assert page.words("header").startswith("DATA SIMULASI / SIMULATED DATA")
    states = [citizen.sends(page, waktu=""), citizen.sends(page), citizen.sends(page, waktu="1")]
    states[1] = citizen.client.get(states[1].location)
    store.connection.execute("DROP TABLE region")
    store.connection.execute("PRAGMA query_only = ON")
    states.append(citizen.sends(citizen.opens("/l/ab2cd")))

    assert [state.status_code for state in states] == [422, 200, 409, 503]
    for state in states:
        assert Page(state).words("header").startswith("DATA SIMULASI / SIMULATED DATA")


def test_banner_follows_the_registers(client: StrictClient, reload: Callable[..., None]) -> None:
    """A real office's page does not claim to be invented; a reload that says so shows at once."""
    assert "SIMULASI" not in client.page("/l/ab2cd").words()

    reload(region=factories.REGION.replace("simulated = false", "simulated = true"))

    assert "SIMULASI" in client.page("/l/ab2cd").words()


def test_home_page_says_how_to_get_to_a_form(client: StrictClient) -> None:
    """Somebody who typed only the host name is told about the QR."""
    page = client.page("/")

    assert "Arahkan kamera ponsel ke kode QR" in page.words()
    assert page.all("main//a")[0].get("href") == "https://situs.example/"


def test_health_is_told_without_the_database(client: StrictClient, store: SqliteStore) -> None:
    """`/healthz` answers while the process lives; `/readyz` only while answers can be taken."""
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 200)

    store.connection.execute("ALTER TABLE region RENAME TO elsewhere")

    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 503)


def test_server_without_region_is_not_ready(tmp_path: Path) -> None:
    """An instance without a region serves pages and says what is missing; its key is drawn at the first use."""
    app = create_app(
        CollectorSettings(instance=tmp_path / "new"), open_store(tmp_path / "new/private.db", create=True)
    )
    client = app.test_client()

    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "not ready: no region is loaded\n")
    assert client.get("/l/ab2cd").status_code == 404
    assert sorted(path.name for path in (tmp_path / "new").glob("*") if "-" not in path.name) == [
        ".gitignore", "private.db", "secret_key",
    ]  # fmt: skip
    app.extensions["kotak_saran"].store.close()
