from dataclasses import replace

import numpy as np
import panels
import pytest

from site_builder.indicators import permutation
from site_builder.indicators.imputation import imputed
from site_builder.indicators.leave_one_out import leave_one_out
from site_builder.indicators.staggered import Comparison, group_time, rows_of
from site_builder.indicators.training_effect import TrainingEffect, training_effect
from site_builder.indicators.training_obstacles import Obstacle
from site_builder.indicators.training_panel import Selection, UnitMonths, grid_of

RUNS = 300
FEW_RUNS = 25


@pytest.fixture(scope="module")
def fair() -> list[UnitMonths]:
    """Twelve units, eight trained month after month in an order drawn by lot, 3 points better since."""
    return panels.fair_roll_out(np.random.default_rng(1))


@pytest.fixture(scope="module")
def found(fair: list[UnitMonths]) -> TrainingEffect:
    """Return its effect."""
    return training_effect(fair)


def test_effect_of_a_fair_roll_out_is_found(found: TrainingEffect) -> None:
    """An estimate around 3, with its interval, its units and no obstacle."""
    assert found.interval is not None
    assert 3 in found.interval
    assert 0 not in found.interval
    assert (8, None, (), True) == (found.n, found.obstacle, found.excluded, found.by_lot)


def test_effect_is_told_with_the_lot(found: TrainingEffect) -> None:
    """T10 in both languages, with the sentence about the lot."""
    assert found.estimate is not None
    said = f"{found.estimate:.1f}"
    assert found.sentence.en.startswith(
        f"After the training, the scores of trained units rose on average by {said} points more than those of "
        "units not trained yet in the same months (about "
    )
    assert found.sentence.en.endswith("; 8 units). The order was drawn by lot.")
    assert f"naik rata-rata {said.replace('.', ',')} poin lebih banyak daripada unit yang" in found.sentence.id
    assert found.sentence.id.endswith("; 8 unit). Urutan ditentukan dengan undian.")


def test_everything_is_printed_with_it(found: TrainingEffect) -> None:
    """Second opinion, placebo date, leave-one-out and the lot; pre-trends and detectable effect as numbers."""
    assert [0, 1, 2, 3] == [lead.months for lead in found.leads]
    words = " ".join(note.en for note in found.notes)
    for part in ("A second way of counting", "three months earlier", "Without any one unit", "of 1,000 orders"):
        assert part in words
    assert found.second is not None
    assert found.second.overall.effect == pytest.approx(3, abs=2)
    assert found.left_out is not None
    assert found.left_out.lowest < found.left_out.highest
    assert found.detectable is not None
    assert 0 < found.detectable < 3


def test_without_a_lot_other_causes_stay_open(fair: list[UnitMonths]) -> None:
    """Volunteers: the same estimate, but the sentence says that other causes cannot be ruled out."""
    told = training_effect([replace(unit, selection=Selection.VOLUNTEERED) for unit in fair])
    assert told.sentence.id.endswith("Urutan tidak diundi, jadi sebab lain belum dapat disingkirkan.")
    assert (False, None) == (told.by_lot, told.draws)


def test_harm_is_told_as_points_less() -> None:
    """Training that makes it worse: so many points less, without a minus."""
    told = training_effect(panels.fair_roll_out(np.random.default_rng(1), effect=-3.0))
    assert "points less than those of units not trained yet" in told.sentence.en
    assert "-" not in told.sentence.en
    assert "poin lebih sedikit daripada" in told.sentence.id


def test_no_effect_tells_what_could_have_been_seen() -> None:
    """T12 with the smallest detectable effect."""
    told = training_effect(panels.fair_roll_out(np.random.default_rng(3), effect=0.0))
    assert told.detectable is not None
    assert told.sentence.en == (
        "No effect is seen so far. These data can only catch changes of about "
        f"{told.detectable:.1f} points or more."
    )


def test_unit_chosen_after_a_bad_month_is_left_out(fair: list[UnitMonths]) -> None:
    """One ill-chosen unit is named and takes no part; the others still tell."""
    place = next(at for at, unit in enumerate(fair) if unit.trained is not None)
    units = [*fair]
    units[place] = replace(fair[place], selection=Selection.LOW_SCORE)
    told = training_effect(units)
    assert ((fair[place].unit, Obstacle.AFTER_BAD_MONTH),) == told.excluded
    assert (7, None) == (told.n, told.obstacle)


