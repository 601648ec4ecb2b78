"""When nobody can say whether it was the training: the reasons, found automatically (T11)."""

from collections.abc import Sequence
from enum import StrEnum
from statistics import fmean

from site_builder.indicators.training_panel import Selection, UnitMonths
from site_builder.indicators.wording import joined, rounded, sentence
from survey_definitions.model import Text

FEWEST_BEFORE = 6
NEAR = 2  # months before the baseline ends and after the training


class Obstacle(StrEnum):
    """Why there is no estimate."""

    SAME_MONTH = "same_month"
    FEW_BEFORE = "few_before"
    NOBODY_UNTRAINED = "nobody_untrained"
    OTHER_CHANGE = "other_change"
    AFTER_BAD_MONTH = "after_bad_month"
    ONE_UNIT = "one_unit"
    NOTHING_AFTER = "nothing_after"
    FEW_AFTER = "few_after"


REASONS = {
    Obstacle.SAME_MONTH: Text(
        id="semua unit dilatih pada bulan yang sama", en="all units were trained in the same month"
    ),
    Obstacle.FEW_BEFORE: Text(
        id=f"data sebelum pelatihan kurang dari {FEWEST_BEFORE} bulan",
        en=f"there are fewer than {FEWEST_BEFORE} months of data before the training",
    ),
    Obstacle.NOBODY_UNTRAINED: Text(
        id="tidak cukup unit yang belum dilatih sebagai pembanding",
        en="there are not enough untrained units to compare with",
    ),
    Obstacle.OTHER_CHANGE: Text(
        id="ada perubahan lain pada waktu yang sama", en="something else changed at the same time"
    ),
    Obstacle.AFTER_BAD_MONTH: Text(
        id="unit dipilih setelah bulan yang buruk, dan setelah itu nilai biasanya naik dengan sendirinya",
        en="the units were chosen after a bad month, and after that scores usually rise by themselves",
    ),
    Obstacle.ONE_UNIT: Text(id="baru satu unit yang dilatih", en="only one unit has been trained so far"),
    Obstacle.FEW_AFTER: Text(
        id="data sesudah pelatihan belum cukup", en="there are not enough data after the training yet"
    ),
    Obstacle.NOTHING_AFTER: Text(
        id="belum ada data sesudah pelatihan", en="there are no data after the training yet"
    ),
}
CANNOT_SAY = Text(
    id="Kami tidak dapat mengatakan apakah ini karena pelatihan: {reason}.",
    en="We cannot say whether this is because of the training: {reason}.",
)
ONLY_SEEN = Text(
    id="Yang terlihat hanya: sebelum {a}, sesudah {b}.", en="All that can be seen: before {a}, after {b}."
)


def unit_obstacle(unit: UnitMonths, *, fewest_before: int = FEWEST_BEFORE) -> Obstacle | None:
    """Return why a trained unit cannot take part in an estimate, or None.

    A unit chosen for a low score needs a gap: a nomination on record, at least a month before the training, so
    that the bad month and what follows it by itself are no part of the comparison.
    """
    if unit.trained is None:
        return None
    if any(unit.baseline_end - NEAR <= month <= unit.trained + NEAR for month in unit.changes):
        return Obstacle.OTHER_CHANGE
    if unit.selection is Selection.LOW_SCORE and (unit.nominated is None or unit.nominated >= unit.trained):
        return Obstacle.AFTER_BAD_MONTH
    return Obstacle.FEW_BEFORE if len(unit.baseline) < fewest_before else None


def panel_obstacle(units: Sequence[UnitMonths]) -> Obstacle | None:
    """Return why the units that can take part cannot be compared, or None."""
    trained = [unit for unit in units if unit.after]
    if not trained:
        return Obstacle.NOTHING_AFTER
    if len({unit.trained for unit in units}) == 1 and len(units) > 1:
        return Obstacle.SAME_MONTH
    if len(trained) == len(units) == 1:
        return Obstacle.NOBODY_UNTRAINED
    return Obstacle.ONE_UNIT if len(trained) == 1 else None


def before_and_after(units: Sequence[UnitMonths]) -> tuple[float, float] | None:
    """Return the plain means of the trained units before and from their training on; None where one is missing."""
    sides: tuple[list[float], list[float]] = ([], [])
    for unit in units:
        if unit.trained is None:
            continue
        parts = unit.values[: unit.trained], unit.values[unit.trained :]
        for side, part in zip(sides, parts, strict=True):
            shown = [value for value in part if value is not None]
            side.extend([fmean(shown)] if shown else [])
    return (fmean(sides[0]), fmean(sides[1])) if sides[0] and sides[1] else None


def cannot_say(obstacle: Obstacle, seen: tuple[float, float] | None, reason: Text | None = None) -> Text:
    """Return T11; without the second sentence where nothing is seen on one side."""
    told = sentence(CANNOT_SAY, reason=reason or REASONS[obstacle])
    if seen is None:
        return told
    return joined(told, sentence(ONLY_SEEN, a=rounded(seen[0]), b=rounded(seen[1])))
