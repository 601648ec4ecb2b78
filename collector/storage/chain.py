"""The hash chain: every answer has a commitment, and the chain links commitments only.

A commitment is SHA-256(nonce ‖ content) with a secret nonce of 32 bytes, so it can be published without revealing
the answer; link n is SHA-256(link n−1 ‖ commitment n), so a removed or changed row is visible to anyone who kept a
published head.
"""

import hashlib
import json
from collections.abc import Sequence

GENESIS = bytes(32)
_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Content = Sequence[str | int | None]


def commit(nonce: bytes, content: Content) -> bytes:
    """Return the 32-byte commitment to `content`, the stored columns in their fixed order."""
    return hashlib.sha256(nonce + _CANONICAL(content).encode()).digest()


def link(previous: bytes, commitment: bytes) -> bytes:
    """Return the 32-byte chain link that follows `previous`."""
    return hashlib.sha256(previous + commitment).digest()
