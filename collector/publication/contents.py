"""PUB08: fill an open file with everything a release contains, and log what it holds and hides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from collector.publication import cells, descriptions, microdata, small_cells
from collector.publication.downloads import RULE as PUB06
from collector.publication.grouping import UnitPeriod, tally_groups
from collector.publication.open_file import LOG_TABLE, OpenFile
from collector.publication.open_tables import SCHEMA_VERSION, open_tables
from collector.publication.small_cells import K, Protected, protect
from collector.publication.tally import Shape
from collector.storage.reading import read_responses
from collector.storage.records import RegionEntry
from collector.storage.registers import read_agencies, read_services
from collector.storage.releases import ReleaseEntry, read_releases
from collector.storage.sqlite_store import SqliteStore
from collector.storage.visitors import read_visitors
from survey_definitions.model import Survey

RULES = " ".join(f"{rule}/1" for rule in (microdata.RULE, small_cells.RULE, PUB06, "PUB07"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Public base addresses of form, open data and site; empty where there is none yet."""

    form: str = ""
    data: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """What a release is made from."""

    store: SqliteStore
    region: RegionEntry
    surveys: tuple[Survey, ...]
    secret: bytes
    addresses: Addresses


def fill(instance: Instance, now: datetime) -> tuple[OpenFile, ReleaseEntry]:
    """Fill an open file in memory and return it with its entry in the log."""
    store, kind = instance.store, instance.region.period_kind
    shapes = {survey.id: Shape.of(survey) for survey in instance.surveys}
    raw = tally_groups(read_responses(store), shapes, kind)
    groups = {group: protect(tallies, shapes[group.survey]) for group, tallies in raw.items()}
    file = OpenFile(open_tables(instance.surveys))
    _describe(file, instance, groups)
    for group, protected in groups.items():
        file.insert("count_cell", cells.count_rows(group, protected))
    services = read_services(store)
    agency_of = {service.code: service.agency for service, _ in services}
    file.insert("denominator", cells.denominator_rows(groups, read_visitors(store), agency_of, kind))
    head = store.chain_head().hex()
    key = microdata.release_key(instance.secret, head.encode() + file.digest())
    rows = microdata.open_rows(read_responses(store), groups, shapes, kind, key)
    rows_out = _insert_microdata(file, {survey.id: survey.table for survey in instance.surveys}, rows)
    release = file.digest().hex()[:16]
    file.insert("meta", [("release", release)])
    rows_in = sum(tally.n for tallies in raw.values() for tally in tallies.values())
    entry = _log(file, store, release, now, (rows_in, rows_out, _count_hidden(file), head))
    return file, entry


def _describe(file: OpenFile, instance: Instance, groups: Mapping[UnitPeriod, Protected]) -> None:
    region, addresses = instance.region, instance.addresses
    shown = [group.period.end for group, protected in groups.items() if protected.parts]
    meta = {
        "schema_version": SCHEMA_VERSION,
        "region": region.code, "region_kind": region.kind,
        "region_name_id": region.name.id, "region_name_en": region.name.en,
        "publisher_id": region.publisher.id, "publisher_en": region.publisher.en,
        "licence": region.licence, "simulated": str(int(region.simulated)), "period_kind": region.period_kind,
        "k": str(K), "form_url": addresses.form, "data_url": addresses.data, "site_url": addresses.site,
        "data_until": max(shown).isoformat() if shown else "",
    }  # fmt: skip
    file.insert("meta", sorted(meta.items()))
    for survey in instance.surveys:
        file.insert("survey", [descriptions.survey_row(survey)])
        file.insert("grade", descriptions.grade_rows(survey))
        file.insert("question", descriptions.question_rows(survey))
        file.insert("choice", descriptions.choice_rows(survey))
    file.insert("agency", descriptions.agency_rows(read_agencies(instance.store)))
    file.insert("service", descriptions.service_rows(read_services(instance.store)))
    file.insert("period", descriptions.period_rows(cells.periods_shown(groups)))


def _insert_microdata(
    file: OpenFile, tables: Mapping[str, str], rows: Iterable[tuple[str, microdata.OpenRow]]
) -> int:
    inserted = 0
    for survey, same in groupby(rows, key=lambda pair: pair[0]):
        inserted += file.insert(
            tables[survey],
            (
                (row.id, row.agency, row.service, row.period, row.mode, row.response_class, *row.values)
                for _, row in same
            ),
        )
    return inserted


def _count_hidden(file: OpenFile) -> int:
    return sum(
        1
        for table in file.tables
        if table.columns[-1].name == "rule"
        for row in file.rows(table)
        if row[-1] is not None
    )


def _log(
    file: OpenFile, store: SqliteStore, release: str, now: datetime, facts: tuple[int, int, int, str]
) -> ReleaseEntry:
    """Write the public log up to this release; releasing the same content again gives the same log."""
    rows_in, rows_out, cells_hidden, head = facts
    log = read_releases(store)
    entry = next((earlier for earlier in log if earlier.id == release), None)
    entry = entry or ReleaseEntry(
        position=len(log) + 1, id=release, made_at=now, rows_in=rows_in, rows_out=rows_out,
        cells_hidden=cells_hidden, rules=RULES, chain_head=head,
    )  # fmt: skip
    listed = [*(earlier for earlier in log if earlier.position < entry.position), entry]
    file.insert(
        LOG_TABLE,
        [(e.position, e.id, _unless_small(e), e.rows_out, e.cells_hidden, e.rules, e.chain_head) for e in listed],
    )
    return entry


def _unless_small(entry: ReleaseEntry) -> int | None:
    """Return rows in, unless the difference to rows out would tell how many a hidden cell holds (PUB02)."""
    return None if 0 < entry.rows_in - entry.rows_out < K else entry.rows_in
