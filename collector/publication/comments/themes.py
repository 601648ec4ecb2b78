"""The public table of themes, read from themes.toml."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from survey_definitions.model import Text

NAME = "themes.toml"
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What is counted: praise or a complaint about one unsur."""

    question: str
    key: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One side of the service: what is said of it, well or badly.

    Attributes
    ----------
    good, bad
        Words that say it by themselves.
    topics
        What the words about anything may be about; naming it as lacking or wished for is a complaint.
    about
        The same, but naming it alone says nothing.
    """

    praise: Theme
    complaint: Theme
    good: tuple[Phrase, ...]
    bad: tuple[Phrase, ...]
    topics: tuple[Phrase, ...]
    about: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeTable:
    """Every aspect, and the words that change the meaning of others."""

    aspects: tuple[Aspect, ...]
    negations: frozenset[str]
    fillers: frozenset[str]
    joiners: frozenset[str]
    exceptions: tuple[Phrase, ...]
    wishes: frozenset[str]
    keepers: frozenset[str]
    contrasts: frozenset[str]
    good: frozenset[str]
    bad: frozenset[str]

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Every theme, praise before complaint."""
        return tuple(theme for aspect in self.aspects for theme in (aspect.praise, aspect.complaint))


def theme_source() -> bytes:
    """Return the table as it is published."""
    return files(__package__).joinpath(NAME).read_bytes()


@cache
def load_themes() -> ThemeTable:
    """Read the table; a missing or unknown part is an error of ours."""
    found = tomllib.loads(theme_source().decode())
    aspects = tuple(_aspect(**aspect) for aspect in found.pop("aspect"))
    exceptions = _phrases(found.pop("exceptions"))
    return ThemeTable(
        aspects=aspects, exceptions=exceptions, **{name: frozenset(words) for name, words in found.items()}
    )


def _aspect(
    *,
    question: str,
    praise: Mapping[str, Any],
    complaint: Mapping[str, Any],
    good: Iterable[str],
    bad: Iterable[str],
    topics: Iterable[str] = (),
    about: Iterable[str] = (),
) -> Aspect:
    return Aspect(
        praise=_theme(question, **praise), complaint=_theme(question, **complaint),
        good=_phrases(good), bad=_phrases(bad), topics=_phrases(topics), about=_phrases(about),
    )  # fmt: skip


def _theme(question: str, *, key: str, id: str, en: str) -> Theme:  # noqa: A002  the language
    return Theme(question=question, key=key, name=Text(id=id, en=en))


def _phrases(written: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(tuple(phrase.split()) for phrase in written)
