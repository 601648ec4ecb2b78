"""Servers start, live and stop together."""

import os
import signal
import socket
import sys
from pathlib import Path

import pytest

from kotak_saran.demo import servers
from kotak_saran.demo.servers import Server, run_until_stopped
from survey_definitions.problems import RefusedError


def _serving(name: str, folder: Path, port: int) -> Server:
    command = (sys.executable, "-m", "kotak_saran.demo.site_server", str(folder), "127.0.0.1", str(port))
    return Server(name=name, command=command, host="127.0.0.1", port=port, path="/")


def _script(name: str, script: str, port: int) -> Server:
    return Server(name=name, command=(sys.executable, "-c", script), host="127.0.0.1", port=port, path="/")


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site of one page."""
    (tmp_path / "index.html").write_text("beranda")
    return tmp_path


@pytest.mark.parametrize("number", servers.SIGNALS)
def test_signal_stops_all(site: Path, free_ports: tuple[int, int, int], number: signal.Signals) -> None:
    """All servers answer when they are announced, and none is left after a signal to stop."""
    open_when_announced: list[bool] = []

    def announce() -> None:
        open_when_announced.extend(_is_open(port) for port in free_ports)
        signal.raise_signal(number)

    before = signal.getsignal(number)
    run_until_stopped([_serving(str(port), site, port) for port in free_ports], {}, announce)
    assert [True, True, True] == open_when_announced
    assert not any(_is_open(port) for port in free_ports)
    assert before == signal.getsignal(number)


def test_signal_while_starting_stops_without_announcing(site: Path, free_ports: tuple[int, int, int]) -> None:
    """Who interrupts while a server still starts gets no addresses and no leftovers."""
    first, second, _ = free_ports
    interrupter = f"import os, signal; os.kill({os.getpid()}, signal.SIGINT); signal.pause()"
    announced: list[None] = []
    run_until_stopped(
        [_serving("site", site, first), _script("form", interrupter, second)], {}, lambda: announced.append(None)
    )
    assert [] == announced
    assert not _is_open(first)


def test_server_that_ends_is_named_and_the_others_stop(site: Path, free_ports: tuple[int, int, int]) -> None:
    """A server that ends by itself is named with its port and its last words; the others are stopped."""
    first, second, _ = free_ports
    dying = _script("open data", "import sys; sys.exit('no such file')", second)
    with pytest.raises(RefusedError) as refused:
        run_until_stopped([_serving("site", site, first), dying], {}, lambda: None)
    assert f"The open data server (port {second}) ended by itself" in str(refused.value)
    assert "no such file" in str(refused.value)
    assert not _is_open(first)


def test_server_that_ends_later_is_named(site: Path, free_ports: tuple[int, int, int]) -> None:
    """The same holds after the addresses were announced."""
    first, second, _ = free_ports
    script = (
        "import sys; from pathlib import Path; from kotak_saran.demo.site_server import site_server\n"
        f"with site_server(Path(sys.argv[1]), '127.0.0.1', {second}) as server:\n"
        "    server.handle_request()\n    server.handle_request()\n"
    )
    short = Server(
        name="form", command=(sys.executable, "-c", script, str(site)), host="127.0.0.1", port=second, path="/"
    )

    def ask_once_more() -> None:
        assert _is_open(second)

    with pytest.raises(RefusedError, match=rf"The form server \(port {second}\) ended by itself"):
        run_until_stopped([_serving("site", site, first), short], {}, ask_once_more)
    assert not _is_open(first)


def test_server_that_never_answers_is_given_up(
    free_ports: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that runs without answering is stopped after a limit, and named."""
    monkeypatch.setattr(servers, "START_SECONDS", 0.2)
    silent = _script("form", "import signal; signal.pause()", free_ports[0])
    with pytest.raises(RefusedError, match="The form server does not answer on port"):
        run_until_stopped([silent], {}, lambda: None)


def test_server_that_ignores_the_interrupt_is_killed(
    free_ports: tuple[int, int, int], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that does not stop when asked is killed after a while."""
    monkeypatch.setattr(servers, "STOP_SECONDS", 0.2)
    port = free_ports[0]
    script = (
        "import signal, sys; from pathlib import Path; from kotak_saran.demo.site_server import site_server\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        f"with site_server(Path(sys.argv[1]), '127.0.0.1', {port}) as server:\n"
        "    server.serve_forever()\n"
    )
    deaf = Server(
        name="form", command=(sys.executable, "-c", script, str(site)), host="127.0.0.1", port=port, path="/"
    )
    run_until_stopped([deaf], {}, lambda: signal.raise_signal(signal.SIGINT))
    assert not _is_open(port)
