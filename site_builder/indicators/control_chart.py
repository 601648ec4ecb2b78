"""Is this month out of the ordinary? A control chart whose limits know how many people answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from statistics import fmean

from site_builder.indicators.chart_rules import Rule, outside, seven_one_side, seven_trend, sign, two_of_three
from site_builder.indicators.finding import Finding, Interval
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.wording import joined, rounded, sentence
from survey_definitions.model import Text

BASELINE = 12
FEWEST_POINTS = 3
FEWEST_TO_SCREEN = 2
RANGE_TO_SIGMA = 1.128  # d2: the mean moving range of two normal values, in standard deviations
SCREEN = 3.267  # D4: a moving range above this many times their mean is dropped, once
LIMIT = 3.0
COVERAGE_OF_LIMITS = 0.9973
EQUAL = 1e-9  # distances in σ below this are rounding, not distance

METHOD = Text(
    id="Peta kendali dengan batas tipe Laney; {n} bulan",
    en="Control chart with Laney-type limits; {n} months",
)
OUT_OF_THE_ORDINARY = Text(id="Bulan ini di luar kebiasaan: {why}.", en="This month is out of the ordinary: {why}.")
ORDINARY = Text(id="Masih dalam naik-turun biasa.", en="Still within the usual ups and downs.")
TRIAL = Text(id="Batas percobaan: baru {m} bulan data.", en="Trial limits: only {m} months of data so far.")
WHY = {
    (Rule.OUTSIDE, 1): Text(id="di atas batas biasa ({limit})", en="above the usual limit ({limit})"),
    (Rule.OUTSIDE, -1): Text(id="di bawah batas biasa ({limit})", en="below the usual limit ({limit})"),
    (Rule.ONE_SIDE, 1): Text(
        id="sudah tujuh bulan atau lebih berturut-turut di atas garis tengah",
        en="seven months or more in a row above the centre line",
    ),
    (Rule.ONE_SIDE, -1): Text(
        id="sudah tujuh bulan atau lebih berturut-turut di bawah garis tengah",
        en="seven months or more in a row below the centre line",
    ),
    (Rule.TREND, 1): Text(id="tujuh bulan berturut-turut makin naik", en="seven months in a row, each higher"),
    (Rule.TREND, -1): Text(id="tujuh bulan berturut-turut makin turun", en="seven months in a row, each lower"),
    (Rule.CLOSE, 1): Text(
        id="dua dari tiga bulan terakhir dekat batas atas",
        en="two of the last three months are close to the upper limit",
    ),
    (Rule.CLOSE, -1): Text(
        id="dua dari tiga bulan terakhir dekat batas bawah",
        en="two of the last three months are close to the lower limit",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPoint:
    """One month of one unit; hidden months are left out by the caller.

    Attributes
    ----------
    value, se
        The index and its standard error, in points; equal errors give an XmR chart.
    definition
        The questionnaire: a change of it breaks the line (SKM03).
    """

    value: float
    se: float = 1.0
    definition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """One month on the chart with its own limits, and the rules it breaks with their side (1 above, −1 below)."""

    value: float
    low: float
    high: float
    flags: tuple[tuple[Rule, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The months of one definition: their centre, how often the usual error they vary (σ_z), and their points.

    `trial` tells that the baseline is not full yet, so that the limits still move with every month.
    """

    centre: float
    sigma_z: float
    trial: bool
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChart(Finding):
    """The finding of the latest month, and every stretch to draw."""

    stretches: tuple[Stretch, ...]


