"""Texts as paper can show them, whoever prints: the private side its sheets, the public side its reports."""

import unicodedata
from collections.abc import Mapping
from typing import Any

_UNSEEN = ("Cc", "Cf", "Cs")


def visible(value: Any) -> Any:
    """Compose accents, and drop what is no visible character (controls, direction marks), at any depth."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", " ".join(value.split()))
        return "".join(character for character in text if unicodedata.category(character) not in _UNSEEN)
    if isinstance(value, Mapping):
        return {key: visible(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [visible(item) for item in value]
    return value
