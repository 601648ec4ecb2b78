"""Which way does a unit go over the months? The Theil–Sen slope, from 12 months on."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from statistics import median

from site_builder.indicators.distributions import normal_quantile
from site_builder.indicators.finding import CONFIDENCE, Finding, Interval
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.wording import rounded, sentence
from survey_definitions.model import Text

FEWEST_MONTHS = 12
MONTHS_A_YEAR = 12

METHOD = Text(id="Kemiringan Theil–Sen; {n} bulan", en="Theil–Sen slope; {n} months")
TOO_FEW = Text(
    id="Arah belum dihitung: baru {n} bulan data, perlu {needed}.",
    en="No direction yet: only {n} months of data, {needed} are needed.",
)
RISES = Text(
    id="Naik kira-kira {d} poin per tahun ({lo} sampai {hi}).", en="Up about {d} points a year ({lo} to {hi})."
)
FALLS = Text(
    id="Turun kira-kira {d} poin per tahun ({lo} sampai {hi}).", en="Down about {d} points a year ({lo} to {hi})."
)
UNCLEAR = Text(
    id="Belum ada arah yang jelas: {d} poin per tahun masih bisa karena kebetulan.",
    en="No clear direction yet: {d} points a year can still be chance.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """One shown month: its number (any origin, so that gaps are seen), its index and its questionnaire (SKM03)."""

    month: int
    value: float
    definition: str = ""


@indicator(
    "slope",
    name=Text(id="Arah jangka panjang", en="Long-run direction"),
    why=Text(
        id="Satu bulan yang bagus atau buruk bukan arah; median dari semua pasangan bulan menentukannya.",
        en="One good or bad month does not make a direction; the median over all pairs of months does.",
    ),
    direction=Direction.HIGHER,
    reference="Theil 1950; Sen 1968, J. Am. Stat. Assoc. 63, 1379–1389",
    reviewed_on=date(2026, 11, 24),
)
def slope(points: Sequence[DatedValue]) -> Finding:
    """Return points a year: the median of the slopes between all pairs of months, with Sen's interval.

    Parameters
    ----------
    points
        The shown months, oldest first. Only those since the last change of definition count.
    """
    last = [point for point in points if point.definition == points[-1].definition]
    n = len(last)
    method = sentence(METHOD, n=n)
    if n < FEWEST_MONTHS:
        told = sentence(TOO_FEW, n=n, needed=FEWEST_MONTHS)
        return Finding(estimate=None, interval=None, n=n, method=method, sentence=told)
    yearly, low, high = _theil_sen(last)
    interval = Interval(low=low, high=high)
    return Finding(estimate=yearly, interval=interval, n=n, method=method, sentence=_told(yearly, interval))


def _theil_sen(points: Sequence[DatedValue]) -> tuple[float, float, float]:
    """Return slope and Sen's limits, a year: order statistics of the slopes, by Kendall's normal variance."""
    slopes = sorted((b.value - a.value) / (b.month - a.month) for a, b in combinations(points, 2))
    spread = normal_quantile(0.5 + CONFIDENCE / 2) * math.sqrt(_kendall_variance([point.value for point in points]))
    low = max(round((len(slopes) - spread) / 2) - 1, 0)
    high = min(round((len(slopes) + spread) / 2), len(slopes) - 1)
    return median(slopes) * MONTHS_A_YEAR, slopes[low] * MONTHS_A_YEAR, slopes[high] * MONTHS_A_YEAR


def _kendall_variance(values: Sequence[float]) -> float:
    """Return the variance of Kendall's sum of signs; equal values take their part away."""
    return (_eighteenfold(len(values)) - sum(_eighteenfold(n) for n in Counter(values).values())) / 18


def _eighteenfold(n: int) -> int:
    return n * (n - 1) * (2 * n + 5)


def _told(yearly: float, interval: Interval) -> Text:
    if 0 in interval:
        return sentence(UNCLEAR, d=rounded(yearly))
    ends = sorted((abs(interval.low), abs(interval.high)))
    return sentence(
        RISES if yearly > 0 else FALLS, d=rounded(abs(yearly)), lo=rounded(ends[0]), hi=rounded(ends[1])
    )
