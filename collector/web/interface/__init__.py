"""The interface's own words, one TOML file per language with the same keys."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from survey_definitions.model import LANGUAGES

DEFAULT_LANGUAGE = LANGUAGES[0]


class Interface:
    """The words of one language, called with a dotted key: ``say("form.send")``."""

    def __init__(self, language: str, texts: dict[str, str]) -> None:
        self.language = language
        self.texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text called `key` with its placeholders filled in; raise KeyError if there is none."""
        return self.texts[key].format(**values)


def language_of(asked: str) -> str:
    """Return the language somebody asked for if it is one we speak, else Indonesian."""
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def load_interface(language: str, package: str = __name__) -> Interface:
    """Read the words of `language` (``id`` or ``en``) that lie in `package`."""
    source = files(package).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return Interface(language, dict(_flat(tomllib.loads(source))))


def load_interfaces() -> dict[str, Interface]:
    """Read the words of every language."""
    return {language: load_interface(language) for language in LANGUAGES}


def _flat(table: dict[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
