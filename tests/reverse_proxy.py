"""nginx and Caddy with the files of docs/deploy, before a server that repeats what it was sent."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import pytest

DEPLOY = Path(__file__).parents[1] / "docs" / "deploy"
FORM, DATA, SITE = (f"{name}saran.example.go.id" for name in ("", "data.", "hasil."))
START_SECONDS = 20


def need(program: str) -> str:
    """Return where a program is; without it the test is skipped, or fails where KOTAKSARAN_REQUIRED names it."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if found is None:
        if program in os.environ.get("KOTAKSARAN_REQUIRED", "").split():
            pytest.fail(f"{program} is not installed")
        pytest.skip(f"{program} is not installed")
    return found


class Repeating(ThreadingHTTPServer):
    """A server that answers with the headers and the size of the body it got, and notes each request it gets."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: SimpleQueue[str] = SimpleQueue()
        super().__init__(("127.0.0.1", 0), _Repeat)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a proxy that breaks off."""


class _Repeat(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Repeating

    def do_POST(self) -> None:
        """Repeat what came."""
        self.server.asked.put(self.path)
        size = len(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        body = json.dumps({"path": self.path, "size": size, "headers": dict(self.headers)}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class Proxy:
    """A running reverse proxy."""

    def __init__(self, folder: Path, port: int, upstream: Repeating, pid: int) -> None:
        self.folder, self.port, self.upstream, self._pid = folder, port, upstream, pid
        self._trusted = ssl.create_default_context(cafile=folder / "cert.pem")

    def connect(self, host: str) -> ssl.SSLSocket:
        """Open a connection to one of the three names."""
        return self._trusted.wrap_socket(
            socket.create_connection(("127.0.0.1", self.port), timeout=30), server_hostname=host
        )

    def ask(self, host: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        """Ask for a page of a host, or send a body there; return status and text."""
        with self.connect(host) as connection:
            connection.sendall(head(host, path, body, **headers) + (body or b""))
            return reply(connection)

    def open_files(self) -> str:
        """Return the names of the files that its workers hold open, deleted ones included."""
        workers = Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text().split()
        return "\n".join(str(link.readlink()) for pid in workers for link in Path(f"/proc/{pid}/fd").iterdir())

    def said(self) -> str:
        """Return all that was written into files."""
        logs = [path for path in self.folder.rglob("*") if path.is_file() and path.suffix in (".log", ".err")]
        return "".join(path.read_text(errors="replace") for path in logs)


def head(host: str, path: str, body: bytes | None = None, **headers: str) -> bytes:
    """Return the head of a request."""
    lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: {host}", "Connection: close"]
    lines += [f"Content-Length: {len(body)}"] if body is not None else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def reply(connection: ssl.SSLSocket) -> tuple[int, str]:
    """Read a reply."""
    response = HTTPResponse(connection)
    response.begin()
    return response.status, response.read().decode()


def write_files(folder: Path) -> None:
    """Make a certificate for the three names, and a site of three pages."""
    names = ",".join(f"DNS:{name}" for name in (FORM, DATA, SITE))
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=uji")
    files = ("-keyout", "key.pem", "-out", "cert.pem", "-addext", f"subjectAltName={names}")
    subprocess.run((need("openssl"), "req", "-x509", *kind, *files), cwd=folder, check=True, capture_output=True)
    (folder / "srv" / "site" / "en").mkdir(parents=True)
    for name, text in {
        "index.html": "beranda",
        "404.html": "tidak ada",
        "en/404.html": "not here",
        "locked.html": "",
    }.items():
        (folder / "srv" / "site" / name).write_text(text)
    (folder / "srv" / "site" / "locked.html").chmod(0)


def nginx(folder: Path, ports: tuple[int, int], upstream: int) -> tuple[str, ...]:
    """Write nginx's configuration around ours; return the command that runs it."""
    text = (DEPLOY / "nginx.conf").read_text()
    for before, after in {
        "/etc/letsencrypt/live/saran.example.go.id/fullchain.pem": f"{folder}/cert.pem",
        "/etc/letsencrypt/live/saran.example.go.id/privkey.pem": f"{folder}/key.pem",
        "/var/log/nginx/": f"{folder}/",
        "/srv/kotaksaran": f"{folder}/srv",
        "127.0.0.1:8000": f"127.0.0.1:{upstream}", "127.0.0.1:8001": f"127.0.0.1:{upstream}",
        "[::]:80;": f"[::1]:{ports[0]};", "[::]:443 ": f"[::1]:{ports[1]} ",
        "listen 80;": f"listen 127.0.0.1:{ports[0]};", "listen 443 ": f"listen 127.0.0.1:{ports[1]} ",
    }.items():  # fmt: skip
        assert before in text
        text = text.replace(before, after)
    (folder / "ours.conf").write_text(text)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; events {{}} http {{ {temporary} include {folder}/ours.conf; }}"
    )
    return need("nginx"), "-p", str(folder), "-e", f"{folder}/start.err", "-c", f"{folder}/nginx.conf"


def caddy(folder: Path, ports: tuple[int, int], upstream: int) -> tuple[str, ...]:
    """Write Caddy's configuration with our certificate and ports; return the command that runs it."""
    text = (DEPLOY / "Caddyfile").read_text()
    options = (
        f"{{\n\tadmin off\n\thttp_port {ports[0]}\n\thttps_port {ports[1]}\n\tstorage file_system {folder}/caddy\n"
    )
    for before, after in {
        "log default {": f"log default {{\n\t\toutput file {folder}/caddy.log",
        "(strict) {": f"(strict) {{\n\ttls {folder}/cert.pem {folder}/key.pem",
        "/srv/kotaksaran": f"{folder}/srv",
        "127.0.0.1:8000": f"127.0.0.1:{upstream}", "127.0.0.1:8001": f"127.0.0.1:{upstream}",
    }.items():  # fmt: skip
        assert before in text
        text = text.replace(before, after)
    (folder / "Caddyfile").write_text(text.replace("{\n", options, 1))
    return need("caddy"), "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"


Program = Callable[[Path, tuple[int, int], int], tuple[str, ...]]


@contextmanager
def running(program: Program, folder: Path, ports: tuple[int, int]) -> Iterator[Proxy]:
    """Run a proxy before a server that repeats what it gets."""
    upstream = Repeating()
    Thread(target=upstream.serve_forever, daemon=True).start()
    write_files(folder)
    command = program(folder, ports, upstream.server_port)
    with (folder / "said.err").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, "HOME": str(folder)})
    try:
        limit = time.monotonic() + START_SECONDS
        while not _listens(ports[1]):
            assert process.poll() is None, (folder / "said.err").read_text()
            assert time.monotonic() < limit
            time.sleep(0.05)
        yield Proxy(folder, ports[1], upstream, process.pid)
    finally:
        process.terminate()
        process.wait()
        upstream.shutdown()
        upstream.server_close()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
