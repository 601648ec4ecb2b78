"""The network address a request came from: known for the moment of the request, never stored, never logged."""

from collections.abc import Mapping, Sequence
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any


def sender_address(environ: Mapping[str, Any], trusted: Sequence[str]) -> str:
    """Return the sender's address; a proxy's word on it counts only if the settings name the proxy.

    The last entry of X-Forwarded-For was written by the proxy that spoke to us, the one before it by the proxy
    before that; whatever the sender wrote himself stands further in front.

    Parameters
    ----------
    environ
        The request, as WSGI hands it on.
    trusted
        Addresses and networks of proxies.
    """
    address = environ.get("REMOTE_ADDR") or ""
    hops = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while hops and trusted and _is_in(address, trusted):
        address = hops.pop().strip()
    return str(address)


def _is_in(address: str, networks: Sequence[str]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in _networks(tuple(networks)))


@cache
def _networks(named: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Read the networks of the settings once; reading one costs more than to look whether an address is in it."""
    return tuple(ip_network(network) for network in named)
