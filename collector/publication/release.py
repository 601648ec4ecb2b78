"""PUB07 and PUB08: make a release, whole or not at all, the same bytes for the same content."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from collector.errors import CollectorRefusedError
from collector.publication import cells, descriptions, microdata, small_cells
from collector.publication.datapackage import datapackage
from collector.publication.datasette_files import write_datasette_files
from collector.publication.downloads import RULE as PUB06
from collector.publication.downloads import write_csv
from collector.publication.grouping import UnitPeriod, tally_groups
from collector.publication.open_file import LOG_TABLE, OpenFile
from collector.publication.open_tables import SCHEMA_VERSION, open_tables
from collector.publication.small_cells import K, Protected, protect
from collector.publication.tally import Shape
from collector.storage.reading import read_responses, snapshot, surveys_answered
from collector.storage.records import RegionEntry
from collector.storage.registers import read_agencies, read_services, read_visitors
from collector.storage.releases import ReleaseEntry, log_release, read_releases
from collector.storage.sqlite_store import SqliteStore
from survey_definitions.model import Subject, Survey

RULE = "PUB07"
RULES = " ".join(f"{rule}/1" for rule in (microdata.RULE, small_cells.RULE, PUB06, RULE))
CURRENT = "current"  # a link to the newest release; the names people use are links through it
SUMS, TIME = "SHA256SUMS", "release.json"
PUBLIC_NAMES = ("open.db", "datapackage.json", "data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Public base addresses of form, open data and site; empty where there is none yet."""

    form: str = ""
    data: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSummary:
    """What a publish did; `is_new` is False where the same content had been released before."""

    id: str
    rows_in: int
    rows_out: int
    cells_hidden: int
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """What a release is made from."""

    store: SqliteStore
    region: RegionEntry
    surveys: tuple[Survey, ...]
    secret: bytes
    addresses: Addresses


def publish(
    store: SqliteStore,
    surveys: Mapping[str, Survey],
    output: Path,
    *,
    secret: bytes,
    addresses: Addresses | None = None,
    now: datetime | None = None,
) -> ReleaseSummary:
    """Release the instance's answers into `output` by the allow list and the rules of publication.

    Parameters
    ----------
    surveys
        All definitions by id; those that were answered or are asked describe themselves in the open file.
    secret
        The instance's secret key; row ids are keyed with it (PUB01).
    now
        The moment a new release is logged with; the system's clock if None.

    Raises
    ------
    CollectorRefusedError
        If no region is loaded, a questionnaire is missing or `output` can't be written.
    """
    region = store.region()
    if region is None:
        raise CollectorRefusedError("This instance holds no region yet. Run 'kotaksaran region load' first.")
    with snapshot(store):
        needed = surveys_answered(store)
        missing = [survey for survey in needed if survey not in surveys]
        if missing:
            raise CollectorRefusedError(f"The questionnaire {', '.join(missing)} was answered but is not defined.")
        used = tuple(surveys[survey] for survey in needed if surveys[survey].subject is Subject.SERVICE)
        instance = Instance(
            store=store, region=region, surveys=used, secret=secret, addresses=addresses or Addresses()
        )
        file, entry = _fill(instance, now or datetime.now(UTC))
    known = {release.id for release in read_releases(store)}
    try:
        _write(file, entry, region, output)
    except OSError as error:
        raise CollectorRefusedError(
            f"{output}: the release can't be written ({error.strerror}). Check the folder or name another one "
            "with --output."
        ) from error
    finally:
        file.close()
    if entry.id not in known:
        log_release(store, entry)
    return ReleaseSummary(
        id=entry.id, rows_in=entry.rows_in, rows_out=entry.rows_out, cells_hidden=entry.cells_hidden,
        is_new=entry.id not in known,
    )  # fmt: skip


def _fill(instance: Instance, now: datetime) -> tuple[OpenFile, ReleaseEntry]:
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


def _write(file: OpenFile, entry: ReleaseEntry, region: RegionEntry, output: Path) -> None:
    """Write the release into a folder of its own and switch to it by one rename."""
    releases = output / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=releases, prefix=".draft-") as draft_name:
        draft = Path(draft_name) / entry.id
        draft.mkdir()
        file.save(draft / "open.db")
        write_csv(file, draft / "data")
        _write_json(draft / "datapackage.json", datapackage(region, entry.id, file.tables))
        write_datasette_files(draft, region, entry.id, file.tables)
        (draft / SUMS).write_text(_sums(draft), encoding="utf-8")
        # The time stands beside the digested files, so that the same content stays the same bytes (PUB07).
        _write_json(draft / TIME, {"release": entry.id, "made_at": entry.made_at.isoformat()})
        target = releases / entry.id
        if not _is_intact(target):
            shutil.rmtree(target, ignore_errors=True)
            draft.rename(target)
    _switch(output / CURRENT, Path("releases") / entry.id)
    for name in PUBLIC_NAMES:
        _switch(output / name, Path(CURRENT) / name)


def _switch(link: Path, target: Path) -> None:
    """Point `link` at `target` by one rename."""
    if link.is_symlink() and link.readlink() == target:
        return
    draft = link.with_name(f".{link.name}.new")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    draft.replace(link)


def _write_json(path: Path, document: object) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _is_intact(folder: Path) -> bool:
    """Tell whether the release stands there already, byte for byte as it was written; then it is left alone."""
    sums = folder / SUMS
    return sums.is_file() and sums.read_text(encoding="utf-8") == _sums(folder)


def _sums(folder: Path) -> str:
    """List the digests of the files of a release, as ``sha256sum --check`` reads them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in (SUMS, TIME))
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in files
    )
