"""Is the machine fit: who may read the files, space, clock."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from collector.health.registry import Finding, Patient, bad, check, good, look

OTHERS = 0o077
LEAST_FREE = 1 << 30
MOST_AHEAD = timedelta(minutes=5)
GIB = 1 << 30


@check
def only_the_owner_reads(patient: Patient) -> Iterator[Finding]:
    """Keep answers and key to the owner."""
    folder = patient.settings.instance
    files = (folder, patient.settings.private_db, patient.settings.secret_key_file, *folder.glob("private.db-*"))
    open_to_others = [path for path in files if path.exists() and path.stat().st_mode & OTHERS]
    for path in open_to_others:
        mode = "700" if path.is_dir() else "600"
        yield bad(f"{path} can be read by others. Run: chmod {mode} '{path}'")
    if not open_to_others:
        yield good("Only the owner can read the answers and the key.")


@check
def disk_has_space(patient: Patient) -> Iterator[Finding]:
    """Expect room for answers, for releases and for a backup."""
    for name, folder in (("instance", patient.settings.instance), ("output", patient.output)):
        there = _existing(folder)
        free = shutil.disk_usage(there).free
        least = max(LEAST_FREE, 2 * patient.settings.private_db.stat().st_size)  # a backup needs as much twice
        words = f"{free / GIB:.1f} GiB are free for the {name}"
        yield good(f"{words}.") if free >= least else look(f"{words}; make it {least / GIB:.1f} or more.")


@check
def clock_is_right(patient: Patient) -> Iterator[Finding]:
    """Refuse a clock by which something was received or released in the future."""
    release = patient.inspection.last_release
    moments = (patient.inspection.newest_answer, release[1] if release else None)
    newest = max((moment for moment in moments if moment), default=None)
    now = f"{patient.now:%Y-%m-%d %H:%M} UTC"
    if newest and newest > patient.now + MOST_AHEAD:
        yield bad(f"The clock says {now}, but something was stored on {newest:%Y-%m-%d %H:%M}. Set the clock.")
    else:
        yield good(f"The clock says {now}.")


def _existing(folder: Path) -> Path:
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
