"""How many answers each service gets in each month, from the register of visitors."""

import math
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from collector.registers.records import Registers
from kotak_saran.demo.chance import stream
from kotak_saran.demo.parameters import Simulation

ServiceMonth = tuple[str, date]


def expected_answers(simulation: Simulation, registers: Registers) -> dict[ServiceMonth, float]:
    """Return the expected number of answers by service and first day of the month; they sum to `answers`."""
    served = served_by_month(simulation, registers)
    by_agency: dict[str, dict[ServiceMonth, int]] = defaultdict(dict)
    agency_of = {service.code: service.agency for service in registers.services}
    for (service, month), people in served.items():
        by_agency[agency_of[service]][service, month] = people
    raw: dict[ServiceMonth, float] = {}
    for agency, visits in sorted(by_agency.items()):
        if agency not in simulation.silent_agencies:
            raw |= _weights(simulation, agency, visits)
    whole = sum(raw.values())
    return {key: weight * simulation.answers / whole for key, weight in raw.items()} if whole else {}


def served_by_month(simulation: Simulation, registers: Registers) -> dict[ServiceMonth, int]:
    """Return how many people each service served in each simulated month; a count belongs where it starts."""
    wanted = frozenset(simulation.month_starts)
    served: dict[ServiceMonth, int] = defaultdict(int)
    for count in registers.visitors:
        month = count.start.replace(day=1)
        if month in wanted and count.served:
            served[count.service, month] += count.served
    return dict(served)


def _weights(simulation: Simulation, agency: str, visits: Mapping[ServiceMonth, int]) -> dict[ServiceMonth, float]:
    """Return how much of the answers an agency draws: visitors times its response rate, month by month."""
    random = stream(simulation.seed, "volume", agency)
    monthly = sum(visits.values()) / simulation.months
    rate = monthly ** (simulation.volume_exponent - 1) * math.exp(random.gauss(0, simulation.volume_spread))
    effort: dict[date, float] = {}
    for month in simulation.month_starts:
        effort[month] = math.exp(random.gauss(0, simulation.effort_spread))
        if random.random() < simulation.empty_months:
            effort[month] *= simulation.empty_month_effort
    return {(service, month): people * rate * effort[month] for (service, month), people in visits.items()}
