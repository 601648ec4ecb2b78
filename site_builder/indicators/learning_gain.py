"""What trainees learned: the same test before and after, person by person (TRN03)."""

from dataclasses import dataclass
from datetime import date
from math import sqrt

import numpy as np

from site_builder.indicators.attrition import FEWEST_TRAINEES, attrition
from site_builder.indicators.combination import t_interval
from site_builder.indicators.design import Estimate, Numbers
from site_builder.indicators.finding import Finding, Interval
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.wording import joined, rounded, sentence
from survey_definitions.model import Text

UP = Text(
    id="Nilai tes naik rata-rata {d} poin (kira-kira {lo} sampai {hi}), dari {n} peserta.",
    en="Test scores rose by {d} points on average (roughly {lo} to {hi}), from {n} trainees.",
)
DOWN = Text(
    id="Nilai tes turun rata-rata {d} poin (kira-kira {lo} sampai {hi}), dari {n} peserta.",
    en="Test scores fell by {d} points on average (roughly {lo} to {hi}), from {n} trainees.",
)
UNCLEAR = Text(
    id="Belum ada perubahan nilai tes yang jelas: selisih rata-rata {d} poin dari {n} peserta masih bisa karena "
    "kebetulan.",
    en="No clear change of test scores: a mean difference of {d} points from {n} trainees may still be chance.",
)
HIDDEN = Text(
    id="Kelompok peserta terlalu kecil (kurang dari {fewest}) untuk ditampilkan sendiri.",
    en="The group of trainees is too small (fewer than {fewest}) to be shown on its own.",
)
ALL_ALIKE = Text(
    id="Nilai tes semua {n} peserta berubah sama, {d} poin, sehingga selangnya tidak dapat dihitung.",
    en="The test scores of all {n} trainees changed alike, by {d} points, so no interval can be computed.",
)
METHOD = Text(
    id="selisih berpasangan dengan selang t; g_av Hedges", en="paired difference, t interval; Hedges g_av"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GainFinding(Finding):
    """The mean gain, after − before, of trainees who took both tests.

    Attributes
    ----------
    se, df
        Of the mean gain.
    g_av
        Gain in standard deviations, corrected for small groups; None without spread.
    headline
        Whether enough trainees took both tests to speak of the gain first.
    """

    se: float | None
    df: float | None
    g_av: float | None
    headline: bool


@indicator(
    "learning-gain",
    name=Text(id="Kenaikan nilai tes", en="Gain in test scores"),
    why=Text(
        id="Peserta yang puas belum tentu belajar. Tes yang sama sebelum dan sesudah pelatihan menunjukkannya.",
        en="Satisfied trainees have not necessarily learned. The same test before and after shows it.",
    ),
    direction=Direction.HIGHER,
    reference="Student (1908), Biometrika 6, 1–25; Lakens (2013), Frontiers in Psychology 4, 863 (Hedges g_av)",
    reviewed_on=date(2026, 11, 24),
)
def learning_gain(before: Numbers, after: Numbers, tested_before: int) -> GainFinding:
    """Compare two tests of the same people.

    Parameters
    ----------
    before, after
        Scores of those who took both, in the same order.
    tested_before
        How many took the first test.

    Returns
    -------
    GainFinding
        Nothing for groups under 10 (PUB05); no headline if fewer than 60 % took both tests.
    """
    if len(before) < FEWEST_TRAINEES:
        words = sentence(HIDDEN, fewest=FEWEST_TRAINEES)
        return GainFinding(
            estimate=None,
            interval=None,
            n=None,
            method=METHOD,
            sentence=words,
            se=None,
            df=None,
            g_av=None,
            headline=False,
        )
    found = paired_difference(before, after)
    interval = t_interval(found) if found.se > 0 else None
    left = attrition(len(before), tested_before)
    told = _told(found.value, interval, len(before))
    return GainFinding(
        estimate=found.value,
        interval=interval,
        n=len(before),
        method=METHOD,
        sentence=told if left.enough else joined(left.sentence, told),
        se=found.se,
        df=found.df,
        g_av=hedges_g_av(before, after),
        headline=left.enough,
    )


def paired_difference(before: Numbers, after: Numbers) -> Estimate:
    """Return the mean of after − before with SE = s_d/√n and n − 1 degrees of freedom."""
    gains = after - before
    return Estimate(
        value=float(gains.mean()), se=float(gains.std(ddof=1)) / sqrt(len(gains)), df=float(len(gains) - 1)
    )


def hedges_g_av(before: Numbers, after: Numbers) -> float | None:
    """Return the mean gain ÷ mean standard deviation × (1 − 3/(8n − 9)), or None where nobody differs.

    References
    ----------
    Lakens (2013), Frontiers in Psychology 4, 863, formulas 4 and 10.
    """
    spread = float(before.std(ddof=1) + after.std(ddof=1)) / 2
    correction = 1 - 3 / (8 * len(before) - 9)
    return float(np.mean(after - before)) / spread * correction if spread else None


def _told(value: float, interval: Interval | None, n: int) -> Text:
    if interval is None:
        return sentence(ALL_ALIKE, d=rounded(value), n=n)
    size = rounded(abs(value))
    if 0 in interval:
        return sentence(UNCLEAR, d=size, n=n)
    low, high = sorted((abs(interval.low), abs(interval.high)))
    return sentence(UP if value > 0 else DOWN, d=size, lo=rounded(low), hi=rounded(high), n=n)
