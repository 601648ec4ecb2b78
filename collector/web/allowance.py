"""A soft allowance of answers from one network: too many at once wait a little, none is turned away for good.

Decision 0007 says why it is so generous. Nothing of it is stored or logged: it lives in the memory of one process,
under keyed hashes whose key is drawn at the start and never leaves it.
"""

import math
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from threading import Lock

AT_ONCE = 300
"""Answers that one network may send at once: a hall of trainees, or an office whose network was down."""
SECONDS_EACH = 2
"""Seconds after which one more may be sent: 1,800 an hour, of which no office comes near."""
MOST_KNOWN = 20_000
"""Networks remembered at most; the one heard of longest ago is forgotten, to its own good."""
IPV6_PREFIX_BYTES = 8  # a household or office has a /64


class TooManyAtOnceError(Exception):
    """The sender's network has used its allowance up; nothing was stored.

    Attributes
    ----------
    wait
        Seconds until one more answer is taken.
    """

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(f"wait {wait} s")


class Allowance:
    """Counts the stored answers of each network, and forgets them again.

    For each network one number is kept: the moment when all of its allowance is back. Every answer moves it on by
    `SECONDS_EACH`; it lies in the past where nothing is owed.
    """

    def __init__(self, at_once: int = AT_ONCE, now: Callable[[], float] = time.monotonic) -> None:
        self._longest = (at_once - 1) * SECONDS_EACH
        self._now = now
        self._key = secrets.token_bytes(32)
        self._whole_at: OrderedDict[bytes, float] = OrderedDict()
        self._lock = Lock()

    def network(self, address: str) -> bytes | None:
        """Return the keyed hash of an address's network; None where the address says nothing about who sends."""
        try:
            parsed = ip_address(address)
        except ValueError:
            return None
        if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
            parsed = parsed.ipv4_mapped
        if not parsed.is_global:  # a proxy that no setting names, or the office's own network
            return None
        prefix = parsed.packed[:IPV6_PREFIX_BYTES]
        return blake2b(prefix, key=self._key, digest_size=16).digest()

    def check(self, network: bytes | None) -> None:
        """Raise TooManyAtOnceError if a network has to wait; costs it nothing."""
        if network is None:
            return
        with self._lock:
            owed = self._whole_at.get(network, 0) - self._now()
        if owed > self._longest:
            raise TooManyAtOnceError(math.ceil(owed - self._longest))

    def spend(self, network: bytes | None) -> None:
        """Note that an answer from a network was stored."""
        if network is None:
            return
        with self._lock:
            now = self._now()
            self._whole_at[network] = max(self._whole_at.get(network, 0), now) + SECONDS_EACH
            self._whole_at.move_to_end(network)
            while len(self._whole_at) > MOST_KNOWN or next(iter(self._whole_at.values())) <= now:
                self._whole_at.popitem(last=False)
