"""Addresses that are printed. Paper can't be corrected, so what is wrong with one is said before it is printed."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlencode, urlsplit

from collector.errors import CollectorRefusedError

_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAddress:
    """Where the form is served.

    Attributes
    ----------
    base
        The address without a trailing slash.
    is_trial
        Whether only this machine or this office can reach it; every sheet with it says so.
    """

    base: str
    is_trial: bool

    def counter(self, loket: str, **arguments: str) -> str:
        """Return the address of a counter's form, such as ``https://…/l/ab2cd?t=…``."""
        return f"{self.base}/l/{loket}" + (f"?{urlencode(arguments)}" if arguments else "")

    def invitation(self, slip: str) -> str:
        """Return the address of a trainee's invitation, such as ``https://…/u/k7m2…``."""
        return f"{self.base}/u/{slip}"


def form_address(form_url: str) -> FormAddress:
    """Return `form_url` as an address that may be printed.

    Raises
    ------
    CollectorRefusedError
        If it is not https (an address of this machine or office may be http, for trying), or no plain address.
    """
    parts = _parts(form_url)
    if parts is None:
        raise CollectorRefusedError(
            f"form_url is '{form_url}', which can't be printed: write the form's address as in "
            "https://saran.example.go.id, without spaces, question mark or name of a user."
        )
    is_trial = is_local(parts.hostname or "")
    if parts.scheme != "https" and not is_trial:
        raise CollectorRefusedError(
            f"form_url is '{form_url}', but a printed QR code has to lead to an https:// address: paper can't be "
            "changed later. Set form_url in kotaksaran.toml."
        )
    return FormAddress(base=form_url.rstrip("/"), is_trial=is_trial)


def public_address(url: str) -> str:
    """Return `url` if everyone can reach it by https, else an empty text: nothing else is worth printing."""
    parts = _parts(url)
    if parts is None or parts.scheme != "https" or is_local(parts.hostname or ""):
        return ""
    return url.rstrip("/")


def is_local(host: str) -> bool:
    """Tell whether `host` is this machine or lies in a private network."""
    if host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_private or address.is_loopback or address.is_link_local or address.is_unspecified


def _parts(url: str) -> SplitResult | None:
    """Split an address of scheme, host, port and path; None where there is anything else in it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not (_HOST.fullmatch(host) or ":" in host):
        return None
    plain = not (parts.query or parts.fragment or "@" in parts.netloc) and not set(url) & set("?# \t\r\n")
    return parts if plain and _PATH.fullmatch(parts.path.rstrip("/")) else None
