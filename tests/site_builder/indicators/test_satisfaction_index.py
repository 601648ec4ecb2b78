from dataclasses import replace
from decimal import Decimal

import pytest
from measures import SKM, estimate, known, spread, sums
from pulang_pisau import SKM_2014, fillings, index_in, of_year

from site_builder.indicators.index_estimate import index_of_moments
from site_builder.indicators.moments import moments_of
from site_builder.indicators.satisfaction_index import satisfaction_index
from site_builder.indicators.status import Status
from survey_definitions.model import Text

UNIT = Text(id="Dinas Contoh", en="the Example Office")
K = 10


def test_sentence_of_a_year_of_real_answers() -> None:
    """The permit office in 2019: 81.05 as computed by hand, B, 243 people, and 79.0 to 82.9 by days of entry."""
    found = satisfaction_index(UNIT, index_in(2019), K)
    assert (Decimal("81.05"), "B", 243, Status.NORMAL) == (found.index, found.letter, found.n, found.status)
    assert (
        "Nilai kepuasan Dinas Contoh: 81,05 dari 100 (B), dari 243 orang yang mengisi. Bila pengisi mewakili "
        "pengunjung, nilai sebenarnya kira-kira antara 79,0 dan 82,9."
    ) == found.sentence.id
    assert (
        "Satisfaction score of the Example Office: 81.05 of 100 (B), from 243 people who answered. If those who "
        "answered are like all visitors, the true score is roughly between 79.0 and 82.9."
    ) == found.sentence.en


def test_forms_keyed_in_batches_count_by_day() -> None:
    """In 2020 staff keyed 401 forms on 40 days; counted one by one the error would be a third of what it is."""
    by_day = index_in(2020)
    simple = index_of_moments(
        [moments_of(SKM_2014.index.weights, [one.answers for one in of_year(2020)])], SKM_2014
    )
    assert simple is not None
    assert (40, 39) == (by_day.clusters, by_day.df)
    assert by_day.design_effect == pytest.approx((by_day.se / simple.se) ** 2)
    assert by_day.se / simple.se > 2.9
    assert len(fillings()) == 654


def test_few_answers_have_no_letter() -> None:
    """From 10 to 29 answers the sentence says provisional and gives no letter."""
    found = satisfaction_index(UNIT, estimate(spread(29, 80)), K)
    assert (Status.SEMENTARA, None, 29) == (found.status, found.letter, found.n)
    assert found.sentence.id.startswith("Nilai sementara kepuasan Dinas Contoh: ")
    assert "Bila pengisi mewakili pengunjung" in found.sentence.id
    assert not any(f"({letter})" in found.sentence.en for letter in "ABCD")


def test_very_few_answers_show_nothing() -> None:
    """Below 10 not even n is told, in numbers or in words (PUB02)."""
    found = satisfaction_index(UNIT, estimate(spread(9, 80)), K)
    assert (None, None, None, None, None) == (found.estimate, found.interval, found.n, found.index, found.se)
    assert found.sentence.id == "Baru sedikit isian (kurang dari 10). Nilai belum ditampilkan."
    assert "9" not in found.sentence.en


def test_unsur_with_too_few_answers_hides_the_index() -> None:
    """An unsur under K is hidden, and then the index too; the number of people may be told (PUB02)."""
    rows = spread(40, 80)
    gaps = [[*row[:8], None if place < 31 else row[8]] for place, row in enumerate(rows)]
    found = satisfaction_index(UNIT, index_of_moments([sums(gaps)], SKM), K)
    assert (None, None, 40) == (found.estimate, found.interval, found.n)
    assert "tidak tersedia" in found.sentence.id


def test_unsur_nobody_answered_is_unavailable() -> None:
    """Without an answer to some unsur there is no index, and the sentence says why (SKM15)."""
    found = satisfaction_index(UNIT, None, K)
    assert (None, None) == (found.index, found.letter)
    assert "tidak tersedia" in found.sentence.id


def test_everybody_content_has_a_lower_bound() -> None:
    """Thirty people who all give 4 make 100, and the truth is above 92.9 only as far as 30 people can tell."""
    found = satisfaction_index(UNIT, estimate([[4] * 9] * 30), K)
    assert found.interval is not None
    assert (100.0, 100.0) == (found.estimate, found.interval.high)
    assert found.interval.low == pytest.approx(100 - 75 * (1 - 0.05 ** (1 / 30)))
    assert "antara 92,9 dan 100,0" in found.sentence.id


def test_method_names_what_the_error_rests_on() -> None:
    """People or counter-days: the method says which."""
    assert "per pengisi" in satisfaction_index(UNIT, known("80.00"), K).method.id
    assert "per loket dan hari" in satisfaction_index(UNIT, replace(known("80.00"), clusters=12), K).method.id
