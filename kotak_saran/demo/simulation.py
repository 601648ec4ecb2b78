"""Simulated answers of an invented region: the same every time, and never of a real one."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

from collector.registers.files.agencies import Agency
from collector.registers.files.services import Service
from collector.registers.records import Registers
from collector.storage.records import Answers, NewResponse, RegionEntry
from kotak_saran.demo import people, times
from kotak_saran.demo.chance import logistic_noise, poisson, stream
from kotak_saran.demo.parameters import Channel, Simulation
from kotak_saran.demo.quality import FEE, FREE, AgencyQuality, qualities
from kotak_saran.demo.training import with_trainings
from kotak_saran.demo.volumes import expected_answers, served_by_month
from survey_definitions.model import Survey
from survey_definitions.problems import RefusedError

COMMENT = "saran"
_UNNUMBERED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the respondents of one service stand."""

    agency: Agency
    service: Service
    counters: tuple[str, ...]
    quality: AgencyQuality
    zone: ZoneInfo


def simulate(
    simulation: Simulation,
    registers: Registers,
    survey: Survey,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[NewResponse]:
    """Draw every answer, in the order in which they were recorded.

    Parameters
    ----------
    progress
        Called with how many services are done, and of how many.

    Raises
    ------
    RefusedError
        If the region is a real one: no real office ever gets an invented score.
    """
    refuse_real(registers.region)
    simulation = with_trainings(simulation, registers)
    expected = expected_answers(simulation, registers)
    served = served_by_month(simulation, registers)
    places = list(_places(simulation, registers, survey))
    drawn: list[NewResponse] = []
    for done, place in enumerate(places, start=1):
        random = stream(simulation.seed, "answers", place.service.code)
        for month in simulation.month_starts:
            key = (place.service.code, month)
            count = min(poisson(random, expected.get(key, 0.0)), served.get(key, 0))
            drawn.extend(_response(random, simulation, survey, place, month) for _ in range(count))
        progress(done, len(places))
    drawn.sort(key=lambda response: response.received_at)
    ids = response_ids(simulation)
    return [replace(response, id=next(ids)) for response in drawn]


def refuse_real(region: RegionEntry) -> None:
    """Raise RefusedError unless `region` is an invented one."""
    if not region.simulated:
        raise RefusedError(
            f"{region.name.id} is a real region (simulated = false in region.toml); "
            "it never gets simulated answers. Collect or import real ones."
        )


def response_ids(simulation: Simulation) -> Iterator[str]:
    """Yield the ids of the simulated answers, 32 hexadecimal digits each, in the order of recording."""
    random = stream(simulation.seed, "ids")
    while True:
        yield f"{random.getrandbits(128):032x}"


def _places(simulation: Simulation, registers: Registers, survey: Survey) -> Iterator[Place]:
    services: dict[str, list[Service]] = defaultdict(list)
    for service in registers.services:
        services[service.agency].append(service)
    counters: dict[str, list[str]] = defaultdict(list)
    for counter in registers.counters:
        if counter.survey == survey.id:
            counters[counter.service].append(counter.code)
    quality = qualities(simulation, survey, {agency: tuple(own) for agency, own in services.items()})
    zone = ZoneInfo(registers.region.timezone)
    for agency in registers.agencies:
        for service in services[agency.code]:
            if counters[service.code]:
                yield Place(
                    agency=agency, service=service, counters=tuple(counters[service.code]),
                    quality=quality[agency.code], zone=zone,
                )  # fmt: skip


def _response(random: Random, simulation: Simulation, survey: Survey, place: Place, month: date) -> NewResponse:
    """Draw one respondent from the visit to what is stored; the id comes later, with the order."""
    channel = _channel(random, simulation, place.agency.code)
    straight = random.random() < channel.straight_lined
    answers = _scores(random, simulation, survey, place, month, channel=channel, straight=straight)
    in_english = random.random() < simulation.english and channel.mode == "qr"
    if random.random() < simulation.commented and answers and not in_english:
        answers[COMMENT] = people.comment(random, sum(map(int, answers.values())) / len(answers))
    if random.random() < channel.described:
        answers |= people.describe(random)
    on_phone, on_paper = channel.mode == "qr", channel.mode == "paper"
    offline = on_phone and random.random() < simulation.offline
    visited_on = times.visit_day(random, month, place.agency.kind)
    in_the_evening = on_phone and random.random() < simulation.out_of_hours
    seconds = times.seconds_taken(random, straight=straight)
    return NewResponse(
        id=_UNNUMBERED, survey=survey.id, version=survey.version,
        agency=place.agency.code, service=place.service.code,
        counter=place.counters[int(random.random() * len(place.counters))],
        response_class="open", mode=channel.mode, offline=offline, language="en" if in_english else "id",
        visited_on=visited_on,
        received_at=times.recorded_at(
            random, visited_on, on_paper=on_paper, in_the_evening=in_the_evening, zone=place.zone
        ),
        seconds=seconds if on_phone and not offline else None,
        answers=answers,
    )  # fmt: skip


def _channel(random: Random, simulation: Simulation, agency: str) -> Channel:
    left = random.random()
    for channel, share in zip(simulation.channels, simulation.shares(agency), strict=True):
        left -= share
        if left < 0:
            return channel
    return simulation.channels[-1]


def _scores(
    random: Random,
    simulation: Simulation,
    survey: Survey,
    place: Place,
    month: date,
    *,
    channel: Channel,
    straight: bool,
) -> Answers:
    quality = place.quality
    theta = quality.services[place.service.code] + quality.months[month] + channel.lenience
    theta += random.gauss(0, simulation.lenience_spread)
    if straight:
        return dict.fromkeys(survey.index.weights, _score(random, simulation, survey, theta))
    answers: Answers = {}
    for key in survey.index.weights:
        score = _score(random, simulation, survey, theta + quality.questions[key])
        if key == FEE and place.service.tariff == FREE and random.random() < simulation.free_of_charge:
            score = survey.scale.maximum
        if random.random() >= channel.skipped:
            answers[key] = score
    return answers


def _score(random: Random, simulation: Simulation, survey: Survey, theta: float) -> int:
    felt = theta + logistic_noise(random)
    return survey.scale.minimum + sum(felt >= threshold for threshold in simulation.thresholds)
