import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measures import known

from site_builder.indicators.response_rate import response_rate
from site_builder.indicators.tipping_point import tipping_mean, tipping_point

K = 10


def test_tipping_point_by_hand() -> None:
    """90 with 243 of 3,000: (88.31 − 0.081·90)/0.919 = 88.161, and the sentence is T3 word for word."""
    found = tipping_point(known("90.00", n=243), 3000, K)
    assert found.estimate == pytest.approx((88.31 - 0.081 * 90) / 0.919)
    assert (
        "243 dari sekitar 3.000 pengunjung mengisi (8,1 %). Mereka memilih sendiri untuk mengisi, jadi yang diam "
        "bisa berpendapat lain. Huruf ini turun bila yang tidak mengisi rata-rata memberi di bawah 88,2."
    ) == found.sentence.id
    assert found.sentence.en.startswith("243 of about 3,000 visitors answered (8.1%).")


def test_unknown_visitors_say_so() -> None:
    """Without N there is neither share nor tipping point."""
    found = tipping_point(known("90.00"), None, K)
    assert (None, None, False) == (found.estimate, found.share, found.exceeds)
    assert found.sentence.id == "Jumlah pengunjung tidak dilaporkan."


@pytest.mark.parametrize("visitors", [100, 99, 1, 0])
def test_as_many_answers_as_visitors_raise_the_signal(visitors: int) -> None:
    """N ≥ N gives no tipping sentence but asks for clarification."""
    found = tipping_point(known("90.00", n=100), visitors, K)
    assert (None, True) == (found.estimate, found.exceeds)
    assert "Huruf ini" not in found.sentence.id
    assert found.sentence.id.startswith("Perlu klarifikasi")
    assert ("isian melebihi pengunjung" in found.sentence.id) == (visitors < 100)


def test_lowest_letter_cannot_fall() -> None:
    """A D has nothing below it, so the sentence ends with who answered."""
    found = tipping_point(known("50.00"), 1000, K)
    assert found.estimate is None
    assert found.sentence.id.endswith("bisa berpendapat lain.")


def test_letter_that_nothing_can_move() -> None:
    """98 of 100 at 96: even two people at 25 leave an A, and the sentence says that instead."""
    found = tipping_point(known("96.00", n=98), 100, K)
    assert found.estimate is None
    assert found.sentence.id.endswith("sekalipun semua yang tidak mengisi memberi nilai terendah.")


def test_few_answers_have_no_letter_to_fall() -> None:
    """From 10 to 29 answers only who answered is told, below 10 nothing at all."""
    assert "Huruf" not in tipping_point(known("90.00", n=29), 1000, K).sentence.id
    assert (None, "") == (
        tipping_point(known("90.00", n=9), 1000, K).n,
        tipping_point(known("90.00", n=9), 1000, K).sentence.id,
    )


@settings(deadline=None)
@given(st.floats(76.61, 88.30), st.floats(0, 11), st.floats(0.01, 0.95), st.floats(0.001, 0.04))
def test_tipping_point_is_monotone(edge: float, above: float, share: float, more: float) -> None:
    """The better the index and the more people answered, the worse the silent must be; they balance out."""
    tip = tipping_mean(edge + above, edge, share)
    assert tip <= edge + 1e-9
    assert tipping_mean(edge + above + 1, edge, share) < tip
    assert tipping_mean(edge + above, edge, share + more) <= tip + 1e-9
    assert share * (edge + above) + (1 - share) * tip == pytest.approx(edge)


def test_target_and_rate() -> None:
    """243 of 3,000 are 8.1 %, below the 341 of the published table (SKM19)."""
    found = response_rate(243, 3000, K)
    assert (0.081, 341, True) == (found.estimate, found.target, found.below)
    assert (
        "Baru 243 orang mengisi; menurut aturan, untuk 3.000 pengunjung perlu 341. Yang mengisi 8,1 % dari "
        "pengunjung."
    ) == found.sentence.id


def test_target_reached() -> None:
    """341 of 3,000 are enough, and a whole per cent is enough to tell."""
    found = response_rate(341, 3000, K)
    assert (False, "341 orang mengisi; menurut aturan, untuk 3.000 pengunjung cukup 341.") == (
        found.below,
        found.sentence.id.split(" Yang")[0],
    )
    assert "11 %" in found.sentence.id


def test_rate_without_visitors_or_answers() -> None:
    """Visitors nobody reported leave no target; too few answers leave nothing, not even their number."""
    unknown = response_rate(50, None, K)
    assert (50, None, None, False) == (unknown.n, unknown.target, unknown.estimate, unknown.below)
    hidden = response_rate(9, 3000, K)
    assert (None, None, False, "") == (hidden.n, hidden.estimate, hidden.below, hidden.sentence.id)
