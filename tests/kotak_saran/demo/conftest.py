"""The invented city and a small draw of its answers."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from collector.registers.loader import load_registers
from collector.registers.records import Registers
from collector.storage.records import NewResponse
from kotak_saran.demo.parameters import DEMO, Simulation
from kotak_saran.demo.region import region_folder
from kotak_saran.demo.simulation import simulate
from survey_definitions.loader import load_survey, load_surveys
from survey_definitions.model import Survey


@pytest.fixture(scope="session")
def registers() -> Registers:
    """Return the registers of Kota Contoh."""
    return load_registers(region_folder(), load_surveys())


@pytest.fixture(scope="session")
def survey() -> Survey:
    """Return the questionnaire of its counters."""
    return load_survey("skm-2017")


@pytest.fixture(scope="session")
def small() -> Simulation:
    """Return the demo's numbers with a tenth of the answers."""
    return replace(DEMO, answers=2000)


@pytest.fixture(scope="session")
def few_answers(small: Simulation, registers: Registers, survey: Survey) -> list[NewResponse]:
    """Return about 2,000 simulated answers."""
    return simulate(small, registers, survey)


@pytest.fixture(scope="session")
def answers(registers: Registers, survey: Survey) -> list[NewResponse]:
    """Return all simulated answers of the demo."""
    return simulate(DEMO, registers, survey)


@pytest.fixture
def free_ports() -> tuple[int, int, int]:
    """Return three ports nobody listens on."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(3)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        first, second, third = (int(probe.getsockname()[1]) for probe in probes)
    return first, second, third


@pytest.fixture
def taken_port() -> Iterator[int]:
    """Listen on a port and return its number."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield int(taken.getsockname()[1])
