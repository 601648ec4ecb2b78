"""The network address a request came from: known for the moment of the request, never stored, never logged."""

from ipaddress import ip_address, ip_network

from flask import request

from collector.web.desk import desk


def sender_address() -> str:
    """Return the sender's address; a proxy's word on it counts only if the settings name the proxy.

    The last entry of X-Forwarded-For was written by the proxy that spoke to us, the one before it by the proxy
    before that; whatever the sender wrote himself stands further in front.
    """
    address = request.remote_addr or ""
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    while hops and _is_trusted(address):
        address = hops.pop().strip()
    return address


def _is_trusted(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in ip_network(network) for network in desk().settings.trusted_proxy)
