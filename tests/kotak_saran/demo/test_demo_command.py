"""`kotaksaran demo`: refusals before any work, and the whole of it."""

import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from hashlib import shake_128
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

import factories
import pytest
from reconciliation import Reconciled

from collector.settings import CollectorSettings
from collector.web.app import create_app
from kotak_saran.command_line import main
from kotak_saran.commands import demo_command
from kotak_saran.demo.parameters import Simulation
from kotak_saran.settings import PREFIX

MARK = "DATA SIMULASI"
MARK_EN = "SIMULATED DATA"


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, with no settings around."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def _demo(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["demo", *map(str, arguments)])
    output = capsys.readouterr()
    return int(stopped.value.code or 0), output.out, output.err


def _meta(open_db: Path) -> dict[str, str]:
    with closing(sqlite3.connect(open_db)) as database:
        return dict(database.execute("SELECT key, value FROM meta"))


@pytest.mark.parametrize("option", ["--form-port", "--data-port", "--site-port"])
def test_taken_port_is_named_before_any_work(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, free_ports: tuple[int, ...], taken_port: int, option: str
) -> None:
    """A port somebody else listens on is named with the option that changes it; nothing is made."""
    ports = dict(zip(("--form-port", "--data-port", "--site-port"), free_ports, strict=True))
    arguments = [word for pair in {**ports, option: taken_port}.items() for word in pair]
    code, out, err = _demo(capsys, *arguments)
    assert (1, "") == (code, out)
    assert (
        f"Port {taken_port} is taken by another program. Stop that one or choose another port with {option}." in err
    )
    assert [] == list(tmp_path.iterdir())


def test_same_port_twice_is_refused(capsys: pytest.CaptureFixture[str], free_ports: tuple[int, ...]) -> None:
    """Two servers can't share a port; both options are named."""
    code, _, err = _demo(
        capsys, "--form-port", free_ports[0], "--data-port", free_ports[1], "--site-port", free_ports[0]
    )
    assert 1 == code
    assert f"--form-port and --site-port are both {free_ports[0]}." in err


def test_port_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Port 0 is no port to print: exit code 2."""
    assert 2 == _demo(capsys, "--form-port", "0")[0]


def test_port_of_a_variable_that_is_none_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A setting that is no port is named with what a port is."""
    monkeypatch.setenv("KOTAKSARAN_FORM_PORT", "70000")
    code, _, err = _demo(capsys)
    assert (1, "KOTAKSARAN_FORM_PORT is '70000'; a port lies between 1 and 65535.\n") == (code, err)


