"""The registers of one region as frozen records."""

from dataclasses import dataclass
from datetime import date

from collector.storage.records import RegionEntry
from survey_definitions.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A unit of the government; `parent` is another agency's code or None."""

    code: str
    parent: str | None
    kind: str
    name: Text
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service of an agency; `tariff` is ``gratis``, ``berbayar`` or empty where unknown (SKM18)."""

    code: str
    agency: str
    name: Text
    tariff: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A place where a service is given; its code is printed on paper and never changes."""

    code: str
    service: str
    name: Text
    survey: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorCount:
    """How many people a service served from `start` to `end`, both included."""

    service: str
    start: date
    end: date
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """Everything `region load` reads from one folder."""

    region: RegionEntry
    agencies: tuple[Agency, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    visitors: tuple[VisitorCount, ...]
