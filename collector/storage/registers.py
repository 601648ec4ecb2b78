"""Registers in the private database, saved and read as their declarations say.

A load adds and updates. What vanished from a file is retired where something else may point at it (a counter's
printed code, a promise to citizens), else removed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from collector.errors import CollectorRefusedError
from collector.registers.files.agencies import Agency
from collector.registers.files.nominations import Nomination
from collector.registers.files.services import Service
from collector.registers.files.trainings import Training
from collector.registers.files.visitors import VisitorCount
from collector.registers.records import Registers
from collector.registers.register import Record, Register
from collector.registers.registry import registers as declared
from collector.storage import driver
from collector.storage.lotteries import check_lots
from collector.storage.records import CounterEntry, RegionEntry
from collector.storage.sqlite_store import SqliteStore
from collector.storage.visitors import replace_visitors

R = TypeVar("R", bound=Record)
INSERT_REGION = "INSERT INTO region VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
Saver = Callable[[driver.Connection, Iterable[Any]], None]
SAVERS: Mapping[type[Record], Saver] = {VisitorCount: replace_visitors}
"""Registers that are not alone in their table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSummary:
    """How many records of each register a load brought, and how many earlier ones it retired."""

    loaded: Mapping[type[Record], int]
    retired: int

    def said(self) -> str:
        """Say it, leaving out what a region may do without and does."""
        counts = ((record.register, n) for record, n in self.loaded.items())
        return ", ".join(f"{n} {one.title.en.lower()}" for one, n in counts if n or one.required)


def save_registers(store: SqliteStore, registers: Registers) -> LoadSummary:
    """Bring the private database to what `registers` say, in one transaction; loading twice changes nothing.

    Raises
    ------
    CollectorRefusedError
        If the instance belongs to another region, or lots are not those that were drawn.
    """
    with store.transaction() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")  # so that no order of the registers is needed
        _check_region(connection, registers)
        check_lots(connection, registers.of(Training), registers.of(Nomination))
        _save_region(connection, registers)
        retired_before = _count_retired(connection)
        for record in declared():
            _save(connection, record, registers.of(record))
        retired = _count_retired(connection) - retired_before
    loaded = Counter(type(record) for record in registers.records)
    return LoadSummary(loaded={record: loaded[record] for record in declared()}, retired=max(retired, 0))


def read_records(store: SqliteStore, record: type[R]) -> list[tuple[R, bool]]:
    """Return every record of a register with whether it is retired, in the order of its key."""
    register = record.register
    columns = _names(column.name for column in register.columns)
    retired = "retired" if register.retires else "0"
    rows = store.connection.execute(
        f"SELECT {columns}, {retired} FROM {register.table} ORDER BY {_names(register.key)}"  # noqa: S608 - our names
    )
    return [(_restored(record, row[:-1]), bool(row[-1])) for row in rows]


def loaded_region(store: SqliteStore) -> RegionEntry:
    """Return the region of this instance; raise CollectorRefusedError if none is loaded yet."""
    region = store.region()
    if region is None:
        raise CollectorRefusedError("This instance holds no region yet. Run 'kotaksaran region load' first.")
    return region


def read_agencies(store: SqliteStore) -> list[tuple[Agency, bool]]:
    """Return every agency with whether it is retired, by code."""
    return read_records(store, Agency)


def read_services(store: SqliteStore) -> list[tuple[Service, bool]]:
    """Return every service with whether it is retired, by code."""
    return read_records(store, Service)


def read_counters(store: SqliteStore) -> list[CounterEntry]:
    """Return every counter with the names of its service and unit, by unit, service and name."""
    rows = store.connection.execute(
        "SELECT counter.code FROM counter JOIN service ON service.code = counter.service"
        " ORDER BY service.agency, service.name_id, counter.name_id, counter.code"
    ).fetchall()
    found = (store.counter(code) for (code,) in rows)
    return [counter for counter in found if counter is not None]


def _save(connection: driver.Connection, record: type[Record], records: Iterable[Record]) -> None:
    if record in SAVERS:
        SAVERS[record](connection, records)
        return
    register = record.register
    given_up = f"UPDATE {register.table} SET retired = 1" if register.retires else f"DELETE FROM {register.table}"  # noqa: S608 - our names
    connection.execute(given_up)
    connection.executemany(_insert(register), [_stored(register, one) for one in records])


def _insert(register: Register) -> str:
    """Return the statement that adds a record, or updates the retired one with its key."""
    names = [column.name for column in register.columns]
    insert = f"INSERT INTO {register.table} ({_names(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - our names
    if not register.retires:
        return insert
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in register.key)
    return f"{insert} ON CONFLICT ({_names(register.key)}) DO UPDATE SET {changes}, retired = 0"


def _stored(register: Register, record: Record) -> tuple[str | int | None, ...]:
    return tuple(column.kind.store(getattr(record, column.name)) for column in register.columns)


def _restored(record: type[R], row: tuple[Any, ...]) -> R:
    make: Callable[..., R] = record
    columns = record.register.columns
    return make(**{column.name: column.kind.restore(cell) for column, cell in zip(columns, row, strict=True)})


def _names(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _check_region(connection: driver.Connection, registers: Registers) -> None:
    row = connection.execute("SELECT code FROM region").fetchone()
    if row and row[0] != registers.region.code:
        raise CollectorRefusedError(
            f"This instance holds the region '{row[0]}'; '{registers.region.code}' needs one of its own. "
            "Choose another folder with --instance."
        )


def _save_region(connection: driver.Connection, registers: Registers) -> None:
    region = registers.region
    connection.execute("DELETE FROM region")
    connection.execute(
        INSERT_REGION,
        (
            region.code, region.kind, region.name.id, region.name.en, region.publisher.id, region.publisher.en,
            region.timezone, region.period_kind, region.default_survey, int(region.simulated), region.licence,
            " ".join(region.additions), region.contact,
        ),
    )  # fmt: skip


def _count_retired(connection: driver.Connection) -> int:
    tables = [record.register.table for record in declared() if record.register.retires]
    sums = (connection.execute(f"SELECT total(retired) FROM {table}").fetchone() for table in tables)  # noqa: S608 - our names
    return int(sum(count for (count,) in sums))
