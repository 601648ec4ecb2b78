import re
from importlib.resources import files

import pytest

STYLE = files("site_builder").joinpath("templates", "style.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
)
SCHEMES = {"light": LIGHT, "dark": {**LIGHT, **DARK}}
READ = [
    ("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("accent", "paper"), ("accent", "card"),
    ("accent", "tint"), ("on", "accent"), ("hero-ink", "hero"), ("warn-ink", "warn"), ("card", "soft"),
    *(("card", f"grade-{place}") for place in range(1, 5)), *(("ink", f"band-{place}") for place in range(1, 5)),
]  # fmt: skip
SEEN = [("line", "paper"), ("focus", "paper"), *(("mark", f"band-{place}") for place in range(1, 5))]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_texts_can_be_read(scheme: str) -> None:
    """Text on its ground reaches 4.5:1 in light and dark (WCAG 2.2 AA)."""
    colours = SCHEMES[scheme]
    low = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in READ}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_and_edges_can_be_seen(scheme: str) -> None:
    """Marks on their bands, borders and the focus ring reach 3:1 (WCAG 2.2 AA)."""
    colours = SCHEMES[scheme]
    low = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in SEEN}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 3} == {}
