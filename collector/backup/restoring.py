"""The way back: a backup is unpacked beside the instance, proved whole, and put in place by renaming."""

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from collector.backup.archive import DATABASE, KEY, SETTINGS, sync_folder, unpack
from collector.errors import CollectorRefusedError
from collector.settings import CollectorSettings, secret_key
from collector.storage import open_store
from collector.storage.copies import CopyContents, check_copy, fold_log
from collector.storage.sqlite_store import make_private_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was restored, which of its files were put in place, and what was set aside for them."""

    contents: CopyContents
    placed: tuple[str, ...]
    set_aside: tuple[Path, ...]


def restore(settings: CollectorSettings, archive: Path, *, replace: bool, new_key: bool) -> Restored:
    """Make the instance what it was when `archive` was made.

    Parameters
    ----------
    replace
        Whether an instance that is there may be set aside; nothing of it is deleted.
    new_key
        Whether a new secret key is drawn where neither the backup nor the instance has one.

    Raises
    ------
    CollectorRefusedError
        If an instance is there and is not to be replaced or is in use, the backup is damaged or of a newer version,
        or the key is missing. The instance is then as it was.
    """
    if settings.private_db.exists() and not replace:
        raise CollectorRefusedError(
            f"{settings.private_db}: there is an instance here. Name another folder with --instance, or set it "
            "aside with --replace."
        )
    try:
        make_private_folder(settings.instance)
        with tempfile.TemporaryDirectory(dir=settings.instance, prefix=".restore-") as name:
            return _restore(settings, archive, Path(name), new_key=new_key)
    except OSError as error:
        raise CollectorRefusedError(
            f"{settings.instance}: the backup can't be restored ({error.strerror}). Check space and rights."
        ) from error


def _restore(settings: CollectorSettings, archive: Path, draft: Path, *, new_key: bool) -> Restored:
    found = unpack(archive, draft)
    contents = check_copy(draft / DATABASE, archive.name)
    open_store(draft / DATABASE).close()  # brings the schema of an older version up to date
    fold_log(draft / DATABASE)
    if KEY in found:
        secret_key(draft / KEY)
    elif not (settings.secret_key_file.exists() or new_key):
        raise CollectorRefusedError(
            f"{archive}: it holds no secret key, and {settings.secret_key_file} is missing. Put the key there, or "
            "draw a new one with --new-key: slips and day sheets printed before then prove no visit any more, and "
            "forms that are open now must be sent twice."
        )
    targets = {DATABASE: settings.private_db, KEY: settings.secret_key_file}
    if not (settings.instance / SETTINGS).exists():
        targets[SETTINGS] = settings.instance / SETTINGS
    placed = tuple(name for name in targets if name in found)
    if settings.private_db.exists():
        fold_log(settings.private_db)
    aside = _set_aside([targets[name] for name in placed])
    for name in placed:
        (draft / name).replace(targets[name])
    if not settings.secret_key_file.exists():
        secret_key(settings.secret_key_file)
    sync_folder(settings.instance)
    return Restored(contents=contents, placed=placed, set_aside=aside)


def _set_aside(paths: list[Path]) -> tuple[Path, ...]:
    """Give what stands where the restored files will stand a second name, so that there is never none."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    aside = []
    for path in filter(Path.exists, paths):
        kept = path.with_name(f"{path.name}.before-{stamp}")
        kept.hardlink_to(path)
        aside.append(kept)
    return tuple(aside)
