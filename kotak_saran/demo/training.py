"""What the invented city's trainings truly change: the register says when, the parameters say how much."""

from dataclasses import replace
from datetime import date

from collector.registers.files.participations import Participation
from collector.registers.files.trainings import Training
from collector.registers.records import Registers
from kotak_saran.demo.parameters import Change, Simulation


def with_trainings(simulation: Simulation, registers: Registers) -> Simulation:
    """Return `simulation` with the changes of trained units, from the month after their training on."""
    trainings = {training.code: training for training in registers.of(Training)}
    attended = (
        (trainings[one.training], one.agency) for one in registers.of(Participation) if one.participants
    )  # fmt: skip
    changes = [
        Change(agency=agency, points=effect.points, start=_month_after(training.end))
        for training, agency in sorted(attended, key=lambda pair: pair[0].start)
        for effect in simulation.effects
        if effect.programme == training.programme
    ]
    return replace(simulation, changes=(*simulation.changes, *changes))


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
