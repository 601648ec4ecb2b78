"""Did training change service? Units trained at different dates, compared with those not trained yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from site_builder.indicators.detectable_effect import detectable_effect
from site_builder.indicators.finding import Finding
from site_builder.indicators.imputation import imputed
from site_builder.indicators.leave_one_out import LeaveOneOut, leave_one_out
from site_builder.indicators.permutation import Permutation, permutation
from site_builder.indicators.placebo import Lead, follows_bad_month, placebo
from site_builder.indicators.registry import Direction, indicator
from site_builder.indicators.staggered import Comparison, GroupTime, group_time, imputation_mean, rows_of
from site_builder.indicators.training_obstacles import (
    Obstacle,
    before_and_after,
    cannot_say,
    panel_obstacle,
    unit_obstacle,
)
from site_builder.indicators.training_panel import Selection, UnitMonths, grid_of
from site_builder.indicators.training_words import (
    draws_sentence,
    left_out_sentence,
    no_effect_seen,
    placebo_sentence,
    second_sentence,
    training_sentence,
)
from survey_definitions.model import Text

CHANCE = 0.05

METHOD = Text(
    id="Imputasi (Borusyak–Jaravel–Spiess), selang dengan mengeluarkan satu unit bergantian; unit yang dilatih",
    en="Imputation (Borusyak–Jaravel–Spiess), interval by leaving out one unit in turn; trained units",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingEffect(Finding):
    """The effect of training in points, or the obstacle; and what is printed with it.

    Attributes
    ----------
    obstacle
        Why there is no estimate; None if there is one.
    excluded
        Trained units that could not take part, and why.
    by_lot
        Whether the date of every trained unit was drawn by lot.
    second
        The second opinion (Callaway–Sant'Anna), or None where it can't be had.
    leads
        The placebo date and the pre-trends.
    left_out
        The estimates without each unit.
    draws
        How often other draws of the lot give as much; None without a lot.
    detectable
        The smallest effect these data show in 80 % of cases, in points.
    """

    obstacle: Obstacle | None
    excluded: tuple[tuple[str, Obstacle], ...]
    by_lot: bool
    second: GroupTime | None = None
    leads: tuple[Lead, ...] = ()
    left_out: LeaveOneOut | None = None
    draws: Permutation | None = None
    detectable: float | None = None

    @property
    def notes(self) -> tuple[Text, ...]:
        """What is printed with the estimate: second opinion, placebo date, leave-one-out, lot."""
        told = []
        if self.second:
            told.append(second_sentence(self.second.overall))
        told.extend(placebo_sentence(lead) for lead in self.leads if lead.months == 0 and lead.interval)
        if self.left_out:
            told.append(left_out_sentence(self.left_out))
        if self.draws:
            told.append(draws_sentence(self.draws))
        return tuple(told)


@indicator(
    "training_effect",
    name=Text(id="Pengaruh pelatihan", en="Effect of training"),
    why=Text(
        id="Nilai bisa naik karena banyak hal. Unit yang belum dilatih menunjukkan keadaan tanpa pelatihan.",
        en="Scores rise for many reasons. Units not trained yet show what happens without training.",
    ),
    direction=Direction.HIGHER,
    reference="Borusyak, Jaravel & Spiess 2024; Callaway & Sant'Anna 2021; MacKinnon, Nielsen & Webb 2023",
    reviewed_on=date(2026, 11, 24),
)
def training_effect(units: Sequence[UnitMonths]) -> TrainingEffect:
    """Estimate by how much more trained units rose than units not trained yet in the same months.

    Parameters
    ----------
    units
        All units of a region that the training could have reached, on the same months.

    Returns
    -------
    TrainingEffect
        `estimate` is the mean over trained unit-months; T10 if the interval leaves out 0 (and, with a lot, at
        most 5 % of other draws give as much), T12 if not, T11 without an estimate.
    """
    found = [(unit, unit_obstacle(unit)) for unit in units]
    usable = [unit for unit, obstacle in found if obstacle is None]
    excluded = tuple((unit.unit, obstacle) for unit, obstacle in found if obstacle is not None)
    grid = grid_of(usable) if usable else None
    obstacle = _obstacle(usable, excluded)
    estimate = imputed(grid) if grid and not obstacle else None
    spread = leave_one_out(grid) if grid and estimate else None
    if estimate is None or spread is None:
        return _refused(units, obstacle or Obstacle.NOBODY_UNTRAINED, excluded)
    return _estimated(usable, excluded, spread)


def _obstacle(usable: Sequence[UnitMonths], excluded: Sequence[tuple[str, Obstacle]]) -> Obstacle | None:
    """Return what hinders the whole estimate: where no trained unit is left, what hinders the first of them."""
    if excluded and not any(unit.trained is not None for unit in usable):
        return excluded[0][1]
    hindrance = panel_obstacle(usable)
    if hindrance is None and not _by_lot(usable) and follows_bad_month(usable):
        return Obstacle.AFTER_BAD_MONTH
    return hindrance


def _by_lot(units: Sequence[UnitMonths]) -> bool:
    return all(unit.selection is Selection.LOT for unit in units if unit.after)


def _refused(
    units: Sequence[UnitMonths], obstacle: Obstacle, excluded: tuple[tuple[str, Obstacle], ...]
) -> TrainingEffect:
    trained = [unit for unit in units if unit.trained is not None]
    return TrainingEffect(
        estimate=None,
        interval=None,
        n=len(trained),
        method=METHOD,
        sentence=cannot_say(obstacle, before_and_after(trained)),
        obstacle=obstacle,
        excluded=excluded,
        by_lot=bool(trained) and _by_lot(trained),
    )


def _estimated(
    units: Sequence[UnitMonths], excluded: tuple[tuple[str, Obstacle], ...], spread: LeaveOneOut
) -> TrainingEffect:
    rows = rows_of(units)
    effect = imputation_mean(rows).effect
    interval = spread.interval(effect)
    trained = sum(bool(unit.after) for unit in units)
    by_lot = _by_lot(units)
    draws = permutation(units) if by_lot else None
    detectable = detectable_effect(spread.se, spread.df)
    seen = 0 not in interval and (draws is None or draws.share <= CHANCE)
    return TrainingEffect(
        estimate=effect,
        interval=interval,
        n=trained,
        method=METHOD,
        sentence=training_sentence(effect, interval, trained, by_lot=by_lot)
        if seen
        else no_effect_seen(detectable),
        obstacle=None,
        excluded=excluded,
        by_lot=by_lot,
        second=group_time(rows, Comparison.NOT_YET_TRAINED),
        leads=placebo(units),
        left_out=spread,
        draws=draws,
        detectable=detectable,
    )
