import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from site_builder.indicators.ikm import Tally, grade_or_lowest, index_of, with_weight_0_11
from survey_definitions.loader import load_survey

DATA = Path(__file__).parents[2] / "data"
SKM = load_survey("skm-2017").index
NINE = tuple(SKM.weights)


def tallies(n: int, *totals: int) -> dict[str, Tally]:
    """Give each of nine unsur `n` answers with a sum of its own."""
    return {key: Tally(n=n, total=total) for key, total in zip(NINE, totals, strict=True)}


@pytest.mark.parametrize(
    ("answer", "index", "letter"),
    [(4, "100.00", "A"), (3, "75.00", "C"), (2, "50.00", "D"), (1, "25.00", "D")],
)
def test_index_of_equal_answers_is_that_of_the_law(answer: int, index: str, letter: str) -> None:
    """All 4 give 100.00 A, all 1 give 25.00 D, and all 3 give 75.00 C, as the regulation prints it (SKM14)."""
    result = index_of(tallies(12, *[12 * answer] * 9), SKM)
    assert (Decimal(index), letter) == (result.index, result.grade and result.grade.letter)
    assert str(result.index) == index


def test_index_in_a_hole_of_the_printed_table_has_a_grade() -> None:
    """Nineteen respondents whose answers sum to 524 give 76.6082, rounded 76.61 and so B (SKM13)."""
    result = index_of(tallies(19, *[58] * 7, 59, 59), SKM)
    assert Fraction(25 * 524, 9 * 19) == Fraction(25, 9) * sum((q.mean or 0) for q in result.questions)
    assert (Decimal("76.61"), "B") == (result.index, result.grade and result.grade.letter)


@pytest.mark.parametrize(
    ("hundred_thousandths", "index", "letter"),
    [(76605, "76.61", "B"), (64995, "65.00", "C"), (88305, "88.31", "A"), (76604, "76.60", "C")],
)
def test_index_is_rounded_half_up_before_the_grade(hundred_thousandths: int, index: str, letter: str) -> None:
    """76.605 is a B, 64.995 a C and 88.305 an A, since a half goes up (SKM13)."""
    exact_mean = Fraction(hundred_thousandths, 25_000)
    result = index_of(dict.fromkeys(NINE, Tally(n=exact_mean.denominator, total=exact_mean.numerator)), SKM)
    assert (Decimal(index), letter) == (result.index, result.grade and result.grade.letter)
    assert {(Decimal(index), letter)} == {(q.index, q.grade and q.grade.letter) for q in result.questions}


def test_index_agrees_with_a_published_example() -> None:
    """The worked example of 29 respondents gives 91.48 A, and 90.56 with the weight 0.11 (SKM11, SKM12)."""
    example = json.loads((DATA / "ikm_worked_29.json").read_text(encoding="utf-8"))
    answers = tallies(example["n"], *example["item_totals"])
    result = index_of(answers, SKM)
    rounded = with_weight_0_11(answers, SKM)
    assert Decimal(str(example["expected"]["printed_exact"])) == result.index
    assert example["expected"]["grade"] == (result.grade and result.grade.letter)
    assert Decimal(str(example["expected"]["printed_0.11"])) == rounded
    assert rounded is not None
    assert grade_or_lowest(rounded, SKM.grades).letter == "A"


def test_weight_0_11_flips_a_real_grade() -> None:
    """89.06 A becomes 88.17 B with the cut weight, which is why it is never the headline (SKM12)."""
    answers = tallies(32, *[114] * 9)
    assert Decimal("89.06") == index_of(answers, SKM).index
    assert with_weight_0_11(answers, SKM) == Decimal("88.17")


def test_weight_0_11_below_the_table_gets_the_lowest_grade() -> None:
    """All answers 1 give 24.75 with the cut weight, below every band, and still a D."""
    rounded = with_weight_0_11(tallies(10, *[10] * 9), SKM)
    assert rounded == Decimal("24.75")
    assert grade_or_lowest(rounded, SKM.grades).letter == "D"


def test_weight_0_11_exists_for_nine_unsur_only() -> None:
    """The decree of 2004 has 14 unsur, so there is nothing to reconcile."""
    old = load_survey("skm-2004").index
    assert with_weight_0_11(dict.fromkeys(old.weights, Tally(n=10, total=30)), old) is None


def test_grade_edges_of_2004_are_their_own() -> None:
    """All 3 is a B by the decree of 2004, whose A begins at 81.26 (SKM03)."""
    old = load_survey("skm-2004").index
    result = index_of(dict.fromkeys(old.weights, Tally(n=10, total=30)), old)
    assert (Decimal("75.00"), "B") == (result.index, result.grade and result.grade.letter)


def test_unsur_nobody_answered_leaves_no_index() -> None:
    """One unsur without an answer means no index, and its weight is not shared among the others (SKM15)."""
    answers = {key: Tally(n=10, total=30) for key in NINE if key != "sarana"}
    result = index_of(answers, SKM)
    missing = next(question for question in result.questions if question.key == "sarana")
    assert (result.index, result.grade) == (None, None)
    assert (missing.n, missing.mean, missing.index, missing.grade) == (0, None, None, None)
    assert with_weight_0_11(answers, SKM) is None


def test_no_answer_at_all_is_no_grade() -> None:
    """Without any answer there is no grade rather than a D (SKM15)."""
    result = index_of(tallies(0, *[0] * 9), SKM)
    assert (result.index, result.grade) == (None, None)


def test_denominators_are_per_unsur() -> None:
    """An unsur fewer people answered is divided by those who did (SKM10)."""
    answers = {**tallies(10, *[30] * 9), "sarana": Tally(n=5, total=20)}
    result = index_of(answers, SKM)
    sarana = next(question for question in result.questions if question.key == "sarana")
    assert Fraction(4) == sarana.mean
    assert Decimal("77.78") == result.index  # 25 × (8 × 3 + 4) ÷ 9 = 77.777…


def test_questions_keep_their_labels() -> None:
    """Nine with sarana 3 and pengaduan 3, one with sarana 1 and pengaduan 4: means 2.80 and 3.10 (SKM02)."""
    answers = {
        **tallies(10, *[30] * 9),
        "sarana": Tally(n=10, total=28),
        "pengaduan": Tally(n=10, total=31),
    }
    means = {question.key: question.mean for question in index_of(answers, SKM).questions}
    assert (Fraction(28, 10), Fraction(31, 10)) == (means["sarana"], means["pengaduan"])
