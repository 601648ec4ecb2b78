import re
from typing import Any

import pytest

from site_builder.charts.marks import Bar, Dot, Label, Line, write
from site_builder.charts.plate import draw, engrave

MARKS = (
    Bar(css="band-1", left=0, top=1.2, right=100.33, bottom=20),
    Line(css="line", points=((0, 0), (10.55, 20.04), (300, 100))),
    Dot(css="dot", x=55.5, y=33.3, radius=4.5),
    Label(css="name", x=3, y=40, text='A & <b> $x$ 漢字 "q" – 1–9'),
    Label(css="value", x=100, y=40, text="81,05", anchor="middle"),
    Label(css="axis", x=359.96, y=40, text="100", anchor="end"),
)


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: f"{type(mark).__name__}-{mark.css}")
def test_marks_are_written_as_matplotlib_draws_them(mark: Any) -> None:
    """What is written into a plate is byte for byte what matplotlib would have drawn there."""
    assert engrave(360, 200, (mark,)) == write(mark)


def test_draw_is_the_full_drawing() -> None:
    """A plate with marks written into it equals one drawing of everything."""
    assert draw(360, 200, MARKS[:2], MARKS[2:]) == engrave(360, 200, MARKS)


def test_drawing_twice_gives_the_same_bytes() -> None:
    """No date, random id or order of a hash gets into a picture."""
    engrave.cache_clear()
    first = engrave(360, 200, MARKS)
    engrave.cache_clear()
    assert first == engrave(360, 200, MARKS)


def test_drawing_has_no_colour_and_no_style() -> None:
    """Colours come from the page's style by class, so that dark mode and print can change them."""
    drawn = engrave(360, 200, MARKS)
    assert "style" not in drawn
    assert re.search(r"#[0-9a-f]{3}|rgb", drawn) is None


def test_text_stays_text_and_is_escaped() -> None:
    """Text is neither drawn as outlines nor read as mathematics, and cannot become markup."""
    assert "A &amp; &lt;b&gt; $x$ 漢字 &quot;q&quot; – 1–9</text>" in engrave(360, 200, MARKS)
