"""The change of an index between two periods, told only where it is clear (T7)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from site_builder.indicators.combination import combined, difference_interval, t_interval
from site_builder.indicators.finding import Finding, Interval
from site_builder.indicators.index_estimate import IndexEstimate
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.satisfaction_index import interval_of
from site_builder.indicators.wording import rounded, sentence
from survey_definitions.model import Text

T7_UP = Text(
    id="Naik {d} poin sejak {t} (kira-kira {lo} sampai {hi}).",
    en="Up {d} points since {t} (roughly {lo} to {hi}).",
)
T7_DOWN = Text(
    id="Turun {d} poin sejak {t} (kira-kira {lo} sampai {hi}).",
    en="Down {d} points since {t} (roughly {lo} to {hi}).",
)
T7_UNCLEAR = Text(
    id="Belum ada perubahan yang jelas sejak {t}: selisih {d} poin masih bisa karena kebetulan.",
    en="No clear change since {t}: a difference of {d} points may still be chance.",
)
BROKEN = Text(
    id="Kuesionernya berubah sejak {t}, jadi nilainya tidak dapat dibandingkan.",
    en="The questionnaire has changed since {t}, so the scores cannot be compared.",
)
HIDDEN = Text(id="", en="")
METHOD = Text(
    id="selisih dua periode; selang t dengan derajat bebas Satterthwaite",
    en="difference of two periods; t interval with Satterthwaite's degrees of freedom",
)
BY_BOUNDS = Text(
    id="selisih dua periode; selang dari kedua selangnya (MOVER), karena di satu periode semua jawaban sama",
    en="difference of two periods; interval from both intervals (MOVER), since in one period all answers agree",
)


class Arrow(StrEnum):
    """Where a clear change goes."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFinding(Finding):
    """The change in points; `arrow` is None unless its interval leaves out 0."""

    se: float | None
    df: float | None
    arrow: Arrow | None


@indicator(
    "change",
    name=Text(id="Perubahan antarperiode", en="Change between periods"),
    why=Text(
        id="Nilai selalu naik turun sedikit karena orang yang mengisi berganti. Perubahan baru disebut bila lebih "
        "besar daripada naik turun itu.",
        en="Scores always move a little because other people answer. A change is named only if it is larger than "
        "that.",
    ),
    direction=Direction.HIGHER,
    reference="Satterthwaite (1946), Biometrics Bulletin 2; Zou & Donner (2008), Statistics in Medicine 27",
    reviewed_on=date(2026, 11, 24),
)
def change(before: IndexEstimate, after: IndexEstimate, since: Text, k: int) -> ChangeFinding:
    """Compare two periods of one unit.

    Parameters
    ----------
    before, after
        The indices of the earlier and the later period; other people answered in each.
    since
        Name of the earlier period.
    k
        Fewest answers a published number may rest on (PUB02).

    Returns
    -------
    ChangeFinding
        Without a number where one period is hidden, or where the definition changed in between (SKM03).
    """
    if min(before.fewest, after.fewest) < k:
        return ChangeFinding(
            estimate=None, interval=None, n=None, method=METHOD, sentence=HIDDEN, se=None, df=None, arrow=None
        )
    n = before.n + after.n
    if before.measure != after.measure:
        told = sentence(BROKEN, t=since)
        return ChangeFinding(
            estimate=None, interval=None, n=n, method=METHOD, sentence=told, se=None, df=None, arrow=None
        )
    found = combined([(1, after), (-1, before)])
    spread = before.se > 0 and after.se > 0
    interval = t_interval(found) if spread else _by_bounds(before, after)
    arrow = None if 0 in interval else Arrow.UP if found.value > 0 else Arrow.DOWN
    return ChangeFinding(
        estimate=found.value,
        interval=interval,
        n=n,
        method=METHOD if spread else BY_BOUNDS,
        sentence=_told(found.value, interval, arrow, since),
        se=found.se,
        df=found.df,
        arrow=arrow,
    )


def _by_bounds(before: IndexEstimate, after: IndexEstimate) -> Interval:
    return difference_interval(before.value, after.value, interval_of(before), interval_of(after))


def _told(value: float, interval: Interval, arrow: Arrow | None, since: Text) -> Text:
    """Word a change; a fall is told by its size, from the smaller to the larger."""
    size = rounded(abs(value))
    if arrow is None:
        return sentence(T7_UNCLEAR, t=since, d=size)
    low, high = sorted((abs(interval.low), abs(interval.high)))
    template = T7_UP if arrow is Arrow.UP else T7_DOWN
    return sentence(template, t=since, d=size, lo=rounded(low), hi=rounded(high))
