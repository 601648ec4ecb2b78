from dataclasses import replace

import numpy as np
import panels
import pytest

from site_builder.indicators.placebo import follows_bad_month, placebo
from site_builder.indicators.training_panel import Selection, UnitMonths
from site_builder.indicators.training_words import placebo_sentence

RUNS = 300


def _panel(path: tuple[float, ...]) -> list[UnitMonths]:
    """Two trained units that follow `path` (month 12 on: trained), beside four steady ones."""
    steady = (80.0, 80.4) * 8
    trained = [
        UnitMonths(unit=name, values=tuple(base + one for base, one in zip(steady, path, strict=True)), trained=12)
        for name in "AB"
    ]
    return [*trained, *(UnitMonths(unit=str(at), values=steady) for at in range(4))]


def test_nothing_is_seen_where_nothing_was() -> None:
    """Same path before the training: the placebo date and each month before show 0, whatever came after."""
    found = placebo(_panel((0.0,) * 12 + (5.0,) * 4))
    assert [0, 1, 2, 3] == [lead.months for lead in found]
    assert [0.0] * 4 == pytest.approx([lead.effect for lead in found])
    assert "seperti seharusnya (0,0 poin)" in placebo_sentence(found[0]).id


def test_path_of_their_own_is_seen() -> None:
    """2, 4 and 6 points better in the last three months: 4 on average, and each month its own."""
    found = placebo(_panel((0.0,) * 9 + (2.0, 4.0, 6.0) + (5.0,) * 4))
    assert [4.0, 6.0, 4.0, 2.0] == pytest.approx([lead.effect for lead in found])
    assert "do not lean on this number" in placebo_sentence(found[0]).en


def test_bad_month_before_is_seen() -> None:
    """Last month 5 points down: whoever is chosen then rises by itself; a good month or none is no such thing."""
    assert follows_bad_month(_panel((0.0,) * 11 + (-5.0,) + (0.0,) * 4))
    assert not follows_bad_month(_panel((0.0,) * 11 + (5.0,) + (0.0,) * 4))
    assert not follows_bad_month(_panel((0.0,) * 16))


def test_bad_month_is_judged_by_the_spread_of_the_others() -> None:
    """Months that differ by 2 anyway: a last month 8 below is seen, one 1 below is not."""
    units = panels.rolled_out(panels.levels(np.random.default_rng(4), 8), [9, 11, 13, *[None] * 5], 0.0, None)
    assert follows_bad_month([_lowered(unit, 8) for unit in units])
    assert not follows_bad_month([_lowered(unit, 1) for unit in units])


def _lowered(unit: UnitMonths, points: float) -> UnitMonths:
    if unit.trained is None:
        return unit
    last = unit.trained - 1
    return replace(unit, values=(*unit.values[:last], unit.at([last])[0] - points, *unit.values[last + 1 :]))


def test_month_of_nomination_counts_as_the_last() -> None:
    """Nominated in month 9, the bad month is 8; what happened while waiting is not looked at."""
    waiting = _panel((0.0,) * 8 + (-5.0,) + (-9.0,) * 3 + (0.0,) * 4)
    assert follows_bad_month([replace(unit, nominated=9) if unit.trained else unit for unit in waiting])
    fine = _panel((0.0,) * 9 + (-9.0,) * 3 + (0.0,) * 4)
    assert not follows_bad_month([replace(unit, nominated=9) if unit.trained else unit for unit in fine])


@pytest.mark.slow
def test_fair_choice_is_seldom_taken_for_a_bad_month() -> None:
    """One-sided at 2.5 %: between 0 and 5 of 100 fair roll-outs without a lot are refused."""
    chance = np.random.default_rng(12)
    dates = [*range(8, 14), *[None] * 6]
    refused = sum(
        follows_bad_month(panels.rolled_out(panels.levels(chance, 12), dates, 3.0, Selection.ORDERED))
        for _ in range(RUNS)
    )
    assert refused / RUNS <= 0.05
