"""The files of docs/deploy: programs that read them accept them, and proxies do with them what the text says."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty

import pytest
from live_server import free_port
from reverse_proxy import DATA, DEPLOY, FORM, SITE, Proxy, caddy, head, need, nginx, reply, running

from kotak_saran.settings import resolve

UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def proxy(request: pytest.FixtureRequest) -> Iterator[Proxy]:
    """Run a reverse proxy on the file of docs/deploy."""
    with _folder() as folder, running(request.param, folder, (free_port(), free_port())) as made:
        yield made


@contextmanager
def _folder() -> Iterator[Path]:
    """Make a folder that the proxy may enter whose user is not ours."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_settings_of_the_example_are_accepted(tmp_path: Path) -> None:
    """kotaksaran.toml names addresses and the proxy as the program wants them."""
    (tmp_path / "kotaksaran.toml").write_text((DEPLOY / "kotaksaran.toml").read_text())
    settings = resolve({"instance": tmp_path}, {})
    assert (f"https://{FORM}", f"https://{DATA}", f"https://{SITE}") == (
        settings.form_url, settings.data_url, settings.site_url,
    )  # fmt: skip
    assert ("127.0.0.1/32",) == settings.trusted_proxy


@pytest.mark.parametrize("name", [*UNITS, "kotaksaran-publish.timer"])
def test_systemd_accepts_the_units(tmp_path: Path, name: str) -> None:
    """No unknown key, no misspelt value; the program's place is replaced by one that exists here."""
    program = tmp_path / "kotaksaran"
    program.symlink_to(sys.executable)
    for path in DEPLOY.glob("kotaksaran-*"):
        text = path.read_text().replace("/opt/kotaksaran/.venv/bin/kotaksaran", str(program))
        (tmp_path / path.name).write_text(text)
    command = (need("systemd-analyze"), "verify", "--man=no", tmp_path / name)
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "") == (said.returncode, said.stderr)


@pytest.mark.parametrize("name", [name for name in UNITS if "publish" not in name])
def test_servers_are_locked_in(name: str) -> None:
    """Systemd's own measure of what a service could do lies below 2 of 10."""
    command = (need("systemd-analyze"), "security", "--offline=true", "--threshold=20", DEPLOY / name)
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 0 == said.returncode, said.stdout


@pytest.mark.slow
def test_form_gets_the_visitors_address_from_the_proxy_alone(proxy: Proxy) -> None:
    """Whatever the visitor claims to be, the proxy's word replaces it; the name of the host stays."""
    status, text = proxy.ask(
        FORM, "/l/ab2cd?kirim=1", b"a=1", X_Forwarded_For="11.22.33.44", Forwarded="for=5.6.7.8"
    )
    repeated = json.loads(text)
    assert (200, "/l/ab2cd?kirim=1", 3) == (status, repeated["path"], repeated["size"])
    assert ("127.0.0.1", FORM) == (repeated["headers"]["X-Forwarded-For"], repeated["headers"]["Host"])


@pytest.mark.slow
def test_form_refuses_large_bodies_itself_and_the_proxy_huge_ones(proxy: Proxy) -> None:
    """Above 32 KB the form answers, with its page; what is far too large never reaches it."""
    status, text = proxy.ask(FORM, "/l/ab2cd", b"a" * 100_000)
    assert (200, 100_000) == (status, json.loads(text)["size"])
    assert proxy.ask(FORM, "/l/ab2cd", b"a" * 140_000)[0] in (
        413,
        502,
    )  # Caddy 2.6 breaks off where later ones say 413


@pytest.mark.slow
def test_site_has_its_own_page_for_what_is_missing(proxy: Proxy) -> None:
    """In the language of the address, and as 404."""
    assert (200, "beranda") == proxy.ask(SITE, "/")
    assert (404, "tidak ada") == proxy.ask(SITE, "/nowhere")
    assert (404, "not here") == proxy.ask(SITE, "/en/nowhere")
    assert 200 == proxy.ask(DATA, "/open")[0]


@pytest.mark.slow
def test_nobody_is_written_down(proxy: Proxy) -> None:
    """Neither pages nor faults leave a visitor's address or what was asked in a log."""
    proxy.ask(FORM, "/l/ab2cd?t=rahasia", b"saran=rahasia")
    proxy.ask(SITE, "/rahasia")
    proxy.ask(SITE, "/locked.html?rahasia")
    proxy.ask(FORM, "/l/rahasia", b"a" * 140_000)
    said = proxy.said()
    assert "rahasia" not in said
    assert "127.0.0.1" not in said.replace(f"127.0.0.1:{proxy.port}", "")


@pytest.mark.slow
def test_slow_body_is_passed_on_when_it_is_whole() -> None:
    """With nginx a phone that sends half its form takes nothing of ours; nor does it reach nginx's disk."""
    with (
        _folder() as folder,
        running(nginx, folder, (free_port(), free_port())) as proxy,
        proxy.connect(FORM) as connection,
    ):
        body = b"a" * 100_000
        connection.sendall(head(FORM, "/l/ab2cd", body) + body[:50_000])
        proxy.ask(FORM, "/l/other")  # is served meanwhile
        assert "/l/other" == proxy.upstream.asked.get(timeout=30)
        with pytest.raises(Empty):
            proxy.upstream.asked.get_nowait()
        assert "client_body" not in proxy.open_files()
        connection.sendall(body[50_000:])
        status, text = reply(connection)
        assert (200, 100_000) == (status, json.loads(text)["size"])
        assert "/l/ab2cd" == proxy.upstream.asked.get(timeout=30)
