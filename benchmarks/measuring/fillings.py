"""Filled forms, written beforehand so that clients cost little while they are measured against."""

import secrets
import sys
from pathlib import Path
from urllib.parse import urlencode

from measuring.clients import ask, get, post

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from server_process import filled

FORM = "/l/ab2cd"


def sent_form(page: bytes) -> bytes:
    """Write the request that sends the form of `page`, filled in."""
    return post(f"{FORM}?kirim=1", urlencode(filled(page)).encode(), last=True)


def sent_forms(port: int, count: int, *, last: bool) -> list[bytes]:
    """Write requests that send `count` answers, each with an id of its own."""
    _, page = ask(port, get(FORM, last=True, gzip=False))
    fields = filled(page)
    bodies = (urlencode({**fields, "id": secrets.token_hex(16)}).encode() for _ in range(count))
    return [post(f"{FORM}?kirim=1", body, last=last) for body in bodies]
