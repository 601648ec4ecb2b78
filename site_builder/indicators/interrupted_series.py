"""One unit before and after its training: two straight lines, with errors that know months resemble each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from site_builder.indicators.detectable_effect import detectable_effect
from site_builder.indicators.distributions import t_quantile
from site_builder.indicators.finding import CONFIDENCE, Finding, Interval
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.training_obstacles import (
    Obstacle,
    before_and_after,
    cannot_say,
    unit_obstacle,
)
from site_builder.indicators.training_panel import Floats, UnitMonths
from site_builder.indicators.training_words import no_effect_seen
from site_builder.indicators.wording import rounded, sentence
from survey_definitions.model import Text

FEWEST = 8
LAG = 1

METHOD = Text(
    id="Regresi dua ruas, galat Newey–West dengan jeda 1; {n} bulan",
    en="Segmented regression, Newey–West errors with lag 1; {n} months",
)
FEW = Text(
    id=f"data sebelum atau sesudah pelatihan kurang dari {FEWEST} bulan",
    en=f"there are fewer than {FEWEST} months of data before or after the training",
)
JUMP = Text(
    id=(
        "Setelah pelatihan, nilai unit ini {d} poin di {side} garisnya sebelum pelatihan (kira-kira {lo} sampai "
        "{hi}). Satu unit saja, jadi sebab lain belum dapat disingkirkan."
    ),
    en=(
        "After the training, this unit’s score is {d} points {side} its line from before (about {lo} to {hi}). "
        "It is one unit only, so other causes cannot be ruled out."
    ),
)
ABOVE = Text(id="atas", en="above")
BELOW = Text(id="bawah", en="below")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """A coefficient with its error; `df` are those of its t interval."""

    value: float
    se: float
    df: int

    @property
    def interval(self) -> Interval:
        """The 95 % t interval."""
        half = t_quantile(0.5 + CONFIDENCE / 2, self.df) * self.se
        return Interval(low=self.value - half, high=self.value + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoLines:
    """The fit y = a + `slope`·t + `level`·after + `slope_change`·(t − start)·after; per month, in points."""

    slope: Coefficient
    level: Coefficient
    slope_change: Coefficient
    slope_after: Coefficient


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptedSeries(Finding):
    """The step at the training (`estimate`), with the whole fit; or the obstacle."""

    lines: TwoLines | None
    obstacle: Obstacle | None


def two_lines(times: Sequence[float], values: Sequence[float], start: float, *, lag: int = LAG) -> TwoLines:
    """Fit one line before `start` and one from it on, with Newey–West errors.

    V = n/(n−k)·(X'X)⁻¹ [Γ₀ + Σ_l (1 − l/(L+1))(Γ_l + Γ_l')] (X'X)⁻¹, Γ_l = Σ_t u_t u_{t−l} x_t x_{t−l}'. Pairs are
    `l` months apart in time, so a hidden month only loses its own pairs.

    Parameters
    ----------
    times, values
        Shown months and their values, oldest first; at least 5, on both sides of `start`.
    start
        The first time after the interruption.
    lag
        L, the months over which errors may resemble each other.

    References
    ----------
    Linden, A. (2015). Conducting interrupted time-series analysis for single- and multiple-group comparisons.
    Stata Journal, 15, 480–500. Newey, W. K., & West, K. D. (1987). Econometrica, 55, 703–708.
    """
    t = np.array(times, dtype=float)
    after = (t >= start).astype(float)
    design = np.column_stack([np.ones_like(t), t - t[0], after, (t - start) * after])
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ np.array(values, dtype=float)
    scores = design * (np.array(values, dtype=float) - design @ coefficients)[:, None]
    variance = inverse @ (scores.T @ _kernel(t, lag) @ scores) @ inverse * len(t) / (len(t) - design.shape[1])
    rows = {"slope": (0, 1, 0, 0), "level": (0, 0, 1, 0), "slope_change": (0, 0, 0, 1), "slope_after": (0, 1, 0, 1)}
    return TwoLines(
        **{
            name: _coefficient(np.array(row, dtype=float), coefficients, variance, len(t) - design.shape[1])
            for name, row in rows.items()
        }
    )


@indicator(
    "interrupted_series",
    name=Text(id="Satu unit, sebelum dan sesudah pelatihan", en="One unit, before and after its training"),
    why=Text(
        id="Bila hanya satu unit dilatih, garisnya sendiri sebelum pelatihan adalah satu-satunya pembanding.",
        en="Where only one unit was trained, its own line from before is all there is to compare with.",
    ),
    direction=Direction.HIGHER,
    reference="Linden 2015, Stata Journal 15, 480–500; Newey & West 1987",
    reviewed_on=date(2026, 11, 24),
)
def interrupted_series(unit: UnitMonths) -> InterruptedSeries:
    """Estimate the step at the training of one unit, only with at least 8 shown months on each side.

    Parameters
    ----------
    unit
        A trained unit; months between nomination and training are left out.
    """
    obstacle = unit_obstacle(unit, fewest_before=FEWEST)
    if obstacle is None and len(unit.after) < FEWEST:
        obstacle = Obstacle.FEW_AFTER
    months = [*unit.baseline, *unit.after]
    method = sentence(METHOD, n=len(months))
    if obstacle is not None or unit.trained is None:
        return _refused(unit, obstacle or Obstacle.FEW_AFTER, len(months), method)
    lines = two_lines(months, unit.at(months), unit.trained)
    return InterruptedSeries(
        estimate=lines.level.value,
        interval=lines.level.interval,
        n=len(months),
        method=method,
        sentence=_told(lines.level),
        lines=lines,
        obstacle=None,
    )


def _refused(unit: UnitMonths, obstacle: Obstacle, n: int, method: Text) -> InterruptedSeries:
    reason = FEW if obstacle in {Obstacle.FEW_BEFORE, Obstacle.FEW_AFTER} else None
    return InterruptedSeries(
        estimate=None,
        interval=None,
        n=n,
        method=method,
        sentence=cannot_say(obstacle, before_and_after([unit]), reason),
        lines=None,
        obstacle=obstacle,
    )


def _told(level: Coefficient) -> Text:
    interval = level.interval
    if 0 in interval:
        return no_effect_seen(detectable_effect(level.se, level.df))
    low, high = sorted((abs(interval.low), abs(interval.high)))
    side = ABOVE if level.value > 0 else BELOW
    return sentence(JUMP, d=rounded(abs(level.value)), side=side, lo=rounded(low), hi=rounded(high))


def _kernel(times: Floats, lag: int) -> Floats:
    """Return Bartlett's weights 1 − |t − s|/(L+1), 0 from L+1 months on."""
    apart = np.abs(times[:, None] - times[None, :])
    return np.asarray(np.clip(1 - apart / (lag + 1), 0, None))


def _coefficient(row: Floats, coefficients: Floats, variance: Floats, df: int) -> Coefficient:
    return Coefficient(value=float(row @ coefficients), se=float(np.sqrt(row @ variance @ row)), df=df)
