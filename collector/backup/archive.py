"""The file a backup is: an uncompressed tar of the database, the settings and, where asked for, the secret key.

`tar xf` unpacks it anywhere; SHA256SUMS inside says whether every byte is as it was written.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from collector.errors import CollectorRefusedError

DATABASE, SETTINGS, KEY, SUMS = "private.db", "kotaksaran.toml", "secret_key", "SHA256SUMS"
MEMBERS = (DATABASE, SETTINGS, KEY)
PRIVATE = 0o600
_CHUNK = 1 << 20


def write_archive(target: Path, files: Mapping[str, Path]) -> str:
    """Write `files` by their names in the archive; return the digest of the whole. Nobody else can read it.

    It appears under its name when it is complete and on disk, and never in place of another file.

    Raises
    ------
    CollectorRefusedError
        If there is a file of that name.
    """
    draft = target.with_name(f".{target.name}.draft")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                sums = "".join(f"{_digest(path)}  {name}\n" for name, path in files.items())
                _add(tar, SUMS, io.BytesIO(sums.encode()), len(sums))
                for name, path in files.items():
                    with path.open("rb") as content:
                        _add(tar, name, content, path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
        target.hardlink_to(draft)
    except FileExistsError:
        raise CollectorRefusedError(f"{target}: there is a file of that name. Choose another one.") from None
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(target.parent)
    return _digest(target)


def unpack(archive: Path, folder: Path) -> set[str]:
    """Unpack `archive` into `folder` and return the names of its files, every byte of them checked.

    Raises
    ------
    CollectorRefusedError
        If it is no backup, is cut off, or differs from its own digests.
    """
    found: dict[str, str] = {}
    sums = ""
    with _broken_is_refused(archive), tarfile.open(archive, mode="r:") as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if content is None or member.name in found or member.name not in (*MEMBERS, SUMS):
                raise CollectorRefusedError(f"{archive}: '{member.name}' does not belong into a backup.")
            if member.name == SUMS:
                sums = content.read().decode("ascii")
            else:
                found[member.name] = _unpack_one(content, folder / member.name)
    if DATABASE not in found or sums != "".join(f"{digest}  {name}\n" for name, digest in found.items()):
        raise CollectorRefusedError(f"{archive}: it is damaged: its files are not those it lists. Use another one.")
    return set(found)


def sync_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, PRIVATE
    tar.addfile(member, content)


def _unpack_one(content: IO[bytes], path: Path) -> str:
    digest = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _broken_is_refused(archive: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise CollectorRefusedError(f"{archive}: there is no such file.") from None
    except (tarfile.TarError, UnicodeDecodeError, EOFError) as error:
        raise CollectorRefusedError(f"{archive}: this is no backup of Kotak Saran, or it is cut off.") from error
