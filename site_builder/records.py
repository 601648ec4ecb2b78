"""What the open file says, once read: frozen records, no dictionaries of columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from site_builder.indicators.moments import Moments
from survey_definitions.model import Choice, Index, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """The release as a whole.

    Attributes
    ----------
    k
        Fewest answers a published number may rest on (PUB02).
    form_url, data_url, site_url
        Addresses of form, Datasette and site without a trailing slash, or empty.
    data_until
        End of the newest data that are shown, or None; never later than the month of the release.
    contact
        Where faults of security may be told, or empty.
    """

    release: str
    region: str
    region_kind: str
    name: Text
    publisher: Text
    licence: str
    simulated: bool
    period_kind: str
    k: int
    form_url: str
    data_url: str
    site_url: str
    data_until: date | None
    contact: str = ""

    @property
    def licence_known(self) -> bool:
        """Whether the data may be reused under a known licence."""
        return self.licence != "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyQuestion:
    """One question of a questionnaire; `weight` is None unless it counts in the index."""

    key: str
    position: int
    list_position: int
    name: Text
    text: Text
    definition: Text
    weight: Fraction | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyInfo:
    """One questionnaire in one version; the weights of `index` stand in list order (SKM02)."""

    id: str
    family: str
    version: int
    subject: str
    title: Text
    regulation: Text
    scale: tuple[int, int]
    questions: tuple[SurveyQuestion, ...]
    index: Index

    @property
    def scored(self) -> tuple[SurveyQuestion, ...]:
        """The unsur, in list order (SKM02)."""
        return tuple(question for question in self.questions if question.weight is not None)

    @property
    def limits(self) -> tuple[int, int]:
        """Lowest and highest index anyone can get, 25 and 100 for answers 1 to 4."""
        return self.scale[0] * self.index.multiplier, self.scale[1] * self.index.multiplier


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A unit of the region; `parent` is the code of the unit above it, or None."""

    code: str
    parent: str | None
    kind: str
    name: Text
    note: str
    retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service of one agency; `tariff` is ``gratis``, ``berbayar`` or empty (SKM18)."""

    code: str
    agency: str
    name: Text
    tariff: str
    note: str
    retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """An official survey period (SKM21); both dates belong to it; until it is `closed` its numbers change."""

    id: str
    kind: str
    year: int
    number: int
    start: date
    end: date
    closed: bool = True


class CellPlace(NamedTuple):
    """Which cell something belongs to; `service` as in `Cell`, `period` may be a month as well."""

    agency: str
    service: str | None
    survey: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The answers of one unit, questionnaire and period, pooled over mode and class (SKM16).

    Attributes
    ----------
    service
        None for the agency as a whole, ``gabungan`` for its merged small services, else a service code.
    n
        Respondents, or None where they are hidden (PUB02).
    counts
        Per question how many gave which value; None where the question is hidden.
    """

    agency: str
    service: str | None
    survey: str
    period: str
    n: int | None
    counts: Mapping[str, Mapping[int, int] | None]

    @property
    def place(self) -> CellPlace:
        """Where it belongs."""
        return CellPlace(self.agency, self.service, self.survey, self.period)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How the answers of one cell came about, as far as the open file tells.

    Attributes
    ----------
    modes
        Answers by mode of entry; small modes stand together in ``campuran`` (PUB02).
    straight
        How many gave one value to every unsur, or None where that is not known.
    """

    modes: Mapping[str, int]
    straight: int | None


class ServedKey(NamedTuple):
    """Whose visitors were counted, and when; `service` is that of `Cell`."""

    agency: str
    service: str | None
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One training; those of a `programme` belong together, as the same training given at several dates."""

    code: str
    programme: str
    title: Text
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """When and why (`reason`, a code of the register) a unit was chosen for a training."""

    training: str
    agency: str
    nominated_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something else that changed in a unit and may have moved its score."""

    agency: str
    happened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What a release says of trainings; `attended` are pairs of training and agency."""

    trainings: tuple[Training, ...] = ()
    attended: tuple[tuple[str, str], ...] = ()
    nominations: tuple[Nomination, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenData:
    """One release, read at once; registers are in the order of their codes, cells in that of the file.

    Attributes
    ----------
    cells, months
        Cells of official periods, and those of months, whose periods stand in `calendar`.
    ways
        How the answers of the official cells came about.
    served
        People served, where reported and shown.
    moments
        Sums for standard errors of the cells that have them: official periods, and months of units.
    """

    path: Path
    meta: Meta
    surveys: Mapping[str, SurveyInfo]
    agencies: Mapping[str, Agency]
    services: Mapping[str, Service]
    periods: Mapping[str, Period]
    calendar: Mapping[str, Period]
    cells: tuple[Cell, ...]
    months: tuple[Cell, ...]
    ways: Mapping[CellPlace, Ways]
    served: Mapping[ServedKey, int]
    programme: Programme
    moments: Mapping[CellPlace, Moments]
