"""How good the invented services truly are, in logits, and what index that means."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from statistics import NormalDist

from collector.registers.files.services import Service
from kotak_saran.demo.chance import stream
from kotak_saran.demo.parameters import Simulation
from survey_definitions.model import Survey

FREE = "gratis"
FEE = "biaya"  # whoever pays nothing answers "Gratis" (SKM18)
_NODES = 9  # quantiles of the respondents' lenience that stand for all of them
_LARGEST_SHIFT = 8.0
_HALVINGS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyQuality:
    """One agency: what its services, its questions and its months add to θ."""

    services: Mapping[str, float]
    questions: Mapping[str, float]
    months: Mapping[date, float]


def qualities(
    simulation: Simulation, survey: Survey, services: Mapping[str, tuple[Service, ...]]
) -> dict[str, AgencyQuality]:
    """Draw the quality of every agency; `services` holds those of each agency by its code."""
    return {agency: _quality(simulation, survey, agency, own) for agency, own in sorted(services.items())}


def _quality(simulation: Simulation, survey: Survey, agency: str, services: tuple[Service, ...]) -> AgencyQuality:
    random = stream(simulation.seed, "quality", agency)
    level = random.gauss(0, simulation.agency_spread)
    questions = {
        question.key: random.gauss(0, simulation.profile_spread) - simulation.difficulty.get(question.key, 0.0)
        for question in survey.scored
    }
    months = {
        month: random.gauss(0, simulation.month_spread) + simulation.yearly_drift * position / 12
        for position, month in enumerate(simulation.month_starts)
    }
    own = {
        service.code: level + stream(simulation.seed, "service", service.code).gauss(0, simulation.service_spread)
        for service in services
    }
    plain = AgencyQuality(services=own, questions=questions, months=months)
    for change in simulation.changes:
        if change.agency == agency:
            shift = shift_for(simulation, survey, plain, services, change.points)
            months = {month: value + shift * change.share(month) for month, value in months.items()}
    return AgencyQuality(services=own, questions=questions, months=months)


def shift_for(
    simulation: Simulation, survey: Survey, quality: AgencyQuality, services: tuple[Service, ...], points: float
) -> float:
    """Return by how many logits an agency must change for its true index to change by `points`."""
    wanted = expected_index(simulation, survey, quality, services) + points
    low, high = -_LARGEST_SHIFT, _LARGEST_SHIFT
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if expected_index(simulation, survey, quality, services, shift=middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def expected_index(
    simulation: Simulation,
    survey: Survey,
    quality: AgencyQuality,
    services: tuple[Service, ...],
    *,
    shift: float = 0.0,
) -> float:
    """Return the index an agency would have if everybody answered, each service counting the same (SKM11).

    Parameters
    ----------
    shift
        Logits added to everything, to ask what would be.
    """
    weights = {key: float(weight) for key, weight in survey.index.weights.items()}
    highest = survey.scale.maximum
    total = 0.0
    for service in services:
        for share, straight, common in _kinds_of_respondents(simulation, service.agency):
            theta = quality.services[service.code] + shift + common
            by_question = 0.0
            for key, weight in weights.items():
                mean = expected_score(simulation, survey, theta + quality.questions[key])
                if key == FEE and service.tariff == FREE:
                    mean = simulation.free_of_charge * highest + (1 - simulation.free_of_charge) * mean
                by_question += weight * mean
            same_everywhere = expected_score(simulation, survey, theta)
            total += share * (straight * same_everywhere + (1 - straight) * by_question)
    return survey.index.multiplier * total / len(services)


def expected_score(simulation: Simulation, survey: Survey, theta: float) -> float:
    """Return the mean answer to a question at θ: the lowest one plus the chance of passing each threshold."""
    passed = sum(1 / (1 + math.exp(threshold - theta)) for threshold in simulation.thresholds)
    return survey.scale.minimum + passed


def _kinds_of_respondents(simulation: Simulation, agency: str) -> Iterator[tuple[float, float, float]]:
    """Yield (share of respondents, part of them that ticks straight down, what they add to θ)."""
    for channel, part in zip(simulation.channels, simulation.shares(agency), strict=True):
        for node in _lenience_nodes():
            lenience = channel.lenience + simulation.lenience_spread * node
            yield part / _NODES, channel.straight_lined, lenience


@cache
def _lenience_nodes() -> tuple[float, ...]:
    normal = NormalDist()
    return tuple(normal.inv_cdf((node + 0.5) / _NODES) for node in range(_NODES))
