from dataclasses import replace

import pytest

from site_builder.indicators.training_obstacles import (
    REASONS,
    Obstacle,
    before_and_after,
    cannot_say,
    panel_obstacle,
    unit_obstacle,
)
from site_builder.indicators.training_panel import Selection, UnitMonths, grid_of
from survey_definitions.model import Text

UNIT = UnitMonths(unit="A", values=(80.0,) * 10 + (83.0,) * 10, trained=10, nominated=8)
WAITING = UnitMonths(unit="B", values=(80.0,) * 20)


def test_unit_with_everything_on_record_can_take_part() -> None:
    """Eight months before the nomination, nothing else changed, no bad month."""
    assert unit_obstacle(UNIT) is None
    assert unit_obstacle(WAITING) is None


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (replace(UNIT, nominated=6), None),
        (replace(UNIT, nominated=5), Obstacle.FEW_BEFORE),
        (replace(UNIT, values=(None,) * 3 + UNIT.values[3:]), Obstacle.FEW_BEFORE),
        (replace(UNIT, changes=(10,)), Obstacle.OTHER_CHANGE),
        (replace(UNIT, changes=(6,)), Obstacle.OTHER_CHANGE),
        (replace(UNIT, changes=(12,)), Obstacle.OTHER_CHANGE),
        (replace(UNIT, changes=(13,)), None),
        (replace(UNIT, selection=Selection.LOW_SCORE), None),
        (replace(UNIT, selection=Selection.LOW_SCORE, nominated=None), Obstacle.AFTER_BAD_MONTH),
        (replace(UNIT, selection=Selection.LOW_SCORE, nominated=10), Obstacle.AFTER_BAD_MONTH),
        (replace(UNIT, selection=Selection.LOW_SCORE, nominated=6), Obstacle.FEW_BEFORE),
        (replace(UNIT, selection=Selection.ORDERED, nominated=None), None),
    ],
)
def test_obstacle_of_a_unit(unit: UnitMonths, expected: Obstacle | None) -> None:
    """Six shown months before the nomination, no other change two months around, a gap after a low score."""
    assert expected is unit_obstacle(unit)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([UNIT, WAITING], Obstacle.ONE_UNIT),
        ([UNIT, replace(UNIT, trained=9), WAITING], None),
        ([UNIT, UNIT], Obstacle.SAME_MONTH),
        ([UNIT, UNIT, WAITING], None),
        ([UNIT], Obstacle.NOBODY_UNTRAINED),
        ([WAITING], Obstacle.NOTHING_AFTER),
        ([replace(UNIT, trained=20), WAITING], Obstacle.NOTHING_AFTER),
        ([], Obstacle.NOTHING_AFTER),
    ],
)
def test_obstacle_of_a_panel(units: list[UnitMonths], expected: Obstacle | None) -> None:
    """Somebody must be trained, somebody else not, and not all in one month."""
    assert expected is panel_obstacle(units)


def test_gap_and_bad_month_are_no_baseline() -> None:
    """Nominated in month 8 for a low score: month 7 led to it, 8 and 9 were waiting; 0–6 are the baseline."""
    unit = replace(UNIT, selection=Selection.LOW_SCORE)
    assert (list(range(7)), list(range(10, 20))) == (unit.baseline, unit.after)


def test_months_beyond_another_change_are_left_out() -> None:
    """A move in month 3 and one in month 15 cut the unit's months to those between them."""
    unit = replace(UNIT, changes=(3, 15))
    assert ([3, 4, 5, 6, 7], [10, 11, 12, 13, 14]) == (unit.baseline, unit.after)
    assert list(range(8, 20)) == replace(WAITING, changes=(8,)).baseline


def test_hidden_months_are_no_cells() -> None:
    """A hidden month is neither untreated nor treated."""
    grid = grid_of([replace(UNIT, values=(None, *UNIT.values[1:19], None))])
    assert (7, 9) == (grid.untreated.sum(), grid.treated.sum())


def test_every_obstacle_has_a_reason() -> None:
    """Each has its words in both languages."""
    assert set(Obstacle) == set(REASONS)


def test_sentence_names_reason_and_what_is_seen() -> None:
    """T11, with the plain means of the months before and from the training on."""
    assert Text(
        id=(
            "Kami tidak dapat mengatakan apakah ini karena pelatihan: semua unit dilatih pada bulan yang sama. "
            "Yang terlihat hanya: sebelum 80,0, sesudah 83,0."
        ),
        en=(
            "We cannot say whether this is because of the training: all units were trained in the same month. "
            "All that can be seen: before 80.0, after 83.0."
        ),
    ) == cannot_say(Obstacle.SAME_MONTH, before_and_after([UNIT, UNIT]))


def test_sentence_shows_nothing_where_a_side_is_hidden() -> None:
    """A hidden side is no number (PUB02): the second sentence is left out."""
    seen = before_and_after([replace(UNIT, values=UNIT.values[:10] + (None,) * 10), WAITING])
    assert seen is None
    assert cannot_say(Obstacle.NOTHING_AFTER, seen).en.endswith("there are no data after the training yet.")
