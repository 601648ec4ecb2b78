"""How many gave every question the same answer: normal in part, telling where it is far more than elsewhere."""

from collections.abc import Iterable, Sequence
from datetime import date

from site_builder.indicators.finding import Finding
from site_builder.indicators.proportion import wilson_interval
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.tipping_point import percent
from site_builder.indicators.wording import sentence
from survey_definitions.model import Text

FEWEST_ANSWERS = 2

ALIKE = Text(
    id="{pct} % pengisi memberi nilai yang sama untuk semua unsur ({count} dari {n}).",
    en="{pct}% of those who answered gave all elements the same score ({count} of {n}).",
)
HIDDEN = Text(id="", en="")
METHOD = Text(
    id="isian dengan satu nilai saja ÷ isian; selang Wilson; dibandingkan dengan unit lain, tidak dengan 0",
    en="fillings with one value only ÷ fillings; Wilson interval; compared with other units, never with 0",
)


@indicator(
    "straight-line-share",
    name=Text(id="Bagian yang menjawab sama semua", en="Share of straight lines"),
    why=Text(
        id="Orang puas memang sering menjawab sama semua. Tetapi bila jauh lebih banyak daripada di unit lain, "
        "isiannya mungkin dikerjakan terburu-buru atau oleh orang lain.",
        en="Content people often do answer alike. But where far more do so than elsewhere, the forms may have been "
        "filled in a hurry, or by somebody else.",
    ),
    direction=Direction.LOWER,
    reference="Krosnick (1991), Applied Cognitive Psychology 5, 213–236; SKM23",
    reviewed_on=date(2026, 11, 24),
)
def straight_line_share(count: int, n: int, k: int) -> Finding:
    """Tell how many of n respondents answered alike throughout; nothing below `k` respondents (PUB02)."""
    if n < k:
        return Finding(estimate=None, interval=None, n=None, method=METHOD, sentence=HIDDEN)
    told = sentence(ALIKE, pct=percent(count / n), count=count, n=n)
    return Finding(estimate=count / n, interval=wilson_interval(count, n), n=n, method=METHOD, sentence=told)


def straight_lines(rows: Iterable[Sequence[int | None]]) -> int:
    """Count the rows of two and more answers that are all the same; questions left out don't count."""
    given = ([value for value in row if value is not None] for row in rows)
    return sum(len(row) >= FEWEST_ANSWERS and len(set(row)) == 1 for row in given)
