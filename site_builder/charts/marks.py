"""What a chart is made of: four marks in drawing units, each written as compact SVG.

A drawing unit is a CSS pixel at 360 units of width; y grows downwards. Colours come from the page's style by
class, so that light, dark, print and forced colours work; text stays text in the font of the page.
"""

from dataclasses import dataclass
from html import escape

PLACES = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A filled rectangle between two corners."""

    css: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line through points."""

    css: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A circle with a radius of its own."""

    css: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text on one line; `anchor` is ``start``, ``middle`` or ``end``."""

    css: str
    x: float
    y: float
    text: str
    anchor: str = "start"


Mark = Bar | Line | Dot | Label


def corners(bar: Bar) -> tuple[tuple[float, float], ...]:
    """Return the four corners of a bar as a path draws them."""
    return (
        (bar.left, bar.top),
        (bar.right, bar.top),
        (bar.right, bar.bottom),
        (bar.left, bar.bottom),
    )


def write(mark: Mark) -> str:
    """Write one mark as an SVG element."""
    match mark:
        case Bar():
            return path_element(mark.css, corners(mark), closed=True)
        case Line():
            return path_element(mark.css, mark.points, closed=False)
        case Dot():
            return circle_element(mark.css, mark.x, mark.y, mark.radius)
        case Label():
            return text_element(mark, mark.x, mark.y)


def path_element(css: str, points: tuple[tuple[float, float], ...], *, closed: bool) -> str:
    """Write a path through points in drawing units."""
    drawn = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path class="{css}" d="M{drawn}{"Z" if closed else ""}"/>'


def circle_element(css: str, x: float, y: float, radius: float) -> str:
    """Write a circle."""
    return f'<circle class="{css}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def text_element(label: Label, x: float, y: float) -> str:
    """Write the text of a label at a place."""
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    return f'<text class="{label.css}" x="{number(x)}" y="{number(y)}"{anchor}>{escape(label.text)}</text>'


def number(value: float) -> str:
    """Write a coordinate with one decimal at most, and never as ``-0``."""
    rounded = round(value, PLACES) + 0.0
    return f"{rounded:.{PLACES}f}".rstrip("0").rstrip(".")
