"""What comments about an agency say, as themes counted by a public list of words and quotes a person approved."""

from dataclasses import dataclass

from site_builder.interface import Language
from site_builder.interface.numbers import count_text
from site_builder.interface.periods import period_text
from site_builder.site import Site
from site_builder.voices import Comments, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow:
    """One theme, the unsur it belongs to, and how many comments touch it."""

    name: str
    unsur: str
    n: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsView:
    """The themes of one period; without `rows`, `nothing` says why."""

    caption: str
    rows: tuple[ThemeRow, ...]
    nothing: str
    quotes: tuple[str, ...]


def comments_view(site: Site, comments: Comments | None, language: Language) -> CommentsView:
    """Word the comments of an agency (PUB05)."""
    if comments is None:
        return CommentsView(caption="", rows=(), nothing=language("voices.themes_none"), quotes=())
    found = {**site.data.periods, **site.data.calendar}.get(comments.period)
    period = comments.period if found is None else period_text(found, language)
    return CommentsView(
        caption=language("voices.themes_caption", period=period),
        rows=tuple(_row(site, theme, language) for theme in comments.told),
        nothing="" if comments.told else language("voices.themes_few", period=period),
        quotes=comments.quotes,
    )


def _row(site: Site, theme: Theme, language: Language) -> ThemeRow:
    asked = site.unsur.get(theme.question)
    return ThemeRow(
        name=str(language.entries.get(f"theme.{theme.key}", theme.key)),
        unsur=theme.question if asked is None else language.data(asked.name),
        n=count_text(theme.n or 0, language),
    )
