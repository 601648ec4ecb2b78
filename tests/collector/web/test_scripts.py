"""The scripts as they are served: light, named after their content, and an extra."""

import gzip
import re
from collections.abc import Callable

import factories
import pytest
from flask import Flask
from form_client import StrictClient

from collector.settings import CollectorSettings
from collector.storage import SqliteStore
from collector.web.app import create_app
from collector.web.scripts import FORM, KIOSK, load_scripts, stripped

LONG = "Rekomendasi Izin Pemanfaatan Ruang dan Persetujuan Bangunan Gedung (PBG) Rumah Tinggal"
GZIP = {"Accept-Encoding": "gzip, br"}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", ["KTP-el", LONG])
def test_everything_weighs_at_most_eight_kilobytes(
    client: StrictClient, reload: Callable[..., None], language: str, name: str
) -> None:
    """Page with style, script and worker, as a phone receives them, are at most 8 KB together."""
    services = [["dinas", "ktp", name, name, "gratis", ""], *factories.SERVICES[2:]]
    region = factories.REGION.replace("simulated = false", "simulated = true")
    reload(region=region, services=(factories.SERVICES[0], *services))
    client.get(f"/l/ab2cd?lang={language}")  # the next one is prepared
    page = client.get(f"/l/ab2cd?lang={language}", headers=GZIP)
    (path,) = re.findall(r'<script src="([^"]+)"', gzip.decompress(page.data).decode())
    worker = client.get("/sw.js", headers=GZIP)
    imported = re.findall(r'importScripts\("([^"]+)"\)', worker.text)

    assert imported == [path]  # no further script
    assert len(page.data) + len(client.get(path, headers=GZIP).data) + len(worker.data) <= 8192


def test_script_is_kept_for_ever_under_its_digest(client: StrictClient) -> None:
    """Its address changes with its content; asked again, the server answers that nothing changed."""
    path = load_scripts().form.path
    plain = client.get(path)
    packed = client.get(path, headers=GZIP)

    assert plain.mimetype == "text/javascript"
    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.data) == plain.data
    assert client.get(path, headers={"If-None-Match": plain.headers["ETag"]}).status_code == 304


def test_script_of_another_version_is_not_found(client: StrictClient) -> None:
    """No address ever holds two contents: a page of an earlier version works without its script."""
    assert client.get("/s/form.000000000000.js").status_code == 404


def test_worker_is_asked_for_anew(client: StrictClient) -> None:
    """A new version of the scripts reaches phones at their next visit."""
    worker = client.get("/sw.js")

    assert worker.headers["Cache-Control"] == "no-cache"
    assert worker.text == f'importScripts("{load_scripts().form.path}");'


def test_policy_allows_scripts_of_our_own_only(client: StrictClient) -> None:
    """Script, worker and requests stay on this host; nothing inline runs, in the worker neither."""
    for address in ("/l/ab2cd", "/kios/ab2cd", "/sw.js"):
        rules = client.get(address).headers["Content-Security-Policy"].split("; ")
        assert {"script-src 'self'", "worker-src 'self'", "connect-src 'self'"} <= set(rules)


@pytest.mark.parametrize("address", ["/", "/l/0d999", "/l/zzzzz", "/kios/ab2cd?selesai=1"])
def test_pages_without_a_form_have_no_script(client: StrictClient, address: str) -> None:
    """Script belongs to forms."""
    assert not client.page(address).all("script")


def test_stripping_keeps_meaning() -> None:
    """Comments and needless space go; strings, templates and regular expressions stay as they are."""
    source = """\
    // a remark
    const a = "b  // c";  /* another
    one */ return  x;
    const url = /"(\\/s\\/[^"]+)/.exec( `a  ${b}` ); // 'third'
    if (a) b = 4 / 2;
    else throw a;
    """

    assert stripped(source) == (
        'const a="b  // c";return x;const url=/"(\\/s\\/[^"]+)/.exec(`a  ${b}`);if(a)b=4/2;else throw a;'
    )


@pytest.mark.parametrize("parts", [FORM, KIOSK])
def test_scripts_say_only_words_of_the_interface(app: Flask, parts: tuple[str, ...]) -> None:
    """Each word a script asks for is there, so that no page ever says "undefined"."""
    scripts = load_scripts()
    body = (scripts.form if parts is FORM else scripts.kiosk).body.decode()
    known = {key.removeprefix("script.") for key in app.extensions["kotak_saran"].interfaces["id"].texts}

    asked = set(re.findall(r"WORDS\.(\w+)", body))
    assert asked
    assert asked <= known


def test_scripts_are_the_same_for_every_server(
    store: SqliteStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing of an instance is in them, so a phone keeps them across restarts."""
    before = load_scripts()
    load_scripts.cache_clear()
    create_app(CollectorSettings(instance=tmp_path_factory.mktemp("other") / "instance"), store)

    assert load_scripts() == before
