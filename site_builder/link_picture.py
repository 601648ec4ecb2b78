"""Drawing the picture by which links are shown elsewhere: PNG, the same bytes for the same words and numbers.

matplotlib takes ten times as long for the same picture (110 ms against 11), which for a country is an hour.
"""

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from site_builder.lettering import font_folder

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
MARGIN = 72
ROOM = SIZE[0] - 2 * MARGIN
SCALE = (470, 502)
PAPER, INK, SOFT, ACCENT, WARN = "#faf7f2", "#1c2726", "#53605e", "#0b5d5e", "#ffd873"
TINTS = {"band-1": "#b5dccf", "band-2": "#d5e3b8", "band-3": "#f3dfae", "band-4": "#f0cbbd"}
NAME_SIZES = (58, 50, 42, 36, 30)
MOST_LINES = 2
MIXED = ((PAPER, INK), (PAPER, SOFT), (PAPER, ACCENT), (WARN, INK), ("#ffffff", INK))
SHADES = 8  # between a colour and its ground, for smooth edges of letters
EFFORT = 3  # of packing; more takes twice as long for a tenth of the bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What stands in a picture; without a number `place` is None, and then there is no scale."""

    head: str
    name: str
    value: str
    value_note: str
    line: str
    foot: str
    simulated: str
    bands: tuple[tuple[str, str, float, float], ...] = ()
    place: float | None = None


def draw(picture: Picture) -> bytes:
    """Draw a picture as PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only needed where a picture has changed

    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 14), fill=ACCENT)
    pen.text((MARGIN, 50), picture.head, font=_font(30, bold=True), fill=ACCENT)
    if picture.simulated:
        _flag(pen, picture.simulated)
    _name(pen, picture.name)
    _value(pen, picture)
    if picture.place is not None:
        _scale(pen, picture.bands, picture.place)
    pen.text((MARGIN, 560), picture.foot, font=_font(26), fill=SOFT)
    written = io.BytesIO()
    flat = image.quantize(palette=_palette(), dither=Image.Dither.NONE)
    flat.save(written, "png", compress_level=EFFORT)
    return written.getvalue()


def _flag(pen: "ImageDraw", words: str) -> None:
    font = _font(22, bold=True)
    width = font.getlength(words)
    pen.rectangle((SIZE[0] - MARGIN - width - 24, 46, SIZE[0] - MARGIN, 90), fill=WARN)
    pen.text((SIZE[0] - MARGIN - width - 12, 55), words, font=font, fill=INK)


def _name(pen: "ImageDraw", name: str) -> None:
    """Write a name in the largest letters in which it fits into two lines; else what fits of it."""
    for size in NAME_SIZES:
        font = _font(size, bold=True)
        lines = _wrapped(name, font)
        if len(lines) <= MOST_LINES:
            break
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][:-1]}…"]
    for number, line in enumerate(lines):
        pen.text((MARGIN, 120 + number * size * 1.2), line, font=font, fill=INK)


def _wrapped(text: str, font: "FreeTypeFont") -> list[str]:
    """Break a text at its spaces; a word longer than a line breaks anywhere."""
    lines = [""]
    for word in text.split():
        tried = f"{lines[-1]} {word}".strip()
        if font.getlength(tried) <= ROOM:
            lines[-1] = tried
            continue
        lines.append("")
        for letter in word:
            if font.getlength(lines[-1] + letter) > ROOM:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line]


def _value(pen: "ImageDraw", picture: Picture) -> None:
    font = _font(120 if picture.place is not None else 54, bold=True)
    pen.text((MARGIN, 400), picture.value, font=font, fill=ACCENT, anchor="ls")
    after = MARGIN + font.getlength(picture.value) + 32
    pen.text((after, 352), picture.value_note, font=_font(36, bold=True), fill=INK, anchor="ls")
    pen.text((after if picture.value_note else MARGIN, 400 if picture.value_note else 460), picture.line,
             font=_font(28), fill=SOFT, anchor="ls")  # fmt: skip


def _scale(pen: "ImageDraw", bands: tuple[tuple[str, str, float, float], ...], place: float) -> None:
    for css, letter, low, high in bands:
        left, right = MARGIN + low * ROOM, MARGIN + high * ROOM
        pen.rectangle((left, SCALE[0], right, SCALE[1]), fill=TINTS[css])
        pen.text(((left + right) / 2, SCALE[1] + 30), letter, font=_font(24, bold=True), fill=SOFT, anchor="ms")
    x, middle = MARGIN + place * ROOM, sum(SCALE) / 2
    pen.line((x, SCALE[0] - 16, x, SCALE[1] + 10), fill=INK, width=4)
    pen.ellipse((x - 14, middle - 14, x + 14, middle + 14), fill=INK, outline="#fff", width=3)


@cache
def _palette() -> "Image":
    """Return every colour there can be: the flat ones, and the shades between letters and their grounds."""
    from PIL import Image  # noqa: PLC0415

    colours = [_rgb(tint) for tint in TINTS.values()]
    for ground, ink in MIXED:
        low, high = _rgb(ground), _rgb(ink)
        both = list(zip(low, high, strict=True))
        colours += [tuple(round(a + (b - a) * step / SHADES) for a, b in both) for step in range(SHADES + 1)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours for part in colour])
    return palette


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


@cache
def _font(size: int, *, bold: bool = False) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(font_folder() / name, size, layout_engine=ImageFont.Layout.BASIC)
