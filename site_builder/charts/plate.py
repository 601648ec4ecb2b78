"""Drawing with matplotlib, made small and quick: the still part of a chart is drawn once, as a printing plate.

matplotlib draws the marks; its SVG (verbose, with a style on every element) is read back and written compactly
with classes instead of colours. Charts of the same kind and shape share everything but their data marks, so the
frame is drawn once per process and the data marks are written beside it by `marks.write`. A test holds both ways
of writing together, mark by mark, so that an upgrade of matplotlib cannot make them differ.
"""

import io
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from site_builder.charts.marks import (
    Bar,
    Dot,
    Label,
    Line,
    Mark,
    circle_element,
    corners,
    path_element,
    text_element,
    write,
)
from site_builder.charts.plate_store import kept_plate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS_PER_INCH = 72
FRAMES_KEPT = 512

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ANCHOR = {"start": "left", "middle": "center", "end": "right"}


def draw(width: int, height: int, frame: tuple[Mark, ...], marks: tuple[Mark, ...]) -> str:
    """Return the elements of a chart: the frame from its plate, the marks written into it."""
    return engrave(width, height, frame) + "".join(write(mark) for mark in marks)


@lru_cache(maxsize=FRAMES_KEPT)
def engrave(width: int, height: int, marks: tuple[Mark, ...]) -> str:
    """Return marks as matplotlib draws them, as compact SVG elements in their order."""
    return kept_plate(repr((width, height, marks)), lambda: _drawn(width, height, marks))


def _drawn(width: int, height: int, marks: tuple[Mark, ...]) -> str:
    drawn = _matplotlib_svg(width, height, marks)
    groups = {group.get("id"): group for group in ElementTree.fromstring(drawn).iter(f"{_SVG}g")}  # noqa: S314
    return "".join(_compact(mark, groups[_name(place)]) for place, mark in enumerate(marks))


def _matplotlib_svg(width: int, height: int, marks: tuple[Mark, ...]) -> str:
    import matplotlib as mpl  # noqa: PLC0415 - heavy, and only needed when a site is built
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    settings = mpl.rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "kotak-saran",
            "font.family": "sans-serif",
            "path.simplify": False,
        }
    )
    with settings, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # the page's font will have it
        figure = Figure(figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), dpi=POINTS_PER_INCH)
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        for place, mark in enumerate(marks):
            _add(axes, mark, _name(place))
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return written.getvalue()


def _add(axes: "Axes", mark: Mark, name: str) -> None:
    from matplotlib.patches import Circle, Polygon  # noqa: PLC0415

    match mark:
        case Bar():
            axes.add_patch(Polygon(corners(mark), closed=True, gid=name, clip_on=False))
        case Line():
            axes.plot(*zip(*mark.points, strict=True), gid=name, clip_on=False)
        case Dot():
            axes.add_patch(Circle((mark.x, mark.y), mark.radius, gid=name, clip_on=False))
        case Label():
            side = _ANCHOR[mark.anchor]
            text = axes.text(mark.x, mark.y, mark.text, ha=side, va="baseline", gid=name, clip_on=False)
            text.set_parse_math(False)


def _compact(mark: Mark, group: ElementTree.Element) -> str:
    """Write what matplotlib drew for `mark`, taking every place from its drawing."""
    match mark:
        case Bar():
            return path_element(mark.css, tuple(_points(group))[:4], closed=True)
        case Line():
            return path_element(mark.css, tuple(_points(group)), closed=False)
        case Dot():
            points = tuple(_points(group))
            (left, right), (top, bottom) = (_range(points, axis) for axis in (0, 1))
            return circle_element(mark.css, (left + right) / 2, (top + bottom) / 2, (right - left) / 2)
        case Label():
            text = next(group.iter(f"{_SVG}text"))
            return text_element(mark, float(text.get("x", 0)), float(text.get("y", 0)))


def _points(group: ElementTree.Element) -> Iterator[tuple[float, float]]:
    path = next(group.iter(f"{_SVG}path"))
    numbers = [float(found) for found in _NUMBER.findall(path.get("d", ""))]
    return iter(zip(numbers[::2], numbers[1::2], strict=True))


def _range(points: tuple[tuple[float, float], ...], axis: int) -> tuple[float, float]:
    values = [point[axis] for point in points]
    return min(values), max(values)


def _name(place: int) -> str:
    return f"mark-{place}"
