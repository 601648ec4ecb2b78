"""Did service change after training? Each programme over all agencies, from their months."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from site_builder.indicators.interrupted_series import InterruptedSeries, interrupted_series
from site_builder.indicators.training_effect import TrainingEffect, training_effect
from site_builder.indicators.training_obstacles import Obstacle
from site_builder.indicators.training_panel import Selection, UnitMonths
from site_builder.monthly import MONTHS_A_YEAR, Months, by_number
from site_builder.records import Nomination, OpenData, Programme, Training

SELECTIONS = {
    "undian": Selection.LOT,
    "sukarela": Selection.VOLUNTEERED,
    "nilai-rendah": Selection.LOW_SCORE,
    "perintah": Selection.ORDERED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingResult:
    """One programme: its trainings, the agencies trained by the end of the data, and what was found.

    Attributes
    ----------
    code
        That of the programme, or of the training where it belongs to none.
    effect
        The estimate over all units, or why there is none.
    obstacles
        Why a trained unit took no part in it, by agency.
    panel
        The agencies that have months to compare.
    alone, alone_of
        The line of the single trained unit, where there is only one, and which that is.
    """

    code: str
    trainings: tuple[Training, ...]
    trained: Mapping[str, date]
    effect: TrainingEffect
    obstacles: Mapping[str, Obstacle]
    panel: frozenset[str]
    alone: InterruptedSeries | None
    alone_of: str


class Trainings:
    """The results of a release's trainings."""

    def __init__(self, data: OpenData, months: Months) -> None:
        self._data = data
        self._months = months

    def of(self, agency: str) -> tuple[TrainingResult, ...]:
        """Return the results of the programmes an agency was trained in."""
        return tuple(result for result in self.results if agency in result.trained)

    @cached_property
    def results(self) -> tuple[TrainingResult, ...]:
        """Every programme that trained somebody before the data end."""
        programme, newest = self._data.programme, self._newest
        if newest is None:
            return ()
        codes = sorted({training.programme for training in programme.trainings})
        panels = (_Panel(self._data, self._months, code, newest) for code in codes)
        return tuple(panel.result() for panel in panels if panel.trained)

    @cached_property
    def _newest(self) -> str | None:
        """The questionnaire of the newest month: nothing is computed across a change of it (SKM03)."""
        found = (self._months.of(code) for code in self._data.agencies)
        newest = [monthly.months[-1] for monthly in found if monthly is not None]
        return max(newest, key=lambda month: (month.number, month.survey.version)).survey.id if newest else None


class _Panel:
    """The agencies of a region for one programme, on the same months."""

    def __init__(self, data: OpenData, months: Months, code: str, survey: str) -> None:
        self._programme: Programme = data.programme
        self._trainings = {one.code: one for one in data.programme.trainings}
        self._code = code
        found = {agency: months.of(agency) for agency in data.agencies}
        self._values = {
            agency: values
            for agency, monthly in found.items()
            if monthly is not None and (values := by_number(monthly, survey))
        }
        numbers = [number for values in self._values.values() for number in values]
        self._first, self._last = min(numbers), max(numbers)

    @cached_property
    def trained(self) -> dict[str, date]:
        """The end of the first training of each agency, for those that have months after it in the data."""
        ends: dict[str, date] = {}
        for training, agency in self._programme.attended:
            one = self._trainings.get(training)
            if one is not None and one.programme == self._code and _number(one.end) < self._last:
                ends[agency] = min(one.end, ends.get(agency, one.end))
        return ends

    def result(self) -> TrainingResult:
        """Estimate the effect; where a single unit was trained, look at its own line as well."""
        units = [self._unit(agency) for agency in self._values]
        effect = training_effect(units)
        trained = [unit for unit in units if unit.trained is not None]
        return TrainingResult(
            code=self._code,
            trainings=tuple(one for one in self._trainings.values() if one.programme == self._code),
            trained=self.trained,
            effect=effect,
            obstacles=dict(effect.excluded),
            panel=frozenset(self._values),
            alone=interrupted_series(trained[0]) if len(trained) == 1 else None,
            alone_of=trained[0].unit if len(trained) == 1 else "",
        )

    def _unit(self, agency: str) -> UnitMonths:
        """Return the months of an agency; it counts as trained from the month after its training on."""
        end, chosen = self.trained.get(agency), self._nomination(agency)
        values = self._values[agency]
        return UnitMonths(
            unit=agency,
            values=tuple(values.get(number) for number in range(self._first, self._last + 1)),
            trained=None if end is None else _number(end) + 1 - self._first,
            nominated=None if chosen is None else _number(chosen.nominated_on) - self._first,
            selection=None if chosen is None else SELECTIONS.get(chosen.reason),
            changes=tuple(sorted(set(self._changes(agency)))),
        )

    def _nomination(self, agency: str) -> Nomination | None:
        own = (one for one in self._programme.nominations if one.agency == agency and self._belongs(one.training))
        return min(own, key=lambda one: one.nominated_on, default=None)

    def _changes(self, agency: str) -> Iterator[int]:
        """Yield the months in which something else changed: events, and trainings of other programmes."""
        days = [event.happened_on for event in self._programme.events if event.agency == agency]
        days += [
            self._trainings[training].start
            for training, attended in self._programme.attended
            if attended == agency and training in self._trainings and not self._belongs(training)
        ]
        inside = (_number(day) - self._first for day in days)
        yield from (month for month in inside if 0 < month <= self._last - self._first)

    def _belongs(self, training: str) -> bool:
        one = self._trainings.get(training)
        return one is not None and one.programme == self._code


def _number(day: date) -> int:
    return day.year * MONTHS_A_YEAR + day.month - 1
