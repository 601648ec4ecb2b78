from decimal import Decimal

import pytest
from measures import SKM, estimate, known
from pulang_pisau import index_in

from site_builder.indicators.finding import Interval
from site_builder.indicators.grade_certainty import grade_certainty, letters_within

K = 10


@pytest.mark.parametrize(
    ("low", "high", "letters"),
    [
        (88.305, 95.0, "A"),  # rounds half-up to 88.31
        (88.3049, 95.0, "AB"),
        (76.605, 88.3049, "B"),  # in the hole of the printed table, and still B (SKM13)
        (64.99, 88.31, "ABCD"),
        (25.0, 64.9949, "D"),
        (25.0, 100.0, "ABCD"),
    ],
)
def test_letters_an_interval_reaches(low: float, high: float, letters: str) -> None:
    """Ends are rounded like an index before their letter is looked up."""
    assert tuple(letters) == letters_within(Interval(low=low, high=high), SKM.index.grades)


def test_letter_is_certain_only_within_its_band() -> None:
    """2019 is surely a B, 2020 may be B or C (T2)."""
    sure, unsure = grade_certainty(index_in(2019), K), grade_certainty(index_in(2020), K)
    assert (True, "") == (sure.certain, sure.sentence.id)
    assert (False, ("B", "C")) == (unsure.certain, unsure.letters)
    assert unsure.sentence.id == "Hurufnya belum pasti: bisa B atau C."
    assert unsure.sentence.en == "The letter is not certain: it may be B or C."


def test_three_letters_are_all_named() -> None:
    """A wide interval names every letter it reaches."""
    found = grade_certainty(known("82.00", n=30, se=5.0), K)
    assert found.sentence.id == "Hurufnya belum pasti: bisa A, B atau C."


def test_no_letter_below_thirty_answers() -> None:
    """Where no letter is shown there is nothing to doubt."""
    found = grade_certainty(known("80.00", n=29), K)
    assert ((), False, "", None) == (found.letters, found.certain, found.sentence.id, found.n)


def test_everybody_content_is_a_certain_a_only_with_enough_people() -> None:
    """Thirty people who all give 4 reach down to 92.9, within A."""
    found = grade_certainty(estimate([[4] * 9] * 30), K)
    assert (("A",), Decimal("100.00")) == (found.letters, estimate([[4] * 9] * 30).index)
