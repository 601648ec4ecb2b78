"""What is known of those who answered one agency, and of those who did not: counts, themes, approved quotes."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """How many comments touch a theme (PUB05); None where they are fewer than 10, perhaps none."""

    key: str
    question: str
    n: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """The themes and quotes of one period."""

    period: str
    themes: tuple[Theme, ...]
    quotes: tuple[str, ...]

    @property
    def told(self) -> tuple[Theme, ...]:
        """The themes that may be told, the most frequent first."""
        shown = [theme for theme in self.themes if theme.n is not None]
        return tuple(sorted(shown, key=lambda theme: (-(theme.n or 0), theme.key)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number that is reported or not; `hidden` tells that it is, but may not be shown (PUB02)."""

    n: int | None
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """From being served to answering, in one period; `answered` is by certainty of the visit."""

    served: Count
    issued: Count
    opened: Count
    answered: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """How many respondents by one characteristic (PUB03); None where hidden, `total` of all who told it."""

    key: str
    total: int | None
    counts: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """All of it for one agency; None where the release is older than the tables or has no row."""

    comments: Comments | None = None
    steps: Steps | None = None
    characteristics: tuple[Characteristic, ...] = ()
