"""Slips with receipt tokens."""

from collections.abc import Callable
from datetime import date

import pytest
import zxingcpp
from PIL import Image

from collector.printing.posters import PrintedCounter
from collector.printing.slips import slips_pdf
from survey_definitions.model import Text

Printed = Callable[..., PrintedCounter]
DAY = date(1945, 8, 17)
TOKENS = [f"k7m2qx{number}d" for number in range(2, 10)] + ["abcdefgh", "zz22yy33"]


def test_slips_show_token_place_and_day(printed: Printed, words_of: Callable[[bytes], str]) -> None:
    """Each token is there once in readable groups, and once in its address."""
    text = words_of(slips_pdf(printed(), TOKENS, DAY))
    for token in TOKENS:
        assert 1 == text.count(f"{token[:4]} {token[4:]}")
        assert 1 == text.count(f"https://saran.uji.go.id/l/ab2cd?t={token}")
    assert 10 == text.count("Berlaku Jumat, 17 Agustus 1945")
    assert 10 == text.count("Penerbitan KTP Elektronik")


def test_slips_for_several_days_name_the_first_and_the_last(
    printed: Printed, words_of: Callable[[bytes], str]
) -> None:
    """A batch may be valid for a week."""
    text = words_of(slips_pdf(printed(), TOKENS[:1], DAY, date(1945, 8, 24)))
    assert "Berlaku 17 Agustus 1945 sampai 24 Agustus 1945" in text


@pytest.mark.parametrize(("tokens", "pages"), [(1, "1"), (10, "1"), (11, "2"), (25, "3")])
def test_slips_fill_sheets_of_ten(
    printed: Printed, facts_of: Callable[[bytes], dict[str, str]], tokens: int, pages: str
) -> None:
    """Ten fit on a sheet; names of 200 characters and both marks do not change that."""
    long = Text(id="W" * 200, en="W" * 200)
    sheet = printed("http://127.0.0.1:8000", simulated=True, agency_name=long, service_name=long)
    facts = facts_of(slips_pdf(sheet, [f"{number:08d}" for number in range(tokens)], DAY))
    assert (pages, "yes") == (facts["Pages"], facts["Tagged"])


def test_slips_are_all_read_from_one_sheet(printed: Printed, picture_of: Callable[..., Image.Image]) -> None:
    """Every QR code of a sheet opens its own address."""
    found = zxingcpp.read_barcodes(picture_of(slips_pdf(printed(), TOKENS, DAY), dpi=200))
    expected = sorted(f"https://saran.uji.go.id/l/ab2cd?t={token}" for token in TOKENS)
    assert expected == sorted(code.text for code in found)


def test_slips_twice_are_the_same_bytes(printed: Printed) -> None:
    """The same tokens give the same sheet."""
    assert slips_pdf(printed(), TOKENS, DAY) == slips_pdf(printed(), TOKENS, DAY)
