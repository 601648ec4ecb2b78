"""Registers in the private database: a load adds and updates; what vanished is retired, never deleted."""

from dataclasses import dataclass

from collector.errors import CollectorRefusedError
from collector.registers.records import Agency, Registers, Service
from collector.storage import driver
from collector.storage.records import CounterEntry
from collector.storage.sqlite_store import SqliteStore
from collector.storage.visitors import replace_visitors
from survey_definitions.model import Text

UPSERT_AGENCY = """
    INSERT INTO agency (code, parent, kind, name_id, name_en, note, retired) VALUES (?, ?, ?, ?, ?, ?, 0)
    ON CONFLICT (code) DO UPDATE SET parent = excluded.parent, kind = excluded.kind,
        name_id = excluded.name_id, name_en = excluded.name_en, note = excluded.note, retired = 0
"""
UPSERT_SERVICE = """
    INSERT INTO service (code, agency, name_id, name_en, tariff, note, retired) VALUES (?, ?, ?, ?, ?, ?, 0)
    ON CONFLICT (code) DO UPDATE SET agency = excluded.agency, name_id = excluded.name_id,
        name_en = excluded.name_en, tariff = excluded.tariff, note = excluded.note, retired = 0
"""
UPSERT_COUNTER = """
    INSERT INTO counter (code, service, name_id, name_en, survey, retired) VALUES (?, ?, ?, ?, ?, 0)
    ON CONFLICT (code) DO UPDATE SET service = excluded.service, name_id = excluded.name_id,
        name_en = excluded.name_en, survey = excluded.survey, retired = 0
"""
INSERT_REGION = "INSERT INTO region VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSummary:
    """How many records a load brought, and how many of the earlier ones it retired."""

    agencies: int
    services: int
    counters: int
    visitor_counts: int
    retired: int


def save_registers(store: SqliteStore, registers: Registers) -> LoadSummary:
    """Bring the private database to what `registers` say, in one transaction; loading twice changes nothing.

    Raises
    ------
    CollectorRefusedError
        If the instance belongs to another region, or to the demo and the region does not (or the reverse).
    """
    with store.transaction() as connection:
        _check_region(connection, registers)
        _save_region(connection, registers)
        retired_before = _count_retired(connection)
        for table in ("agency", "service", "counter"):
            connection.execute(f"UPDATE {table} SET retired = 1")  # noqa: S608 - constants
        connection.executemany(UPSERT_AGENCY, [_agency_row(agency) for agency in registers.agencies])
        connection.executemany(UPSERT_SERVICE, [_service_row(service) for service in registers.services])
        connection.executemany(
            UPSERT_COUNTER,
            [(c.code, c.service, c.name.id, c.name.en, c.survey) for c in registers.counters],
        )
        replace_visitors(connection, registers.visitors)
        retired = _count_retired(connection) - retired_before
    return LoadSummary(
        agencies=len(registers.agencies), services=len(registers.services), counters=len(registers.counters),
        visitor_counts=len(registers.visitors), retired=max(retired, 0),
    )  # fmt: skip


def read_agencies(store: SqliteStore) -> list[tuple[Agency, bool]]:
    """Return every agency with whether it is retired, by code."""
    rows = store.connection.execute(
        "SELECT code, parent, kind, name_id, name_en, note, retired FROM agency ORDER BY code"
    )
    return [
        (Agency(code=r[0], parent=r[1], kind=r[2], name=Text(id=r[3], en=r[4]), note=r[5]), bool(r[6]))
        for r in rows
    ]


def read_services(store: SqliteStore) -> list[tuple[Service, bool]]:
    """Return every service with whether it is retired, by code."""
    rows = store.connection.execute(
        "SELECT code, agency, name_id, name_en, tariff, note, retired FROM service ORDER BY code"
    )
    return [
        (Service(code=r[0], agency=r[1], name=Text(id=r[2], en=r[3]), tariff=r[4], note=r[5]), bool(r[6]))
        for r in rows
    ]


def read_counters(store: SqliteStore) -> list[CounterEntry]:
    """Return every counter with the names of its service and unit, by unit, service and name."""
    rows = store.connection.execute(
        "SELECT counter.code FROM counter JOIN service ON service.code = counter.service"
        " ORDER BY service.agency, service.name_id, counter.name_id, counter.code"
    ).fetchall()
    found = (store.counter(code) for (code,) in rows)
    return [counter for counter in found if counter is not None]


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
            " ".join(region.additions),
        ),
    )  # fmt: skip


def _count_retired(connection: driver.Connection) -> int:
    (count,) = connection.execute(
        "SELECT (SELECT sum(retired) FROM agency) + (SELECT sum(retired) FROM service)"
        " + (SELECT sum(retired) FROM counter)"
    ).fetchone()
    return int(count or 0)


def _agency_row(agency: Agency) -> tuple[str | None, ...]:
    return (agency.code, agency.parent, agency.kind, agency.name.id, agency.name.en, agency.note)


def _service_row(service: Service) -> tuple[str, ...]:
    return (service.code, service.agency, service.name.id, service.name.en, service.tariff, service.note)
