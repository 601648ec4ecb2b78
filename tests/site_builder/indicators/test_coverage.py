from functools import lru_cache

import numpy as np
import pytest
from measures import SKM
from numpy.typing import NDArray

from site_builder.indicators.design import design_of
from site_builder.indicators.index_estimate import index_by_design
from site_builder.indicators.logit_interval import logit_interval

RUNS = 2000
PEOPLE = 100_000

Answers = NDArray[np.float64]


def answers_of(chance: np.random.Generator, mean: float, people: int, between: float, within: float) -> Answers:
    """Draw people who differ from each other and whose nine answers differ a little among themselves."""
    person = chance.normal(mean, between, size=(people, 1))
    return np.asarray(np.clip(np.rint(person + chance.normal(0, within, size=(people, 9))), 1, 4))


@lru_cache
def population(index: int, between: float, within: float) -> tuple[float, float]:
    """Return the latent mean at which the index of everybody is `index`, and that index, by bisection."""
    low, high = 1.0, 9.0
    for _ in range(30):
        middle = (low + high) / 2
        whole = 25 * float(answers_of(np.random.default_rng(1), middle, PEOPLE, between, within).mean())
        low, high = (middle, high) if whole < index else (low, middle)
    return middle, whole


@pytest.mark.slow
@pytest.mark.parametrize(("between", "within"), [(0.5, 0.5), (0.7, 0.3), (0.4, 0.8)])
@pytest.mark.parametrize("index", [72, 87, 96])
@pytest.mark.parametrize("n", [10, 30, 100])
def test_interval_covers_the_truth(n: int, index: int, between: float, within: float) -> None:
    """The 95 % interval holds the true index in 92 to 97 % of samples, near the ceiling and of ten people too."""
    mean, truth = population(index, between, within)
    chance = np.random.default_rng([n, index, int(10 * between)])
    held = 0
    for _ in range(RUNS):
        found = index_by_design(answers_of(chance, mean, n, between, within), SKM, design_of(n))
        assert found is not None
        held += truth in logit_interval(found.value, found.se, found.df, n, SKM.limits)
    assert 0.92 <= held / RUNS <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize("index", [72, 87, 96])
def test_interval_covers_the_truth_of_days_that_differ(index: int) -> None:
    """Twenty counter-days of five people, days that differ: by clusters the interval keeps its promise."""
    mean, truth = population(index, 0.5, 0.5)
    chance = np.random.default_rng(index)
    day_spread = 0.3
    days = np.repeat(np.arange(20), 5)
    held = 0
    for _ in range(RUNS):
        shift = np.repeat(chance.normal(0, day_spread, size=20), 5)[:, None]
        person = chance.normal(mean, (0.5**2 - day_spread**2) ** 0.5, size=(100, 1)) + shift
        answers = np.clip(np.rint(person + chance.normal(0, 0.5, size=(100, 9))), 1, 4)
        found = index_by_design(answers, SKM, design_of(100, clusters=days))
        assert found is not None
        held += truth in logit_interval(found.value, found.se, found.df, 100, SKM.limits)
    assert 0.92 <= held / RUNS <= 0.97
