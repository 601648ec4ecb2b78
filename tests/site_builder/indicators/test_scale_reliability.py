import numpy as np
import pytest
from golden import case, columns, numbers
from measures import spread

from site_builder.indicators.scale_reliability import feldt_interval, reliability, scale_reliability


def attitude() -> np.ndarray:
    """Read the ratings of thirty departments on seven questions."""
    return np.stack([numbers(column) for column in columns("attitude").values()], axis=1)


def test_reliability_of_attitude() -> None:
    """α, its standardised form, item-rest correlations and Feldt's interval as psych::alpha prints them."""
    expected, found = case("attitude"), reliability(attitude())
    assert (expected["alpha"], expected["std_alpha"], expected["avg_r"]) == pytest.approx(
        (found.alpha, found.standardised, found.average_r), abs=1e-6
    )
    assert expected["alpha_drop"] == pytest.approx(found.without, abs=5e-5)  # printed with 4 decimals
    assert expected["r_drop"] == pytest.approx(found.item_rest, abs=5e-5)
    interval = feldt_interval(found.alpha, 30, 7)
    assert expected["feldt95"] == pytest.approx((interval.low, interval.high), abs=5e-5)


def test_quality_of_a_scale_needs_a_hundred_people() -> None:
    """Thirty are not enough, and who left a question out does not count."""
    found = scale_reliability(attitude())
    assert (None, 30, None) == (found.estimate, found.n, found.scale)
    assert "mulai 100 orang" in found.sentence.id
    answers = np.array(spread(100, 80), dtype=float)
    assert scale_reliability(answers).estimate is not None
    answers[0, 0] = np.nan
    assert (None, 99) == (scale_reliability(answers).estimate, scale_reliability(answers).n)


def test_sentence_carries_the_interval() -> None:
    """α is told with two decimals and with its interval."""
    found = scale_reliability(np.tile(attitude(), (4, 1)))
    assert found.interval is not None
    assert found.sentence.id.startswith("Keselarasan pertanyaan-pertanyaan ini (0 sampai 1): α 0,84 (kira-kira ")


def test_everybody_alike_has_no_reliability() -> None:
    """Without any spread there is nothing to hang together."""
    found = scale_reliability(np.full((100, 9), 4.0))
    assert (None, None) == (found.estimate, found.interval)
    assert "semua orang menjawab sama" in found.sentence.id


def test_two_questions_and_one_without_spread() -> None:
    """Two questions have no α without one of them; a question everybody answers alike correlates with nothing."""
    two = np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 3.0], [4.0, 4.0]])
    assert reliability(two).without == ()
    flat = np.column_stack([two, np.full(4, 3.0)])
    assert np.isnan(reliability(flat).item_rest[2])
    assert not np.isnan(reliability(flat).alpha)
