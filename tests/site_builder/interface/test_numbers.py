from decimal import Decimal
from fractions import Fraction

from site_builder.interface import load_languages
from site_builder.interface.numbers import count_text, decimal_text, mean_text, size_text

INDONESIAN, ENGLISH = load_languages()


def test_indonesian_has_a_decimal_comma_and_english_a_point() -> None:
    """81.05 is written 81,05 in Indonesian and 81.05 in English."""
    assert decimal_text(Decimal("81.05"), INDONESIAN) == "81,05"
    assert decimal_text(Decimal("81.05"), ENGLISH) == "81.05"


def test_every_decimal_is_written() -> None:
    """100.00 keeps its decimals in both languages."""
    assert decimal_text(Decimal("100.00"), INDONESIAN) == "100,00"


def test_means_have_two_decimals_rounded_half_up() -> None:
    """3.125 becomes 3,13."""
    assert mean_text(Fraction(25, 8), INDONESIAN) == "3,13"


def test_thousands_stand_apart() -> None:
    """Twenty thousand is 20.000 in Indonesian and 20,000 in English."""
    assert (count_text(20000, INDONESIAN), count_text(20000, ENGLISH)) == ("20.000", "20,000")
    assert count_text(999, INDONESIAN) == "999"


def test_sizes_of_files() -> None:
    """Sizes have one decimal below ten."""
    assert size_text(1536, INDONESIAN) == "1,5 kB"
    assert size_text(20480, ENGLISH) == "20 kB"
    assert size_text(5 * 1024 * 1024, ENGLISH) == "5.0 MB"
