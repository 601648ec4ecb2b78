"""Seeded chance: one independent stream for each name, so that a new agency leaves all others as they were."""

import math
from random import Random

_SMALLEST = 2.0**-53


def stream(seed: str, *names: str) -> Random:
    """Return the stream of random numbers that belongs to `names`."""
    return Random("/".join((seed, *names)))  # noqa: S311 - simulated answers, no secrets


def logistic_noise(random: Random) -> float:
    """Draw from the standard logistic distribution."""
    uniform = max(random.random(), _SMALLEST)
    return math.log(uniform / (1 - uniform))


def poisson(random: Random, mean: float) -> int:
    """Draw how often something happens that happens `mean` times on average (Knuth; means below 700)."""
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count
