from collections import Counter

import pytest
from pulang_pisau import of_year

from site_builder.indicators.low_answers import AnswerCounts, answer_counts, low_answer_share
from site_builder.indicators.staff_entry import staff_entry_share
from site_builder.indicators.straight_lines import straight_line_share, straight_lines

K = 10


def test_straight_lines_are_counted() -> None:
    """The same answer to all questions given counts; one answer alone is no line."""
    rows = [[3, 3, 3], [3, None, 3], [3, 4, 3], [4, None, None], [None, None, None]]
    assert straight_lines(rows) == 2


def test_straight_lines_of_real_answers() -> None:
    """A quarter of the forms of 2019 and 43 % of those of 2020, keyed in batches, are straight lines."""
    shares = {}
    for year in (2019, 2020):
        rows = [one.answers for one in of_year(year)]
        shares[year] = straight_line_share(straight_lines(rows), len(rows), K)
    assert shares[2019].sentence.id == ("27 % pengisi memberi nilai yang sama untuk semua unsur (65 dari 243).")
    assert shares[2020].estimate == pytest.approx(171 / 401)
    assert shares[2020].interval is not None
    assert (shares[2019].estimate or 0) < shares[2020].interval.low


def test_low_answers_of_real_answers() -> None:
    """62 of 2,187 answers of 2019 are 1 or 2; the interval counts 243 people rather than answers."""
    forms = of_year(2019)
    counts = answer_counts([Counter(one.answers[place] for one in forms) for place in range(9)], (1, 4))
    found = low_answer_share(counts, len(forms), K)
    assert (62, 2187) == (counts.low, counts.answers)
    assert found.sentence.id == "2,8 % jawaban bernilai 1 atau 2 (62 dari 2.187 jawaban, 243 orang)."
    assert found.interval is not None
    assert (found.interval.high - found.interval.low) > 0.03


def test_no_low_answer_at_all_is_said() -> None:
    """Not one below 3 among thousands is the sentence itself."""
    found = low_answer_share(AnswerCounts(low=0, answers=12186, scale=(1, 4)), 1354, K)
    assert found.sentence.id == "Tidak satu pun dari 12.186 jawaban bernilai 1 atau 2."
    assert found.sentence.en == "Not one of 12,186 answers is 1 or 2."


def test_staff_entry_counts_paper_and_imports() -> None:
    """What staff typed in is paper and import; a kiosk is the citizen's own."""
    found = staff_entry_share({"qr": 25, "kiosk": 5, "paper": 60, "import": 10}, K)
    assert (0.7, 100) == (found.estimate, found.n)
    assert found.sentence.id == "70 % isian dimasukkan petugas (70 dari 100), bukan oleh warga sendiri."


def test_shares_of_few_people_are_hidden() -> None:
    """Below K no share is shown, not even of how many (PUB02)."""
    for found in (
        straight_line_share(3, 9, K),
        low_answer_share(AnswerCounts(low=1, answers=81, scale=(1, 4)), 9, K),
        staff_entry_share({"qr": 9}, K),
        staff_entry_share({}, K),
    ):
        assert (None, None, None, "") == (found.estimate, found.interval, found.n, found.sentence.id)
