from xml.etree import ElementTree

import pytest
from showcase import PAYLOAD, BuiltSite

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("agency", "message", "colour"),
    [
        ("biasa", "75,00 (C)", "8f5b00"),
        ("sementara", "91,48 (sementara)", "53605e"),
        ("sedikit", "belum cukup isian", "53605e"),
        ("satu-unsur", "belum dapat dihitung", "53605e"),
        ("kosong", "belum ada isian", "53605e"),
    ],
)
def test_badge_says_what_the_list_says(site: BuiltSite, agency: str, message: str, colour: str) -> None:
    """Picture and JSON carry the newest number, or why there is none; without a letter they are grey."""
    assert site.json(f"unit/{agency}/lencana.json") == {
        "schemaVersion": 1, "label": "kepuasan warga", "message": message, "color": colour,
    }  # fmt: skip
    picture = ElementTree.fromstring(site.text(f"unit/{agency}/lencana.svg"))  # noqa: S314 - our own file
    assert picture.findtext(f"{SVG}title") == picture.get("aria-label") == f"kepuasan warga: {message}"
    assert [text.text for text in picture.iter(f"{SVG}text")] == ["kepuasan warga", message]
    assert {box.get("fill") for box in picture.iter(f"{SVG}rect")} == {f"#{colour}"}


def test_badge_speaks_the_language_of_its_folder(site: BuiltSite) -> None:
    """Under /en/ it is English."""
    assert site.json("en/unit/sementara/lencana.json")["message"] == "91.48 (provisional)"


def test_badge_of_simulated_data_says_so(simulated: BuiltSite) -> None:
    """An invented number never goes out without its mark."""
    assert simulated.json("unit/biasa/lencana.json")["label"] == "data simulasi"
    assert "data simulasi: 75,00 (C)" in simulated.text("unit/biasa/lencana.svg")


def test_badge_runs_and_loads_nothing(site: BuiltSite) -> None:
    """A badge has no script, no style and no address but that of its namespace, whatever a unit is called."""
    text = site.text("unit/jahat/lencana.svg")
    assert PAYLOAD not in text
    assert text.count("http") == 1
    assert not any(word in text for word in ("<script", "<style", "style=", "href"))
