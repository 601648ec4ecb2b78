"""Codes people read and type: Crockford's base 32 without i, l, o and u, 5 bits a character."""

import secrets
from base64 import b32encode

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
_OF_BYTE = ALPHABET.encode() * 8  # 5 of a byte's 8 bits, each character as often as any other
_LOOK_ALIKES = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", " ": ""})


def normalise(typed: str) -> str:
    """Return the code a person meant: lower case, look-alikes mapped (O is 0; I and L are 1), no separators."""
    return typed.strip().lower().translate(_LOOK_ALIKES)


def is_code(text: str) -> bool:
    """Tell whether `text` is written in the alphabet."""
    return bool(text) and all(character in ALPHABET for character in text)


def encode(data: bytes) -> str:
    """Write `data` in the alphabet; a part of 5 bits at the end is dropped."""
    return b32encode(data).decode().rstrip("=").translate(_CROCKFORD)[: len(data) * 8 // 5]


def random_code(length: int) -> str:
    """Draw a code of `length` characters, 5 bits each, from the system's randomness."""
    return secrets.token_bytes(length).translate(_OF_BYTE).decode()
