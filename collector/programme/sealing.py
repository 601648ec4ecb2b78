"""Sealing an event: after its last wave nothing is left that ties an answer to an invitation (TRN03)."""

from datetime import date

from collector.errors import CollectorRefusedError
from collector.programme.invitations import destroy_keys
from collector.registers.files.trainings import Training
from collector.registers.files.waves import Wave
from collector.settings import CollectorSettings
from collector.storage.registers import read_records
from collector.storage.sqlite_store import SqliteStore


def known_training(store: SqliteStore, code: str) -> Training:
    """Return a training of the register; refuse one that is not known, with the known ones."""
    found = {one.code: one for one, _ in read_records(store, Training)}
    if code not in found:
        raise CollectorRefusedError(
            f"'{code}' is no training of this region. Known: {', '.join(found) or 'none, see trainings.csv'}."
        )
    return found[code]


def waves_of(store: SqliteStore, training: str, role: str = "") -> list[Wave]:
    """Return the waves of an event, those of one role if given, in the order they open."""
    own = [one for one, _ in read_records(store, Wave) if one.training == training and role in ("", one.role)]
    return sorted(own, key=lambda one: (one.opens, one.closes, one.wave))


def open_waves(store: SqliteStore, training: str, role: str, today: date) -> list[Wave]:
    """Return the waves that an invitation of this role can still open; refuse where there is none."""
    waves = [one for one in waves_of(store, training, role) if one.closes >= today]
    if not waves:
        raise CollectorRefusedError(
            f"'{training}' has no wave for the role {role} that is open today or later. Write it into waves.csv "
            "and load the region again."
        )
    return waves


def seal(settings: CollectorSettings, store: SqliteStore, training: str, today: date) -> bool:
    """Destroy what ties answers to invitations; tell whether the working files are free of it, too.

    Repeating it goes on where a crash or a reader was in the way.

    Raises
    ------
    CollectorRefusedError
        If the event is not known, has no wave or its last one is not over.
    """
    known_training(store, training)
    if store.trainees.counts(training).sealed_on is None:
        _check_over(store, training, today)
    store.trainees.seal(training, today)
    destroy_keys(settings, training)
    return store.erase_traces()


def _check_over(store: SqliteStore, training: str, today: date) -> None:
    waves = waves_of(store, training)
    if not waves:
        raise CollectorRefusedError(f"'{training}' has no wave in waves.csv, so there is nothing to seal.")
    last = max(waves, key=lambda one: one.closes)
    if last.closes >= today:
        raise CollectorRefusedError(
            f"'{training}' is not over: the wave {last.wave} is open until {last.closes}. Seal it "
            "afterwards: until then invitations are still answered."
        )
