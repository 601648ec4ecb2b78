"""The registers of one region as frozen records."""

from dataclasses import dataclass, field
from typing import TypeVar

from collector.registers.files.agencies import Agency
from collector.registers.files.counters import Counter
from collector.registers.files.services import Service
from collector.registers.files.visitors import VisitorCount
from collector.registers.register import Record
from collector.storage.records import RegionEntry

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """Everything `region load` reads from one folder.

    Attributes
    ----------
    records
        The records of all registers, each register's in the order of its file.
    warnings
        What could be read but should be looked at, one sentence each.
    """

    region: RegionEntry
    records: tuple[Record, ...]
    warnings: tuple[str, ...] = field(default=(), compare=False)

    def of(self, register: type[R]) -> tuple[R, ...]:
        """Return the records of one register."""
        return tuple(record for record in self.records if isinstance(record, register))

    @property
    def agencies(self) -> tuple[Agency, ...]:
        """The units."""
        return self.of(Agency)

    @property
    def services(self) -> tuple[Service, ...]:
        """Their services."""
        return self.of(Service)

    @property
    def counters(self) -> tuple[Counter, ...]:
        """The counters of the services."""
        return self.of(Counter)

    @property
    def visitors(self) -> tuple[VisitorCount, ...]:
        """How many people were served."""
        return self.of(VisitorCount)
