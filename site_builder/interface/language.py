"""One interface language: its texts, its folder inside the site, and which texts of the data it shows."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from survey_definitions.model import Text

Entry = str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Texts by dotted key, called like a function: ``language("home.title", region="…")``."""

    code: str
    entries: Mapping[str, Entry]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text called `key` with its placeholders filled in; raise KeyError if there is none."""
        entry = self.entries[key]
        if not isinstance(entry, str):
            raise KeyError(f"{key} is a list of texts")
        return entry.format(**values)

    def each(self, key: str) -> tuple[str, ...]:
        """Return the list of texts called `key`, such as the names of the months."""
        entry = self.entries[key]
        if isinstance(entry, str):
            raise KeyError(f"{key} is a single text")
        return entry

    def member(self, family: str, key: str, default: str) -> str:
        """Return the text of one code of a register, such as the kind ``opd``, or that of `default`."""
        entry = self.entries.get(f"{family}.{key}", self.entries[f"{family}.{default}"])
        return str(entry)

    def data(self, text: Text) -> str:
        """Return a text of the open file in the language of it that this interface shows."""
        return text[str(self.entries["language.data"])]

    @property
    def prefix(self) -> str:
        """Folder of this language inside the site, empty or ending in a slash."""
        return str(self.entries["language.prefix"])


@cache
def load_languages() -> tuple[Language, ...]:
    """Read every language of this folder; the one without a folder of its own in the site comes first."""
    found = [
        read_language(folder) for folder in files(__package__).iterdir() if (folder / "language.toml").is_file()
    ]
    return tuple(sorted(found, key=lambda language: (language.prefix, language.code)))


def read_language(folder: Traversable) -> Language:
    """Read the language of a folder, which is its code.

    Raises
    ------
    ValueError
        If two of its files name the same text.
    """
    entries: dict[str, Entry] = {}
    for source in sorted(folder.iterdir(), key=lambda source: source.name):
        texts = dict(_flat(tomllib.loads(source.read_text(encoding="utf-8"))))
        if twice := entries.keys() & texts.keys():
            raise ValueError(f"{folder.name}/{source.name} names {min(twice)}, and so does a file before it")
        entries.update(texts)
    return Language(code=folder.name, entries=entries)


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, Entry]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            yield f"{prefix}{key}", tuple(str(item) for item in value)
        else:
            yield f"{prefix}{key}", str(value)