def stretch_of(points: Sequence[MonthPoint], *, baseline: int = BASELINE, screened: bool = True) -> Stretch:
    """Return centre, limits and broken rules of months that share one definition.

    c = Σ w·x ÷ Σ w with w = 1/SE²; z_t = (x_t − c)/SE_t; σ_z = mean moving range of z ÷ 1.128; limits
    c ± 3·SE_t·σ_z. With equal SE these are the limits of an XmR chart, c ± 2.66·mean moving range.

    Parameters
    ----------
    points
        At least 3, oldest first, SE above 0.
    baseline
        Months that centre and σ_z are taken from; then both are locked. Fewer months give trial limits.
    screened
        Whether moving ranges above 3.267 × their mean are dropped, once.

    References
    ----------
    Laney, D. B. (2002). Improved control charts for attributes. Quality Engineering, 14, 531–537.
    NHS England, Making data count; R package NHSRplotthedots, vignette "deviations".
    """
    base = points[:baseline]
    weights = [point.se**-2 for point in base]
    centre = sum(w * point.value for w, point in zip(weights, base, strict=True)) / sum(weights)
    z = [(point.value - centre) / point.se for point in points]
    sigma_z = _sigma([abs(later - earlier) for earlier, later in pairwise(z[: len(base)])], screened=screened)
    flags = _flags([point.value for point in points], [_distance(one, sigma_z) for one in z])
    return Stretch(
        centre=centre,
        sigma_z=sigma_z,
        trial=len(base) < baseline,
        points=tuple(
            ChartPoint(
                value=point.value,
                low=centre - LIMIT * point.se * sigma_z,
                high=centre + LIMIT * point.se * sigma_z,
                flags=flag,
            )
            for point, flag in zip(points, flags, strict=True)
        ),
    )


@indicator(
    "control_chart",
    name=Text(id="Naik-turun bulanan", en="Monthly ups and downs"),
    why=Text(
        id="Nilai selalu naik turun. Peta ini membedakan naik-turun biasa dari perubahan yang patut dilihat.",
        en="Scores always move. This chart tells the usual ups and downs from a change worth a look.",
    ),
    direction=Direction.HIGHER,
    reference="Laney 2002; NHS England, Making data count",
    reviewed_on=date(2026, 11, 24),
)
def control_chart(points: Sequence[MonthPoint]) -> ControlChart:
    """Judge the latest month of one unit; only it makes a headline, and only months of its definition count.

    Parameters
    ----------
    points
        The shown months, oldest first.

    Returns
    -------
    ControlChart
        `estimate` is the latest value, `interval` its limits (None below 3 months), `n` the months of the latest
        definition.
    """
    runs = [tuple(run) for _, run in groupby(points, key=lambda point: point.definition)]
    stretches = tuple(stretch_of(run) for run in runs if len(run) >= FEWEST_POINTS)
    months = len(runs[-1]) if runs else 0
    latest = stretches[-1] if months >= FEWEST_POINTS else None
    trial = sentence(TRIAL, m=months) if months < BASELINE else Text(id="", en="")
    return ControlChart(
        estimate=points[-1].value if points else None,
        interval=_limits(latest.points[-1]) if latest else None,
        n=months,
        method=sentence(METHOD, n=months),
        sentence=joined(_told(latest.points[-1]), trial) if latest else trial,
        stretches=stretches,
    )


def _sigma(ranges: Sequence[float], *, screened: bool) -> float:
    mean = fmean(ranges)
    kept = [one for one in ranges if one <= SCREEN * mean] if screened else ranges
    return fmean(kept) / RANGE_TO_SIGMA


def _distance(z: float, sigma_z: float) -> float:
    """Return how many σ a month lies from the centre; what is mere rounding lies on it."""
    if abs(z) < EQUAL:
        return 0.0
    return z / sigma_z if sigma_z > 0 else sign(z) * float("inf")


def _flags(values: Sequence[float], distances: Sequence[float]) -> list[tuple[tuple[Rule, int], ...]]:
    found = {
        Rule.OUTSIDE: outside(distances),
        Rule.ONE_SIDE: seven_one_side([sign(one) for one in distances]),
        Rule.TREND: seven_trend(values),
        Rule.CLOSE: two_of_three(distances),
    }
    return [tuple((rule, sides[at]) for rule, sides in found.items() if sides[at]) for at in range(len(values))]


def _limits(point: ChartPoint) -> Interval:
    return Interval(low=point.low, high=point.high, level=COVERAGE_OF_LIMITS)


def _told(point: ChartPoint) -> Text:
    if not point.flags:
        return ORDINARY
    rule, side = point.flags[0]
    limit = rounded(point.high if side > 0 else point.low)
    return sentence(OUT_OF_THE_ORDINARY, why=sentence(WHY[rule, side], limit=limit))
