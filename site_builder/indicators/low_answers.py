"""How many answers lie in the lower half of the scale: where none do, something keeps people from saying so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from site_builder.indicators.finding import Finding
from site_builder.indicators.proportion import wilson_interval
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.tipping_point import percent
from site_builder.indicators.wording import sentence
from survey_definitions.model import Text

LOW = Text(
    id="{pct} % jawaban bernilai {lowest} atau {limit} ({low} dari {answers} jawaban, {n} orang).",
    en="{pct}% of the answers are {lowest} or {limit} ({low} of {answers} answers, {n} people).",
)
NONE_LOW = Text(
    id="Tidak satu pun dari {answers} jawaban bernilai {lowest} atau {limit}.",
    en="Not one of {answers} answers is {lowest} or {limit}.",
)
HIDDEN = Text(id="", en="")
METHOD = Text(
    id="jawaban di paruh bawah skala ÷ semua jawaban; selang Wilson menurut jumlah orang",
    en="answers in the lower half of the scale ÷ all answers; Wilson interval by number of people",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCounts:
    """How many answers are low, of how many, on which scale."""

    low: int
    answers: int
    scale: tuple[int, int]

    @property
    def limit(self) -> int:
        """Highest value that is low: 2 on a scale from 1 to 4."""
        return sum(self.scale) // 2


@indicator(
    "low-answer-share",
    name=Text(id="Bagian jawaban rendah", en="Share of low answers"),
    why=Text(
        id="Di loket mana pun ada yang kecewa. Bila di antara ribuan jawaban tidak ada yang rendah, yang kecewa "
        "mungkin tidak ikut terhitung.",
        en="At any counter somebody is disappointed. If there is no low answer among thousands, the disappointed "
        "may not have been counted.",
    ),
    direction=Direction.NEITHER,
    reference="SKM23",
    reviewed_on=date(2026, 11, 24),
)
def low_answer_share(counts: AnswerCounts, n: int, k: int) -> Finding:
    """Tell which share of the answers is low; nothing below `k` people (PUB02).

    Parameters
    ----------
    counts
        Low answers and all answers, over all unsur.
    n
        People who gave them. The interval counts people, since the answers of one person hang together.
    """
    if n < k or counts.answers == 0:
        return Finding(estimate=None, interval=None, n=None, method=METHOD, sentence=HIDDEN)
    share = counts.low / counts.answers
    scale = {"lowest": counts.scale[0], "limit": counts.limit}
    told = (
        sentence(LOW, pct=percent(share), low=counts.low, answers=counts.answers, n=n, **scale)
        if counts.low
        else sentence(NONE_LOW, answers=counts.answers, **scale)
    )
    return Finding(estimate=share, interval=wilson_interval(share * n, n), n=n, method=METHOD, sentence=told)


def answer_counts(questions: Iterable[Mapping[int, int]], scale: tuple[int, int]) -> AnswerCounts:
    """Add up, over questions, how many gave which value."""
    by_value = [pair for counts in questions for pair in counts.items()]
    limit = AnswerCounts(low=0, answers=0, scale=scale).limit
    low = sum(n for value, n in by_value if value <= limit)
    return AnswerCounts(low=low, answers=sum(n for _, n in by_value), scale=scale)
