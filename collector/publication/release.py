"""PUB07: make a release, whole or not at all, the same bytes for the same content."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from collector.errors import CollectorRefusedError
from collector.publication.contents import fill
from collector.publication.counting import refresh
from collector.publication.datasette.documents import write_datasette_files
from collector.publication.edition import Addresses, Edition
from collector.publication.formats import write_formats
from collector.publication.formats.json_documents import write_json
from collector.publication.formats.release_files import Release, digest_of
from collector.publication.open_file import OpenFile, Row, saved_rows
from collector.publication.open_table import OpenTable
from collector.publication.respondents_audit import audit_profiles, audit_themes
from collector.publication.tables import count_cell, profile, theme, unflagged_cell
from collector.publication.tally import Shape
from collector.storage.count_cube import save_cells, settle
from collector.storage.driver import Connection
from collector.storage.ledger import save_ranges
from collector.storage.reading import snapshot, surveys_answered
from collector.storage.records import RegionEntry
from collector.storage.registers import loaded_region
from collector.storage.released import save_released
from collector.storage.released_counts import save_released_counts
from collector.storage.releases import ReleaseEntry, log_release, read_releases
from collector.storage.sqlite_store import SqliteStore
from collector.storage.unflagged import save_told_numbers
from collector.storage.withdrawals import forget_scores
from survey_definitions.model import Subject, Survey

CURRENT = "current"  # a link to the newest release; the names people use are links through it
SUMS, TIME = "SHA256SUMS", "release.json"
PUBLIC_NAMES = ("open.db", "datapackage.json", "data")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSummary:
    """What a publish did; `is_new` is False where the same content had been released before.

    `waiting` answers are not in it yet, because they would move a published number by less than K (PUB04).
    """

    id: str
    rows_in: int
    rows_out: int
    cells_hidden: int
    waiting: int
    is_new: bool


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
        If no region is loaded, a questionnaire is missing or `output` can't be written or holds something else.
    """
    _check_names(output)
    region = loaded_region(store)
    used = _used(store, region, surveys)
    refresh(store, {survey.id: Shape.of(survey) for survey in used})
    with snapshot(store):
        edition = Edition(
            store=store, region=region, surveys=used, secret=secret, addresses=addresses or Addresses(),
            now=now or datetime.now(UTC),
        )  # fmt: skip
        file, entry = fill(edition)
        _audit(file, edition, output)
    is_new = entry.id not in {release.id for release in read_releases(store)}
    try:
        _write(file, entry, edition, output)
        with store.transaction() as connection:  # before anyone sees it: the next release is compared with it
            _settle(connection, edition)
            _remember_unflagged(connection, edition)
            save_released_counts(connection, edition.respondents.counts())
            save_ranges(connection, edition.ledger, edition.today)
            if is_new:
                log_release(connection, entry)
        _show(output, entry.id)
    except OSError as error:
        raise CollectorRefusedError(
            f"{output}: the release can't be written ({error.strerror}). Check the folder or name another one "
            "with --output."
        ) from error
    finally:
        file.close()
    return ReleaseSummary(
        id=entry.id, rows_in=entry.rows_in, rows_out=entry.rows_out, cells_hidden=entry.cells_hidden,
        waiting=edition.waiting, is_new=is_new,
    )  # fmt: skip


def _used(store: SqliteStore, region: RegionEntry, surveys: Mapping[str, Survey]) -> tuple[Survey, ...]:
    """Return the questionnaires of services that are answered or asked, as the region asks them."""
    needed = surveys_answered(store)
    missing = [survey for survey in needed if survey not in surveys]
    if missing:
        raise CollectorRefusedError(f"The questionnaire {', '.join(missing)} was answered but is not defined.")
    return tuple(
        region.asked(surveys[survey]) for survey in needed if surveys[survey].subject is Subject.SERVICE
    )  # fmt: skip


