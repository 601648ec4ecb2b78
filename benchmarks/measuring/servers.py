"""Servers under measurement, and what they cost."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from server_process import LISTENING

NGINX = shutil.which("nginx")
NGINX_SETTINGS = """
daemon off;
worker_processes 1;
user {user};
pid {folder}/pid;
error_log {folder}/errors;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port};
    root {folder};
    location / {{ default_type "text/html; charset=utf-8"; {headers} }}
  }}
}}
"""

BARE = f"""{LISTENING}
from flask import Flask
body = Path(sys.argv[1]).read_bytes()
headers = [line.split(": ", 1) for line in Path(sys.argv[1] + ".headers").read_text().splitlines()]
headers = [(name, value) for name, value in headers]
def app(environ, start_response):
    start_response("200 OK", headers)
    return [body]
serve.open_server(app, host="127.0.0.1", port=0, threads=8).run()
"""
"""A program that answers everything with the bytes of one file, under the same server."""


def cpu_seconds(pid: int) -> float:
    """Return user and system time of a process, all its threads included, to the nanosecond.

    It is what /proc/<pid>/stat says in hundredths of a second: the clock's number is made as
    clock_getcpuclockid(3) makes it.
    """
    return time.clock_gettime((~pid << 3) | 2)


def peak_megabytes(pid: int) -> float:
    """Return the most memory a process has had resident."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kilobytes) / 1024


@contextmanager
def nginx(folder: Path, port: int, headers: dict[str, str]) -> Iterator[int]:
    """Serve the files of `folder` with one nginx worker; the outcome is the worker's process."""
    added = " ".join(f'add_header {name} "{value}";' for name, value in headers.items())
    user = folder.owner()
    settings = folder / "nginx.conf"
    settings.write_text(NGINX_SETTINGS.format(folder=folder, port=port, headers=added, user=user), encoding="utf-8")
    command = [NGINX or "nginx", "-e", str(folder / "errors"), "-p", str(folder), "-c", str(settings)]
    with subprocess.Popen(command) as master:
        try:
            children = Path(f"/proc/{master.pid}/task/{master.pid}/children")
            while not (found := children.read_text(encoding="ascii").split()):
                time.sleep(0.05)
            yield int(found[0])
        finally:
            master.terminate()
