"""Make a backup while the server keeps collecting."""

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from collector.backup.archive import DATABASE, KEY, SETTINGS, write_archive
from collector.errors import CollectorRefusedError
from collector.settings import CollectorSettings
from collector.storage.copies import CopyContents, copy_database

FOLDER = "backups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was made, and the SHA-256 of the file."""

    path: Path
    contents: CopyContents
    digest: str
    with_key: bool


def make_backup(settings: CollectorSettings, target: Path | None, *, with_key: bool) -> Backup:
    """Write everything an instance needs into one file.

    Parameters
    ----------
    target
        The file; one named after the moment, in the instance's folder of backups, if None.
    with_key
        Whether the secret key goes in too. Whoever has both can forge visits, so such a file is guarded like it.

    Raises
    ------
    CollectorRefusedError
        If there is no instance, no key to take along, or the file can't be written.
    """
    if not settings.private_db.exists():
        raise CollectorRefusedError(f"{settings.instance}: there is no instance here. Name it with --instance.")
    if with_key and not settings.secret_key_file.exists():
        raise CollectorRefusedError(f"{settings.secret_key_file}: there is no secret key to take along.")
    path = target or settings.instance / FOLDER / f"kotak-saran-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _write(settings, path, with_key=with_key)
    except OSError as error:
        raise CollectorRefusedError(
            f"{path}: the backup can't be written ({error.strerror}). Free some space or name another file."
        ) from error


def _write(settings: CollectorSettings, path: Path, *, with_key: bool) -> Backup:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as name:
        copy = Path(name) / DATABASE
        copy.touch(mode=0o600)
        contents = copy_database(settings.private_db, copy)
        files = {DATABASE: copy}
        if (toml := settings.instance / SETTINGS).exists():
            files[SETTINGS] = toml
        if with_key:
            files[KEY] = settings.secret_key_file
        return Backup(path=path, contents=contents, digest=write_archive(path, files), with_key=with_key)
