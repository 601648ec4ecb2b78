"""Receipt tokens: one slip for one visit, 8 characters that no one can guess and that are used up once.

The database keeps a keyed digest of each token and nothing else; using a token deletes the digest, so afterwards
nothing ties a slip to an answer.
"""

import hashlib
import hmac

from collector.codes import is_code, normalise, random_code

CHARACTERS = 8  # 40 bits


def new_tokens(count: int) -> list[str]:
    """Draw `count` different tokens."""
    drawn: set[str] = set()
    while len(drawn) < count:
        drawn.add(random_code(CHARACTERS))
    return list(drawn)


def token_digest(secret: bytes, typed: str) -> bytes | None:
    """Return the 32-byte keyed digest under which a token is kept; None if `typed` can't be a token."""
    token = normalise(typed)
    if len(token) != CHARACTERS or not is_code(token):
        return None
    return hmac.digest(secret, b"token\0" + token.encode(), hashlib.sha256)