def _settle(connection: Connection, edition: Edition) -> None:
    """Remember what this release contains, and let go of the scores that no number holds any more."""
    if not settle(connection, edition.watermark):
        raise CollectorRefusedError(
            "Another 'kotaksaran publish' of this instance ran at the same time, so this release was not finished. "
            "Run it again."
        )
    save_cells(connection, edition.cube_changes())
    save_released(connection, edition.released_periods)
    forget_scores(connection, edition.leaving)


def _audit(file: OpenFile, edition: Edition, output: Path) -> None:
    """Stop a release that an outsider could read hidden numbers from, alone or beside the last one (PUB04)."""
    from collector.publication import audit, unflagged_audit  # noqa: PLC0415  numpy, which nothing else here needs

    log = read_releases(edition.store)
    last = output / "releases" / log[-1].id / "open.db" if log else None

    def before(table: OpenTable) -> list[Row]:
        return saved_rows(last, table) if last is not None and last.is_file() else []

    audit.audit_counts(edition)
    audit.audit_recovery(file.rows(count_cell.TABLE), edition)
    unflagged = file.rows(unflagged_cell.TABLE)
    unflagged_audit.audit_unflagged(file.rows(count_cell.TABLE), unflagged, edition)
    counts = audit.counts_of(before(count_cell.TABLE))
    audit.audit_difference(counts, audit.counts_of(file.rows(count_cell.TABLE)))
    audit_profiles(file.rows(profile.TABLE), before(profile.TABLE))
    audit_themes(file.rows(theme.TABLE), before(theme.TABLE))


def _remember_unflagged(connection: Connection, edition: Edition) -> None:
    """Keep what is told without flagged answers, which the next release is compared with (PUB04)."""
    from collector.publication.quality.memory import told_numbers  # noqa: PLC0415  numpy, as above

    save_told_numbers(connection, told_numbers(edition.quality.unflagged))


def _check_names(output: Path) -> None:
    """Refuse, before anything is written, an output in which something else has a name that a release needs."""
    for path in (output / name for name in (CURRENT, *PUBLIC_NAMES)):
        if path.exists() and not path.is_symlink():
            raise CollectorRefusedError(
                f"{path}: this was not made by a release, whose link has that name; it was left as it is. "
                "Move it away or choose another folder with --output."
            )


def _write(file: OpenFile, entry: ReleaseEntry, edition: Edition, output: Path) -> None:
    """Write the release into a folder of its own, whole or not at all."""
    before = next((one for one in read_releases(edition.store) if one.position == entry.position - 1), None)
    releases = output / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=releases, prefix=".draft-") as draft_name:
        draft = Path(draft_name) / entry.id
        draft.mkdir()
        written = write_formats(
            Release(
                folder=draft, region=edition.region, surveys=edition.surveys, addresses=edition.addresses,
                file=file, entry=entry, before=before,
            )
        )  # fmt: skip
        write_datasette_files(written)
        known = {one.product.path: one.sha256 for one in written.files}
        (draft / SUMS).write_text(_sums(draft, known), encoding="utf-8")
        # The time stands beside the digested files, so that the same content stays the same bytes (PUB07).
        write_json(draft / TIME, {"release": entry.id, "made_at": entry.made_at.isoformat()})
        target = releases / entry.id
        if not is_intact(target):
            shutil.rmtree(target, ignore_errors=True)
            draft.rename(target)


def _show(output: Path, release: str) -> None:
    """Switch to a release by one rename."""
    _switch(output / CURRENT, Path("releases") / release)
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


def is_intact(folder: Path) -> bool:
    """Tell whether the release stands there already, byte for byte as it was written; then it is left alone."""
    sums = folder / SUMS
    return sums.is_file() and sums.read_text(encoding="utf-8") == _sums(folder, {})


def _sums(folder: Path, known: Mapping[str, str]) -> str:
    """List the digests of the files of a release, as ``sha256sum --check`` reads them; those known are not read."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in (SUMS, TIME))
    names = sorted(path.relative_to(folder).as_posix() for path in files)
    return "".join(f"{known.get(name) or digest_of(folder / name)}  {name}\n" for name in names)
