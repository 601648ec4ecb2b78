"""Posters and day sheets."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date

import pytest

from collector.printing.posters import Paper, PrintedCounter, day_sheet_pdf, poster_svg, posters_pdf
from survey_definitions.model import Text

Printed = Callable[..., PrintedCounter]
Reads = Callable[[bytes], str]
Facts = Callable[[bytes], dict[str, str]]
SIZES: dict[Paper, str] = {"a4": "595.276 x 841.89 pts", "a5": "419.528 x 595.276 pts"}


def test_poster_says_what_a_citizen_needs(printed: Printed, words_of: Reads) -> None:
    """Unit, service, counter, address, code, three steps in two languages, languages and privacy are on it."""
    text = words_of(posters_pdf([printed(results="https://skm.uji.go.id")]))
    for part in (
        "Dinas Kependudukan – Kota Uji", "Penerbitan KTP Elektronik", "Loket KTP-el 1", "Population Office",
        "https://saran.uji.go.id/l/ab2cd", "Kode loket", "Arahkan kamera ponsel ke kotak ini.",
        "Point your phone’s camera at this square.", "Ketuk tautan yang muncul di layar.", "“Kirim jawaban”",
        "“Send answers”", "Bahasa Indonesia", "English", "Kami tidak menanyakan nama, NIK, atau nomor telepon.",
        "https://skm.uji.go.id", "Peraturan Menteri PANRB Nomor 14 Tahun 2017",
    ):  # fmt: skip
        assert part in text
    assert [text.index(f" {number} ") for number in (1, 2, 3)] == sorted(
        text.index(f" {number} ") for number in (1, 2, 3)
    )


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_poster_is_one_tagged_page(printed: Printed, facts_of: Facts, paper: Paper) -> None:
    """It is PDF/UA-1 with language, title and a text in place of the QR code."""
    pdf = posters_pdf([printed()], paper)
    facts = facts_of(pdf)
    assert ("yes", "1") == (facts["Tagged"], facts["Pages"])
    assert facts["Page size"].startswith(SIZES[paper])
    assert "Poster kode QR: Loket KTP-el 1, Dinas Kependudukan – Kota Uji" == facts["Title"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/Lang(id)" in pdf
    assert b"/Alt(Kode QR yang membuka formulir di https://saran.uji.go.id/l/ab2cd)" in pdf
    assert "CreationDate" not in facts


def test_poster_twice_is_the_same_bytes(printed: Printed) -> None:
    """The same counter gives the same files, with others printed in between."""
    first = posters_pdf([printed()]), poster_svg(printed())
    posters_pdf([printed(code="ef3gh")], "a5")
    assert first == (posters_pdf([printed()]), poster_svg(printed()))


def test_posters_together_are_a_page_each(printed: Printed, facts_of: Facts, words_of: Reads) -> None:
    """A unit's posters come in one file, in order."""
    pdf = posters_pdf([printed(), printed(code="ef3gh")])
    assert "2" == facts_of(pdf)["Pages"]
    text = words_of(pdf)
    assert -1 < text.find("/l/ab2cd") < text.find("/l/ef3gh")


@pytest.mark.parametrize("paper", ["a4", "a5"])
@pytest.mark.parametrize("letters", ["Pelayanan administrasi kependudukan ", "W"])
def test_poster_holds_names_of_200_characters(
    printed: Printed, facts_of: Facts, words_of: Reads, paper: Paper, letters: str
) -> None:
    """Three longest names, both marks and a long address still fit on the page, nothing is cut off."""
    name = (letters * 200)[:199] + "Z"
    long = Text(id=name, en=name)
    sheet = printed(
        "http://192.168.100.100:8000/" + "jalan-panjang/" * 8,
        simulated=True, agency_name=long, service_name=long, name=long,
    )  # fmt: skip
    pdf = posters_pdf([sheet], paper)
    assert "1" == facts_of(pdf)["Pages"]
    text = words_of(pdf).replace(" ", "").replace("\u200b", "")
    assert 3 == text.count(name.replace(" ", ""))


def test_poster_of_an_invented_region_says_so(printed: Printed, words_of: Reads) -> None:
    """Simulated and trial marks are there where they belong, and only there."""
    marked = words_of(posters_pdf([printed("http://127.0.0.1:8000", simulated=True)]))
    assert "DATA SIMULASI / SIMULATED DATA" in marked
    assert "ALAMAT PERCOBAAN" in marked
    plain = words_of(posters_pdf([printed()]))
    assert "SIMULASI" not in plain
    assert "PERCOBAAN" not in plain


def test_poster_svg_is_a_picture_with_a_title(printed: Printed) -> None:
    """The SVG is well-formed, has a name for screen readers and needs no font or file."""
    svg = poster_svg(printed(name=Text(id="Loket <1> & 2", en="x")))
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert "img" == root.get("role")
    assert "Poster kode QR: Loket <1> & 2, Dinas Kependudukan – Kota Uji" == root[0].text
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not names & {"text", "image", "script", "style", "foreignObject"}
    assert b"http://127" not in svg


def test_day_sheet_says_its_day_and_that_it_ends(printed: Printed, facts_of: Facts, words_of: Reads) -> None:
    """The morning's sheet has the date in words, the code's address, and tells staff to change it."""
    pdf = day_sheet_pdf(printed(), "k7m2qx9d", date(1945, 8, 17))
    text = words_of(pdf)
    for part in (
        "Jumat, 17 Agustus 1945", "Berlaku hari ini saja", "Friday, 17 August 1945", "Valid today only",
        "https://saran.uji.go.id/l/ab2cd?k=k7m2qx9d", "Untuk petugas", "Penerbitan KTP Elektronik",
    ):  # fmt: skip
        assert part in text
    assert ("yes", "1") == (facts_of(pdf)["Tagged"], facts_of(pdf)["Pages"])
    assert pdf == day_sheet_pdf(printed(), "k7m2qx9d", date(1945, 8, 17))
