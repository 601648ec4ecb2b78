from decimal import Decimal

import pytest

from site_builder.indicators.signals import LABEL, PATTERNS, ReleasedSignal, WithoutFlagged, signals
from survey_definitions.model import Text

RAISED = ReleasedSignal(id="burst", value=21, threshold=8, flagged=21)
QUIET = ReleasedSignal(id="rush", value=0.5, threshold=0.5, flagged=12)
INDEX = Decimal("87.75")
WITHOUT = WithoutFlagged(index=Decimal("79.10"), flagged=21, remaining=40)
FORBIDDEN = ("curang", "palsu", "manipulasi", "fraud", "fake", "cheat")


def test_raised_signal_is_told_without_accusing() -> None:
    """T14 in both languages, with the index with and without the flagged answers."""
    found = signals([RAISED, QUIET], INDEX, WITHOUT, 10)
    assert found.sentence == Text(
        id=(
            "Sebagian isian bulan ini datang dalam pola yang tidak biasa (banyak isian masuk dalam setengah jam "
            "yang sama). Ini bukan tuduhan; unit sedang diminta penjelasan. Nilai dengan semua isian 87,75, tanpa "
            "isian itu 79,10."
        ),
        en=(
            "Some of this month’s answers came in an unusual pattern (many answers came in within the same half "
            "hour). This is no accusation; the unit is being asked to explain. The score with all answers is "
            "87.75, without those 79.10."
        ),
    )
    assert (79.1, 1) == (found.estimate, found.n)


@pytest.mark.parametrize(("flagged", "remaining"), [(9, 40), (40, 9)])
def test_index_without_a_few_is_hidden(flagged: int, remaining: int) -> None:
    """Fewer than K flagged or left: the second index would give them away (PUB09)."""
    found = signals([RAISED], INDEX, WithoutFlagged(index=INDEX, flagged=flagged, remaining=remaining), 10)
    assert found.estimate is None
    assert found.sentence.id.endswith("unit sedang diminta penjelasan.")


def test_several_signals_are_listed() -> None:
    """Each raised signal has its words."""
    both = [RAISED, ReleasedSignal(id="exceeds", value=50, threshold=40, flagged=10)]
    found = signals(both, INDEX, None, 10)
    assert (
        "(many answers came in within the same half hour; there are more answers than visitors)"
        in found.sentence.en
    )
    assert found.n == 2


def test_official_period_is_called_a_period() -> None:
    """A quarter is no month, and a value that is hidden raises nothing."""
    hidden = ReleasedSignal(id="speed", value=None, threshold=10, flagged=None)
    assert signals([RAISED], INDEX, None, 10, monthly=False).sentence.id.startswith(
        "Sebagian isian periode ini datang"
    )
    assert signals([hidden], INDEX, None, 10).n == 0


def test_quiet_month_says_so() -> None:
    """At the threshold nothing is raised yet."""
    found = signals([QUIET], INDEX, WITHOUT, 10)
    assert (None, 0, "Tidak ada pola yang tidak biasa.") == (found.estimate, found.n, found.sentence.id)


def test_every_signal_has_plain_words() -> None:
    """The signals of the design, in both languages, none of which accuses anybody."""
    assert {"burst", "speed", "hours", "rush", "exceeds", "straight", "staff", "honeypot"} == set(PATTERNS)
    for text in (LABEL, *PATTERNS.values()):
        assert text.id
        assert text.en
        assert not [word for word in FORBIDDEN if word in f"{text.id} {text.en}".lower()]