@pytest.mark.parametrize(
    ("change", "obstacle", "words"),
    [
        ({"trained": 10}, Obstacle.SAME_MONTH, "semua unit dilatih pada bulan yang sama"),
        ({"trained": 4}, Obstacle.FEW_BEFORE, "data sebelum pelatihan kurang dari 6 bulan"),
        ({"trained": 10, "changes": (11,)}, Obstacle.OTHER_CHANGE, "ada perubahan lain pada waktu yang sama"),
        (
            {"trained": 10, "selection": Selection.LOW_SCORE},
            Obstacle.AFTER_BAD_MONTH,
            "unit dipilih setelah bulan yang buruk, dan setelah itu nilai biasanya naik dengan sendirinya",
        ),
    ],
)
def test_reasons_found_in_every_unit(
    fair: list[UnitMonths], change: dict[str, object], obstacle: Obstacle, words: str
) -> None:
    """Where it holds for all of them there is no estimate, and T11 says why."""
    told = training_effect([replace(unit, nominated=None, **change) for unit in fair])  # type: ignore[arg-type]
    assert (None, None, obstacle) == (told.estimate, told.interval, told.obstacle)
    assert told.sentence.id.startswith(f"Kami tidak dapat mengatakan apakah ini karena pelatihan: {words}. Yang")


def test_nobody_untrained_is_a_reason() -> None:
    """Two units, each the only one the other could be compared with: without either nothing is left."""
    values = panels.levels(np.random.default_rng(2), 2)
    told = training_effect(panels.rolled_out(values, [10, 14], 3.0, Selection.LOT))
    assert (None, Obstacle.NOBODY_UNTRAINED) == (told.estimate, told.obstacle)
    assert "tidak cukup unit yang belum dilatih sebagai pembanding" in told.sentence.id


def test_bad_month_is_seen_without_being_recorded() -> None:
    """Units whose last month before was far below their own level are refused whatever the register says."""
    units = panels.rolled_out(panels.levels(np.random.default_rng(4), 8), [9, 11, 13, *[None] * 5], 0.0, None)
    dipped = [_dipped(unit) for unit in units]
    assert training_effect(units).obstacle is None
    assert training_effect(dipped).obstacle is Obstacle.AFTER_BAD_MONTH


def test_same_data_give_the_same_page(fair: list[UnitMonths], found: TrainingEffect) -> None:
    """Chance is drawn from a fixed seed."""
    assert found == training_effect(fair)


def _dipped(unit: UnitMonths) -> UnitMonths:
    if unit.trained is None:
        return unit
    low = unit.at([unit.trained - 1])[0] - 8
    return replace(unit, values=(*unit.values[: unit.trained - 1], low, *unit.values[unit.trained :]))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("units", "trained", "memory", "most"),
    [(12, 8, 0.0, 0.98), (12, 8, 0.4, 0.98), (24, 12, 0.0, 0.98), (8, 4, 0.0, 1.0)],
)
def test_interval_of_a_fair_roll_out_covers(units: int, trained: int, memory: float, most: float) -> None:
    """About 95 of 100 intervals hold the true 3 points: one date a unit, months with or without memory.

    With four trained units (3 degrees of freedom) it errs on the careful side.
    """
    chance = np.random.default_rng(20261124)
    covered = 0
    for _ in range(RUNS):
        grid = grid_of(panels.fair_roll_out(chance, units=units, trained=trained, memory=memory))
        estimate, spread = imputed(grid), leave_one_out(grid)
        assert estimate is not None
        assert spread is not None
        covered += 3 in spread.interval(estimate.effect)
    assert 0.92 <= covered / RUNS <= most


@pytest.mark.slow
def test_three_points_are_found_and_nothing_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fair roll-out over 12 units: nearly always said to work if it does, hardly ever if it does not."""
    monkeypatch.setattr(permutation, "MOST_ORDERS", 99)  # quicker, and 100 orders can tell 5 %
    chance = np.random.default_rng(5)
    for effect, fewest, most in ((3.0, 0.9, 1.0), (0.0, 0.0, 0.12)):
        told = [training_effect(panels.fair_roll_out(chance, effect=effect)) for _ in range(FEW_RUNS)]
        said = sum(one.sentence.en.startswith("After the training") for one in told) / FEW_RUNS
        assert fewest <= said <= most


@pytest.mark.slow
@pytest.mark.parametrize(("recorded", "fewest"), [(Selection.LOW_SCORE, 1.0), (Selection.ORDERED, 0.95)])
def test_trap_of_the_bad_month_gives_no_effect(recorded: Selection, fewest: float) -> None:
    """Chosen after a bad month, no true effect: never an effect if that is on record, hardly ever if it is not."""
    chance = np.random.default_rng(11)
    told = [training_effect(panels.after_bad_months(chance, recorded=recorded)) for _ in range(FEW_RUNS)]
    assert sum(one.obstacle is Obstacle.AFTER_BAD_MONTH for one in told) / FEW_RUNS >= fewest


@pytest.mark.slow
def test_trap_would_catch_a_standard_estimate() -> None:
    """Why so careful: from the bad month to the next, the same units "gain" 2 points and more in every run."""
    chance = np.random.default_rng(11)
    for _ in range(FEW_RUNS):
        units = panels.after_bad_months(chance, recorded=Selection.ORDERED)
        found = group_time(rows_of(units), Comparison.NOT_YET_TRAINED)
        assert found is not None
        assert found.overall.effect > 1.5
