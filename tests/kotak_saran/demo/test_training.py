"""The simulated truth about trainings and the register say the same."""

from dataclasses import replace
from datetime import date
from statistics import fmean

from collector.registers.files.events import Event
from collector.registers.files.follow_ups import STATUSES, FollowUp
from collector.registers.files.hours import DAYS, Hours
from collector.registers.files.nominations import Nomination
from collector.registers.files.participations import Participation
from collector.registers.files.trainings import Training
from collector.registers.records import Registers
from collector.storage.records import NewResponse
from kotak_saran.demo.parameters import DEMO, Effect, Simulation
from kotak_saran.demo.simulation import simulate
from kotak_saran.demo.times import OPEN_HOURS, SATURDAY, SIX_DAYS
from kotak_saran.demo.training import with_trainings
from survey_definitions.model import Survey

PRIMA = "pelayanan-prima"


def test_trained_units_change_in_the_month_after(registers: Registers) -> None:
    """Six units gain 3 points, two by two, in July and October 2025 and in January 2026."""
    changes = with_trainings(DEMO, registers).changes[len(DEMO.changes) :]
    assert [
        ("disdukcapil", 3, date(2025, 7, 1)), ("pkm-lazuardi", 3, date(2025, 7, 1)),
        ("bapenda", 3, date(2025, 10, 1)), ("dispusip", 3, date(2025, 10, 1)),
        ("disnaker", 3, date(2026, 1, 1)), ("mpp", 3, date(2026, 1, 1)),
    ] == sorted(
        ((one.agency, one.points, one.start) for one in changes), key=lambda one: (one[2], one[0])
    )  # fmt: skip


def test_without_a_register_nothing_changes(registers: Registers) -> None:
    """No row of participations, no effect; nor where nobody came."""
    none_came = tuple(replace(one, participants=0, completed=0) for one in registers.of(Participation))
    others = tuple(one for one in registers.records if not isinstance(one, Participation))
    assert DEMO == with_trainings(DEMO, replace(registers, records=others))
    assert DEMO == with_trainings(DEMO, replace(registers, records=(*others, *none_came)))


def test_effect_reaches_the_answers(
    small: Simulation, registers: Registers, survey: Survey, few_answers: list[NewResponse]
) -> None:
    """A large effect lifts the answers of trained units after their training, and no other answer."""
    lifted = simulate(replace(small, effects=(Effect(programme=PRIMA, points=15),)), registers, survey)
    assert len(few_answers) == len(lifted)

    def mean(responses: list[NewResponse], *, trained: bool) -> float:
        own = [r for r in responses if (r.agency == "disdukcapil" and r.visited_on >= date(2025, 7, 1)) is trained]
        return fmean(int(r.answers["waktu"]) for r in own if r.agency == "disdukcapil" and "waktu" in r.answers)

    assert mean(lifted, trained=True) > mean(few_answers, trained=True)
    assert mean(lifted, trained=False) == mean(few_answers, trained=False)


def test_programme_has_what_its_evaluation_needs(registers: Registers) -> None:
    """Twelve events, an order by lot with units that wait, a unit chosen after a bad month, a group of six."""
    trainings = registers.of(Training)
    assert 12 == len(trainings)
    lots = {one.agency: one.lot for one in registers.of(Nomination) if one.lot}
    waiting = lots.keys() - {one.agency for one in registers.of(Participation) if one.training.startswith("prima")}
    assert ({1, 2, 3, 4, 5, 6, 7, 8}, 2) == (set(lots.values()), len(waiting))
    (bad,) = [one for one in DEMO.changes if one.end]
    (chosen,) = [one for one in registers.of(Nomination) if one.agency == bad.agency]
    assert ("nilai-rendah", True) == (chosen.reason, bad.start < chosen.nominated_on < date(2025, 10, 31))
    assert 6 in {one.participants for one in registers.of(Participation)}
    attrition = [one for one in registers.of(Participation) if one.training == "arsip-1"]
    assert (42, 31) == (sum(one.participants for one in attrition), sum(one.completed for one in attrition))


def test_register_explains_what_the_simulation_does(registers: Registers) -> None:
    """Each true change that is not a training's stands among the other changes, on its first month."""
    told = {(one.agency, one.happened_on.replace(day=1)) for one in registers.of(Event)}
    assert {(one.agency, one.start) for one in DEMO.changes} <= told


def test_promises_have_every_status(registers: Registers) -> None:
    """Each status occurs; one promise is long overdue and one was kept late."""
    promises = registers.of(FollowUp)
    assert set(STATUSES) == {one.status for one in promises}
    assert any(one.is_open and one.due < date(2026, 9, 30) for one in promises)
    assert any(one.done_on and one.done_on > one.due for one in promises)


def test_hours_are_those_of_the_simulated_visits(registers: Registers) -> None:
    """Units that serve on Saturdays are the ones the register opens then, and every simulated hour is open."""
    hours = registers.of(Hours)
    saturdays = {one.agency for one in hours if one.day == list(DAYS)[SATURDAY]}
    assert {agency.code for agency in registers.agencies if agency.kind in SIX_DAYS} == saturdays
    first, last = min(map(int, OPEN_HOURS)), max(map(int, OPEN_HOURS))
    assert all(one.opens <= f"{first:02}:00" and one.closes >= f"{last + 1}:00" for one in hours)
