from decimal import Decimal

import pytest

from site_builder.indicators.wording import MARKS, joined, rounded, sentence, written
from site_builder.interface import load_languages
from survey_definitions.model import Text

TEMPLATE = Text(id="{unit}: {index} dari {n} orang.", en="{unit}: {index} from {n} people.")


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (Decimal("81.05"), "81,05", "81.05"),
        (Decimal("100.0"), "100,0", "100.0"),
        (Decimal("-1.5"), "-1,5", "-1.5"),
        (Decimal(87), "87", "87"),
        (2008, "2.008", "2,008"),
        (Decimal("12345.6"), "12.345,6", "12,345.6"),
    ],
)
def test_numbers_are_written_as_each_language_does(value: Decimal | int, indonesian: str, english: str) -> None:
    """Indonesian has a decimal comma and points between thousands, English the other way round."""
    assert (indonesian, english) == (written(value, MARKS["id"]), written(value, MARKS["en"]))


def test_sentence_fills_both_languages() -> None:
    """A unit keeps its name of each language, and each number its marks."""
    told = sentence(TEMPLATE, unit=Text(id="Kota", en="City"), index=Decimal("81.05"), n=1200)
    assert Text(id="Kota: 81,05 dari 1.200 orang.", en="City: 81.05 from 1,200 people.") == told


def test_rounded_is_half_up_and_never_minus_zero() -> None:
    """A quarter becomes 0.3, and a tiny fall 0.0 rather than -0.0."""
    assert ("0.3", "0.0") == (str(rounded(0.25)), str(rounded(-0.001)))


def test_joined_leaves_out_what_is_empty() -> None:
    """Sentences stand one space apart, and an empty one leaves no gap."""
    told = joined(Text(id="A.", en="C."), Text(id="", en=""), Text(id="B.", en="D."))
    assert Text(id="A. B.", en="C. D.") == told


def test_marks_are_those_of_the_interface() -> None:
    """The sentences of the indicators and the pages around them write numbers alike."""
    for language in load_languages():
        marks = MARKS[str(language.entries["language.data"])]
        assert (language("language.decimal"), language("language.thousands")) == (marks.decimal, marks.thousands)
