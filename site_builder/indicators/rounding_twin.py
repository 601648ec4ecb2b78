"""The number an office gets that cuts the weight 1/9 to 0.11, where it has another letter (SKM12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from site_builder.indicators.finding import Finding
from site_builder.indicators.ikm import INDEX_PLACES, Tally, cut_to_0_11, exact_index, grade_or_lowest
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.rounding import round_half_up
from site_builder.indicators.wording import Value, sentence
from survey_definitions.model import Index, Text

ANOTHER_LETTER = Text(
    id="Dengan bobot 0,11 nilainya {twin} ({other}), bukan {ikm} ({letter}): pembulatan bobot mengubah hurufnya.",
    en="With the weight 0.11 the score is {twin} ({other}) instead of {ikm} ({letter}): rounding the weight "
    "changes the letter.",
)
SAME_LETTER = Text(id="Dengan bobot 0,11 nilainya {twin}.", en="With the weight 0.11 the score is {twin}.")
NONE = Text(id="", en="")
METHOD = Text(id="25 × 0,11 × jumlah NRR", en="25 × 0.11 × sum of the means")


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinFinding(Finding):
    """The twin as `estimate`, None where there is no weight 1/9; `flips` tells whether its letter is another."""

    twin: Decimal | None
    flips: bool


@indicator(
    "rounding-twin",
    name=Text(id="Nilai dengan bobot 0,11", en="Score with the weight 0.11"),
    why=Text(
        id="Banyak kantor memakai 0,11, bukan 1/9. Nilainya lebih rendah dan hurufnya bisa turun; orang yang "
        "membandingkan laporan lama perlu tahu sebabnya.",
        en="Many offices use 0.11 instead of 1/9. Their score is lower and its letter may fall; who compares old "
        "reports should know why.",
    ),
    direction=Direction.NEITHER,
    reference="SKM12",
    reviewed_on=date(2026, 11, 24),
)
def rounding_twin(tallies: Mapping[str, Tally], index: Index, *, lettered: bool) -> TwinFinding:
    """Compute the index with 0.11 and say whether it changes the letter.

    Parameters
    ----------
    tallies
        Pooled answers by unsur.
    index
        Weights and grades of the questionnaire.
    lettered
        Whether there are answers enough for a letter.
    """
    exact = exact_index(tallies, index)
    twin = None if exact is None else cut_to_0_11(exact, index)
    n = max((tally.n for tally in tallies.values()), default=0)
    if exact is None or twin is None:
        return TwinFinding(estimate=None, interval=None, n=n, method=METHOD, sentence=NONE, twin=None, flips=False)
    ikm = round_half_up(exact, INDEX_PLACES)
    grade, other = index.grades.grade_of(ikm), grade_or_lowest(twin, index.grades)
    flips = lettered and other != grade
    words: dict[str, Value] = {
        "ikm": ikm,
        "letter": grade.letter,
        "twin": twin,
        "other": other.letter,
    }
    told = sentence(ANOTHER_LETTER if flips else SAME_LETTER, **words)
    return TwinFinding(
        estimate=float(twin), interval=None, n=n, method=METHOD, sentence=told, twin=twin, flips=flips
    )
