"""What a setting may be: each function turns what was written into the value or says what it has to be."""

import re
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

LARGEST_PORT = 65535
MOST_THREADS = 256
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
_ADDRESS = re.compile(r"https?://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*/?")


def folder(written: object) -> Path:
    """Read a folder, which need not be there yet."""
    if not isinstance(written, str | Path) or not str(written) or "\0" in str(written):
        raise ValueError("it has to be the name of a folder.")
    path = Path(written)
    if path.exists() and not path.is_dir():
        raise ValueError("that is a file, and it has to be a folder.")
    return path


def host(written: object) -> str:
    """Read the name or address of a host, without scheme and port."""
    if not isinstance(written, str) or not _NAME.fullmatch(written):
        raise ValueError("it has to be an address or name to listen on, such as 127.0.0.1, without a port.")
    return written


def port(written: object) -> int:
    """Read the number of a port."""
    return _whole(written, LARGEST_PORT, f"a port lies between 1 and {LARGEST_PORT}.")


def threads(written: object) -> int:
    """Read a number of threads."""
    return _whole(written, MOST_THREADS, f"it has to lie between 1 and {MOST_THREADS}.")


def switch(written: object) -> bool:
    """Read what is either on or off; TOML has true and false for it too."""
    if isinstance(written, bool):
        return written
    if written not in ("on", "off"):
        raise ValueError("it has to be on or off.")
    return written == "on"


def base_address(written: object) -> str:
    """Read an address that others are appended to; empty where there is none."""
    if not isinstance(written, str) or not (written == "" or _ADDRESS.fullmatch(written)):
        raise ValueError("it has to be an address such as https://saran.example.go.id, with nothing after it.")
    return written.rstrip("/")


def root_address(written: object) -> str:
    """Read the address of a service that has a host of its own, as the form does: /sw.js stands at its top."""
    address = base_address(written)
    if urlsplit(address).path:
        raise ValueError("it has to be an address without a path, such as https://saran.example.go.id.")
    return address


def networks(written: object) -> tuple[str, ...]:
    """Read addresses and networks with commas between them."""
    if not isinstance(written, str):
        raise ValueError("it has to be a text such as '127.0.0.1, 10.0.0.0/8'.")
    try:
        return tuple(str(ip_network(part.strip())) for part in written.split(",") if part.strip())
    except ValueError:
        raise ValueError("it has to be addresses or networks such as '127.0.0.1, 10.0.0.0/8'.") from None


def _whole(written: object, most: int, words: str) -> int:
    if isinstance(written, bool) or not isinstance(written, int | str) or not _WHOLE.fullmatch(str(written)):
        raise ValueError("it has to be a whole number.")
    if not 1 <= int(written) <= most:
        raise ValueError(words)
    return int(written)
