from dataclasses import replace

import numpy as np
import pytest
from golden import case

from site_builder.indicators.interrupted_series import interrupted_series, two_lines
from site_builder.indicators.training_obstacles import Obstacle
from site_builder.indicators.training_panel import Selection, UnitMonths

PROP99 = case("its_prop99")
YEARS = range(PROP99["year0"], PROP99["year0"] + len(PROP99["y"]))
STEP = UnitMonths(
    unit="A",
    values=(80.0, 80.4, 80.4, 80.0) * 3 + (85.0, 85.4, 85.4, 85.0) * 3,
    trained=12,
)


def test_fit_is_the_published_one() -> None:
    """Coefficients and Newey–West errors of California's tobacco control programme, as Stata's itsa prints them."""
    found = two_lines(YEARS, PROP99["y"], PROP99["start"])
    for name, coefficient in (
        ("t", found.slope),
        ("level", found.level),
        ("slope_change", found.slope_change),
        ("post_trend", found.slope_after),
    ):
        assert PROP99["coef"][name] == pytest.approx([coefficient.value, coefficient.se], abs=1e-5)


def test_interval_is_that_of_t() -> None:
    """31 years less 4 coefficients leave 27 degrees of freedom: −20.058 ± 2.0518·4.7244."""
    level = two_lines(YEARS, PROP99["y"], PROP99["start"]).level
    assert [-29.7517, -10.3645] == pytest.approx([level.interval.low, level.interval.high], abs=5e-4)


def test_hidden_month_only_loses_its_own_pairs() -> None:
    """Months on both sides of a gap are not taken for neighbours: lag 1 pairs need one month between them."""
    times, values = list(range(16)), [80.0, 84, 79, 83, 80, 85, 79, 84, 80, 83, 79, 85, 80, 84, 79, 83]
    kept = [at for at in times if at % 2 == 0]
    far = two_lines(kept, [values[at] for at in kept], 8)
    alone = two_lines(kept, [values[at] for at in kept], 8, lag=0)
    assert alone.level.se == pytest.approx(far.level.se)


def test_step_is_found_and_told() -> None:
    """A step of 5 points of a unit whose months differ by a few tenths."""
    found = interrupted_series(STEP)
    assert found.estimate == pytest.approx(5.0)
    assert found.sentence.id.startswith("Setelah pelatihan, nilai unit ini 5,0 poin di atas garisnya sebelum")
    assert "one unit only" in found.sentence.en


def test_fall_is_told_as_below() -> None:
    """A step down has no minus in its words."""
    found = interrupted_series(replace(STEP, values=tuple(160 - one for one in STEP.values if one is not None)))
    assert "5.0 points below its line" in found.sentence.en


def test_no_step_tells_what_could_have_been_seen() -> None:
    """Without a step T12 names the smallest effect these months can show."""
    chance = np.random.default_rng(7)
    found = interrupted_series(replace(STEP, values=tuple(80 + chance.normal(0, 2, 24))))
    assert found.sentence.en.startswith("No effect is seen so far. These data can only catch changes of about ")


@pytest.mark.parametrize(("before", "after"), [(7, 12), (12, 7)])
def test_fewer_than_eight_months_on_a_side_are_not_enough(before: int, after: int) -> None:
    """Seven points on one side: no estimate, the sentence T11 with what is seen."""
    found = interrupted_series(UnitMonths(unit="A", values=(80.0,) * before + (83.0,) * after, trained=before))
    assert (None, None) == (found.estimate, found.lines)
    assert found.sentence.id == (
        "Kami tidak dapat mengatakan apakah ini karena pelatihan: data sebelum atau sesudah pelatihan kurang dari "
        "8 bulan. Yang terlihat hanya: sebelum 80,0, sesudah 83,0."
    )


def test_unit_chosen_after_a_bad_month_is_refused() -> None:
    """The trap holds for one unit too."""
    found = interrupted_series(replace(STEP, selection=Selection.LOW_SCORE))
    assert (None, Obstacle.AFTER_BAD_MONTH) == (found.estimate, found.obstacle)


def test_months_between_nomination_and_training_are_left_out() -> None:
    """Whoever is nominated may prepare: three such months belong to neither side."""
    assert (24, 21) == (interrupted_series(STEP).n, interrupted_series(replace(STEP, nominated=9)).n)
