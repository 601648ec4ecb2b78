import io

import pytest
from PIL import Image
from showcase import LONGEST, PAYLOAD, BuiltSite

from site_builder.link_picture import Picture, draw


def picture(**parts: object) -> Picture:
    """Return a picture of one agency."""
    bands = (("band-4", "D", 0.0, 0.5), ("band-1", "A", 0.5, 1.0))
    given = {"head": "Kotak Saran", "name": "Dinas A", "value": "75,00", "value_note": "dari 100", "line": "2024",
             "foot": "Kepuasan", "simulated": "", "bands": bands, "place": 0.25}  # fmt: skip
    return Picture(**{**given, **parts})  # type: ignore[arg-type]


def colours(made: bytes) -> dict[tuple[int, ...], int]:
    """Count the pixels of each colour."""
    with Image.open(io.BytesIO(made)) as image:
        counted = image.convert("RGB").getcolors(4096) or []
    return {colour: count for count, colour in counted}  # type: ignore[misc]


def test_every_agency_has_a_picture_of_the_right_size(site: BuiltSite) -> None:
    """1200 × 630 in each language, small enough for a message."""
    places = sorted(path.relative_to(site.folder) for path in site.folder.rglob("gambar.png"))
    assert len(places) == 2 * (14 + 1)
    for place in places:
        with Image.open(site.folder / place) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630))
        assert (site.folder / place).stat().st_size < 60_000


def test_the_same_picture_has_the_same_bytes() -> None:
    """Nothing but what it shows goes into it."""
    assert draw(picture()) == draw(picture())
    assert draw(picture()) != draw(picture(place=0.26))


@pytest.mark.parametrize("name", [LONGEST, PAYLOAD, "a" * 300, "Dinas 東京 🙂", ""])
def test_any_name_can_be_drawn(name: str) -> None:
    """Long names, words longer than a line and letters the font does not have are no error."""
    assert len(draw(picture(name=name))) > 1000


def test_a_name_that_is_too_long_is_cut_and_marked() -> None:
    """What does not fit is left out: two lines at most, which stay off the number below."""
    with Image.open(
        io.BytesIO(draw(picture(name="M" * 300, value="", value_note="", line="", place=None)))
    ) as image:
        paper = image.convert("RGB").getpixel((0, 300))
        below = image.convert("RGB").crop((0, 215, 1200, 540)).getcolors()
    assert below == [(1200 * 325, paper)]


def test_invented_data_carry_their_mark() -> None:
    """The yellow flag stands on simulated pictures only."""
    yellow = (255, 216, 115)
    assert colours(draw(picture(simulated="DATA SIMULASI")))[yellow] > 5000
    assert yellow not in colours(draw(picture()))


def test_without_a_number_there_is_no_scale() -> None:
    """A unit without an index shows the reason and no bands."""
    tint = (240, 203, 189)
    assert colours(draw(picture()))[tint] > 5000
    assert tint not in colours(draw(picture(value="belum ada isian", value_note="", bands=(), place=None)))


def test_pages_name_their_picture(located: BuiltSite, site: BuiltSite) -> None:
    """Links to an agency and its services show its picture, others that of the site; without an address none."""
    base = "https://hasil.example/kepuasan/"
    for place, image in (
        ("unit/biasa/", "unit/biasa/gambar.png"),
        ("layanan/besar/", "unit/biasa/gambar.png"),
        ("en/unit/biasa/", "en/unit/biasa/gambar.png"),
        ("metode/", "gambar.png"),
    ):
        html = located.text(f"{place}index.html")
        assert f'<meta property="og:image" content="{base}{image}">' in html
        assert f'<link rel="canonical" href="{base}{place}">' in html
        assert (located.folder / image).is_file()
    assert "og:image" not in site.text("index.html")
    assert '<meta property="og:title"' in site.text("index.html")
