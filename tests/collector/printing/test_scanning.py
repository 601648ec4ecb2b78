"""A poster as phones see it: dirty, askew, far away, badly printed. A reader that is not ours reads it."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from collector.printing.posters import PrintedCounter, day_sheet_pdf, posters_pdf

pytestmark = pytest.mark.slow
Picture = Image.Image
Printed = Callable[..., PrintedCounter]
WHITE = 255


def _noisy(image: Picture) -> Picture:
    pixels = np.asarray(image, dtype=float)
    noise = np.random.default_rng(1).normal(0, 70, pixels.shape)
    return Image.fromarray(np.clip(pixels + noise, 0, WHITE).astype("uint8"))


def _perspective(image: Picture) -> Picture:
    width, height = image.size
    corners = (-0.1 * width, -0.05 * height, 0.12 * width, 1.1 * height, 0.95 * width, height, 1.05 * width, 0)
    return image.transform(image.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=WHITE)


def _low_contrast(image: Picture) -> Picture:
    return image.point(lambda grey: 110 + grey * 35 // WHITE)


def _jpeg(image: Picture) -> Picture:
    packed = BytesIO()
    image.resize((image.width // 2, image.height // 2)).save(packed, "JPEG", quality=5)
    return Image.open(packed).convert("L")


def _shadow(image: Picture) -> Picture:
    light = np.linspace(1, 0.35, image.width)
    return Image.fromarray((np.asarray(image, dtype=float) * light).astype("uint8"))


DISTORTIONS: dict[str, Callable[[Picture], Picture]] = {
    "rotated": lambda image: image.rotate(23, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE),
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(6)),
    "noisy": _noisy,
    "perspective": _perspective,
    "75 dpi": lambda image: image.resize((image.width // 2, image.height // 2), Image.Resampling.BOX),
    "inverted": ImageOps.invert,
    "low contrast": _low_contrast,
    "stretched": lambda image: image.resize((image.width * 3 // 5, image.height), Image.Resampling.BILINEAR),
    "JPEG": _jpeg,
    "shadow": _shadow,
}


@pytest.mark.parametrize("distortion", DISTORTIONS)
@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_poster_is_read_through_every_distortion(
    printed: Printed, picture_of: Callable[..., Picture], distortion: str, paper: str
) -> None:
    """The exact address comes out, and no other code is on the poster."""
    image = DISTORTIONS[distortion](picture_of(posters_pdf([printed()], paper), dpi=150))  # type: ignore[arg-type]
    assert ["https://saran.uji.go.id/l/ab2cd"] == [code.text for code in zxingcpp.read_barcodes(image)]


def test_poster_is_read_with_a_torn_corner(printed: Printed, picture_of: Callable[..., Picture]) -> None:
    """Level Q: a sticker on a part of the code does no harm."""
    image = picture_of(posters_pdf([printed()]))
    left, top = image.width * 30 // 100, image.height * 57 // 100
    image.paste(128, (left, top, left + 60, top + 60))
    assert ["https://saran.uji.go.id/l/ab2cd"] == [code.text for code in zxingcpp.read_barcodes(image)]


def test_day_sheet_is_read(printed: Printed, picture_of: Callable[..., Picture]) -> None:
    """The sheet of the day carries its code."""
    image = picture_of(day_sheet_pdf(printed(), "k7m2qx9d", date(1945, 8, 17)))
    assert ["https://saran.uji.go.id/l/ab2cd?k=k7m2qx9d"] == [code.text for code in zxingcpp.read_barcodes(image)]