def test_foreign_instance_is_refused_before_any_work(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Pointed at the instance of a real region, the demo says so and makes no output."""
    store = factories.new_store(tmp_path)
    store.close()
    code, out, err = _demo(capsys, "--no-serve", "--instance", "instance", "--output", "out")
    assert (1, "") == (code, out)
    assert "instance: this folder holds the region 'uji' and not the demo" in err
    assert not Path("out").exists()


def test_variable_names_the_instance(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """KOTAKSARAN_INSTANCE is heeded like the option."""
    factories.new_store(tmp_path).close()
    monkeypatch.setenv("KOTAKSARAN_INSTANCE", "instance")
    assert "instance: this folder holds the region 'uji'" in _demo(capsys, "--no-serve")[2]


def test_foreign_output_is_refused_before_any_work(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Pointed at somebody else's site, the demo says so and makes no instance."""
    (tmp_path / "site").mkdir()
    code, out, err = _demo(capsys, "--no-serve", "--output", tmp_path)
    assert (1, "") == (code, out)
    assert "this folder holds a site the demo did not build" in err
    assert not Path("instance").exists()


def test_settings_file_of_the_demo_names_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    """instance/demo/kotaksaran.toml is read, and the output it names is used instead of output/demo."""
    Path("instance/demo").mkdir(parents=True)
    Path("instance/demo/kotaksaran.toml").write_text('output = "elsewhere"\n')
    Path("elsewhere/site").mkdir(parents=True)
    assert "elsewhere: this folder holds a site the demo did not build" in _demo(capsys, "--no-serve")[2]


@pytest.mark.slow
def test_same_key_gives_the_same_release(
    capsys: pytest.CaptureFixture[str], small: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two demos from nothing, with the same secrets, publish the same release under the same id."""
    monkeypatch.setattr(demo_command, "DEMO", small)
    releases = []
    for folder in ("one", "two"):
        draws = count()  # receipts and the nonces of the hash chain
        monkeypatch.setattr(secrets, "token_bytes", partial(_drawn, draws))
        instance = Path(folder, "instance")
        instance.mkdir(parents=True)
        (instance / "secret_key").write_text("ab" * 32)
        code, *_ = _demo(capsys, "--no-serve", "--instance", instance, "--output", Path(folder, "output"))
        assert 0 == code
        releases.append((_meta(Path(folder, "output", "open.db")), Path(folder, "output", "current").readlink()))
    assert releases[0] == releases[1]


def _drawn(draws: Iterator[int], length: int) -> bytes:
    """Return the next bytes that only look random."""
    return shake_128(str(next(draws)).encode()).digest(length)


@pytest.mark.slow
def test_whole_demo_is_marked_and_repeatable(capsys: pytest.CaptureFixture[str]) -> None:
    """Form, Datasette and every page say that the data are simulated; a second run changes nothing."""
    code, out, err = _demo(capsys, "--no-serve", "--form-port", 9000, "--data-port", 9001, "--site-port", 9002)
    assert 0 == code, err
    assert "Warning" not in err
    assert all(f"[{number}/5] " in out for number in range(1, 6))
    output, instance = Path("output/demo"), Path("instance/demo")
    meta = _meta(output / "open.db")
    assert ("1", "contoh") == (meta["simulated"], meta["region"])
    assert ["http://127.0.0.1:9000", "http://127.0.0.1:9001", "http://127.0.0.1:9002"] == [
        meta[f"{name}_url"] for name in ("form", "data", "site")
    ]
    _assert_datasette_is_marked(output)
    _assert_pages_are_marked(output / "site")
    assert 500 < Reconciled(output / "site", output / "open.db").check()
    code, again, _ = _demo(capsys, "--no-serve", "--form-port", 9000, "--data-port", 9001, "--site-port", 9002)
    assert 0 == code
    assert "nothing new: all answers were there already" in again
    assert f"nothing changed since release {meta['release']}" in again
    _assert_form_is_marked(instance)  # last: a form that was opened is counted


def _assert_form_is_marked(instance: Path) -> None:
    app = create_app(CollectorSettings(instance=instance))
    for address, mark in (("/l/n5pe6", MARK), ("/l/n5pe6?lang=en", MARK_EN), ("/", MARK)):
        assert mark in app.test_client().get(address).text
    app.extensions["kotak_saran"].store.close()


def _assert_datasette_is_marked(output: Path) -> None:
    metadata = json.loads((output / "current" / "metadata.json").read_text("utf-8"))
    database = metadata["databases"]["open"]
    tables = database["tables"]
    assert len(tables) > 10
    for text in (metadata["title"], database["title"], *(table["description"] for table in tables.values())):
        assert MARK in text
        assert MARK_EN in text


def _assert_pages_are_marked(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 300
    unmarked = [
        str(page)
        for page in pages
        if (MARK_EN if page.is_relative_to(site / "en") else MARK) not in page.read_text("utf-8")
    ]
    assert [] == unmarked


@pytest.mark.slow
def test_three_servers_answer_and_stop_on_each_signal(free_ports: tuple[int, int, int]) -> None:
    """The served addresses answer; Ctrl-C and SIGTERM end all processes with exit code 0 and no traceback."""
    for number in (signal.SIGINT, signal.SIGTERM):
        process = _started(free_ports)
        try:
            printed = list(_lines_until(process, "Ctrl-C stops"))
            form, data, site = free_ports
            assert any(f"http://127.0.0.1:{form}/l/n5pe6" in line for line in printed)
            assert MARK in _fetch(form, "/l/n5pe6")
            assert MARK in _fetch(data, "/open/count_cell")
            assert MARK in _fetch(site, "/unit/disdukcapil/")
            children = _children(process.pid)
            assert 3 == len(children)
            process.send_signal(number)
            rest, errors = process.communicate(timeout=30)
        finally:
            process.kill()
        assert (0, "Stopped.") == (process.returncode, rest.strip())
        assert "Traceback" not in errors
        assert not any(Path("/proc", child).exists() for child in children)
        assert not any(_is_open(port) for port in free_ports)


def _started(ports: tuple[int, int, int]) -> subprocess.Popen[str]:
    names = ("--form-port", "--data-port", "--site-port")
    options = [word for name, port in zip(names, ports, strict=True) for word in (name, str(port))]
    return subprocess.Popen(
        [sys.executable, "-m", "kotak_saran", "demo", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _lines_until(process: subprocess.Popen[str], words: str) -> Iterator[str]:
    assert process.stdout
    for line in process.stdout:
        yield line
        if words in line:
            return
    raise AssertionError(f"the demo ended early: {process.communicate()[1]}")


def _fetch(port: int, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    assert 200 == response.status
    return body


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
