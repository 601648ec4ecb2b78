"""Pages of plain text: chapters with a heading and paragraphs, from lists of texts of equal length."""

from dataclasses import dataclass

from site_builder.interface import Language
from site_builder.pages.registry import Content, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A heading and what stands under it; `id` is its anchor."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaptersView:
    """What such a page shows; `links` lead on."""

    lead: str
    chapters: tuple[Chapter, ...]
    links: tuple[Link, ...]


def chapters_of(
    language: Language, headings: tuple[str, ...], texts: tuple[str, ...], **values: object
) -> tuple[Chapter, ...]:
    """Pair headings and texts, with the placeholders of the texts filled in."""
    pairs = zip(headings, texts, strict=True)
    return tuple(
        Chapter(id=f"{language('chapters.anchor')}-{place}", heading=heading, text=text.format(**values))
        for place, (heading, text) in enumerate(pairs, start=1)
    )


def chapters_page(title: str, description: str, view: ChaptersView) -> Content:
    """Compose such a page."""
    return Content(template="chapters.html", title=title, description=description, view=view)
