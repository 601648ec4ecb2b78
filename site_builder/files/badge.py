"""Badges: the newest number of an agency as a small picture, and as JSON for services that draw badges."""

import json
from collections.abc import Iterator
from html import escape

from site_builder import addresses
from site_builder.files.registry import File, files
from site_builder.interface import Language, load_languages
from site_builder.pages.newest import Newest, newest_of
from site_builder.site import Site

HEIGHT = 22
LETTER = 6.6  # width of an average letter at 11 px; the text is stretched to its place, so no font can overflow
GAP = 7
LABEL = "#17393b"
COLOURS = {
    "grade-1": "#0b6b57",
    "grade-2": "#4d7414",
    "grade-3": "#8f5b00",
    "grade-4": "#a3341f",
    "none": "#53605e",
}


@files("badge")
def badges(site: Site) -> Iterator[File]:
    """Yield two files for each agency and language."""
    for language in load_languages():
        label = language("badge.simulated" if site.meta.simulated else "badge.label")
        for code in site.data.agencies:
            newest = newest_of(site, code, language)
            for ending, content in (("svg", badge_svg(label, newest, language)), ("json", _json(label, newest))):
                yield File(place=f"{language.prefix}{addresses.badge(code, ending)}", content=content.encode())


def badge_svg(label: str, newest: Newest, language: Language) -> str:
    """Draw a badge: colours as attributes, since a page it is put into may forbid styles."""
    left, right = _width(label), _width(newest.message)
    whole = left + right
    text = escape(language("badge.text", label=label, message=newest.message))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{HEIGHT}" role="img" '
        f'aria-label="{text}" lang="{language.code}"><title>{text}</title>'
        f'<rect width="{whole}" height="{HEIGHT}" rx="4" fill="{COLOURS[newest.css]}"/>'
        f'<path d="M4 0H{left}V{HEIGHT}H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4" fill="{LABEL}"/>'
        '<g fill="#fff" font-family="system-ui,sans-serif" font-size="11" aria-hidden="true">'
        f"{_text(label, GAP, left)}{_text(newest.message, left + GAP, right)}</g></svg>\n"
    )


def _text(words: str, x: int, width: int) -> str:
    room = f'textLength="{width - 2 * GAP}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{x}" y="15" {room}>{escape(words)}</text>'


def _json(label: str, newest: Newest) -> str:
    document = {
        "schemaVersion": 1,
        "label": label,
        "message": newest.message,
        "color": COLOURS[newest.css].removeprefix("#"),
    }
    return json.dumps(document, ensure_ascii=False) + "\n"


def _width(words: str) -> int:
    return round(len(words) * LETTER) + 2 * GAP
