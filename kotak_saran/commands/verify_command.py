"""kotaksaran verify."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import click

from collector.errors import CollectorRefusedError
from collector.publication.counting import cube_faults
from collector.settings import CollectorSettings
from collector.storage import SqliteStore, open_store
from collector.storage.chain_check import count_answers, private_faults
from collector.storage.count_cube import read_watermark
from collector.storage.ledger import read_commitments
from collector.storage.reading import snapshot
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings
from site_builder.ledger import LedgerEntry, continuation_faults, ledger_faults
from site_builder.open_data import read_ledger

PATH = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("open_db", required=False, type=PATH)
@click.option("--earlier", type=PATH, help="An open file kept from an earlier release; its heads must be repeated.")
@with_settings
def command(settings: Settings, open_db: Path | None, earlier: Path | None) -> None:
    """Check that no answer was changed, removed, added or moved since it was stored.

    With an open file, as anyone can: the published heads must follow from the published commitments. Without one,
    the instance: every answer must open its commitment, the newest release must tell the same chain, and the counts
    kept for publishing must be those of the answers.

    Example: kotaksaran verify open.db --earlier open-2026-03.db
    """
    if open_db is not None:
        _check_file(open_db, earlier)
        return
    if earlier is not None:
        raise click.UsageError("--earlier compares two open files; name the newer one as well.")
    path = CollectorSettings(instance=settings.instance).private_db
    if not path.is_file():
        raise CollectorRefusedError(
            f"{path}: there is no private database here. Name the open file to check, or a folder with --instance."
        )
    store = open_store(path)
    try:
        _check_instance(store, settings.output / "open.db")
    finally:
        store.close()


def _check_file(open_db: Path, earlier: Path | None) -> None:
    days, entries = read_ledger(open_db)
    _refuse_first(open_db, ledger_faults(days, entries))
    if earlier is not None:
        _refuse_first(open_db, continuation_faults(read_ledger(earlier)[0], days))
    if not days:
        click.echo(f"{open_db}: there is no ledger yet.")
        return
    withdrawn = sum(entry.withdrawn for entry in entries)
    click.echo(
        f"{open_db}: all {len(days)} heads follow from the {len(entries)} commitments "
        f"({days[0].first_day} to {days[-1].last_day}, {withdrawn} marked as withdrawn)."
    )
    click.echo(f"Last head: {days[-1].head}")
    if earlier is not None:
        click.echo(f"Every head of {earlier} is repeated.")


def _check_instance(store: SqliteStore, open_db: Path) -> None:
    _refuse_first(store.path, private_faults(store))
    click.echo(f"{store.path}: all {count_answers(store)} answers stand in the chain as they were stored.")
    if open_db.is_file():
        _check_file(open_db, None)
        _refuse_first(open_db, _differences(store, read_ledger(open_db)[1]))
        click.echo(f"{open_db} tells the same chain.")
    _check_counts(store)


def _check_counts(store: SqliteStore) -> None:
    with snapshot(store):
        _refuse_first(store.path, cube_faults(store))
        counted = read_watermark(store).until
    if counted:
        click.echo(f"The counts kept for publishing are what counting the first {counted} answers anew gives.")


def _differences(store: SqliteStore, entries: Iterable[LedgerEntry]) -> Iterator[str]:
    """Yield where the published ledger and the private chain part."""
    listed = list(entries)
    for entry, own in zip(listed, chain(read_commitments(store, len(listed)), [None] * len(listed)), strict=False):
        if own is None or own.commitment.hex() != entry.commitment:
            yield f"Position {entry.position}: the private database has another answer there, or none."
        elif entry.withdrawn and own.withdrawn_on is None:
            yield f"Position {entry.position} is marked as withdrawn, but the answer is not."


def _refuse_first(path: Path, faults: Iterator[str]) -> None:
    fault = next(faults, None)
    if fault is not None:
        raise CollectorRefusedError(f"{path}: {fault}")
