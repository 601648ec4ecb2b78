from decimal import Decimal

from measures import SKM, UNSUR

from site_builder.indicators.ikm import Tally
from site_builder.indicators.rounding_twin import rounding_twin
from survey_definitions.loader import load_survey


def test_twin_with_another_letter_is_told() -> None:
    """89.06 A becomes 88.17 B, which an office should read (SKM12)."""
    found = rounding_twin(dict.fromkeys(UNSUR, Tally(n=32, total=114)), SKM.index, lettered=True)
    assert (True, Decimal("88.17"), 32) == (found.flips, found.twin, found.n)
    assert (
        "Dengan bobot 0,11 nilainya 88,17 (B), bukan 89,06 (A): pembulatan bobot mengubah hurufnya."
    ) == found.sentence.id


def test_twin_with_the_same_letter_is_one_line() -> None:
    """81.05 becomes 80.24, both B; and without a letter there is none to change."""
    tallies = dict.fromkeys(UNSUR, Tally(n=32, total=114))
    assert "Dengan bobot 0,11 nilainya 88,17." == rounding_twin(tallies, SKM.index, lettered=False).sentence.id
    assert not rounding_twin(dict.fromkeys(UNSUR, Tally(n=10, total=32)), SKM.index, lettered=True).flips


def test_fourteen_unsur_have_no_twin() -> None:
    """The decree of 2004 never had 0.11."""
    old = load_survey("skm-2004").index
    found = rounding_twin(dict.fromkeys(old.weights, Tally(n=10, total=30)), old, lettered=True)
    assert (None, "") == (found.twin, found.sentence.id)
