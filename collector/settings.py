"""Where an instance lives, and the secret it signs with."""

import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from collector.errors import CollectorRefusedError

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectorSettings:
    """Settings of one instance.

    Attributes
    ----------
    instance
        Folder of the private database and the secret key; it never leaves the server.
    form_url, data_url, site_url
        Public addresses of form, open data and site without a trailing slash; empty where there is none yet.
    trusted_proxy
        Networks of the reverse proxy, such as ``127.0.0.1/32``; only its word on a sender's address counts.
    """

    instance: Path
    form_url: str = ""
    data_url: str = ""
    site_url: str = ""
    trusted_proxy: tuple[str, ...] = ()

    @property
    def private_db(self) -> Path:
        """Path of the private database."""
        return self.instance / "private.db"

    @property
    def secret_key_file(self) -> Path:
        """Path of the secret key."""
        return self.instance / "secret_key"

    @property
    def keys_folder(self) -> Path:
        """Folder of the keys of trainings that are not sealed yet; none of them is in a backup."""
        return self.instance / "keys"


def secret_key(path: Path) -> bytes:
    """Return the key kept at `path`; draw one there first if there is none.

    Raises
    ------
    CollectorRefusedError
        If the file can't be read or written, or holds something else.
    """
    try:
        if not path.exists():
            _draw_key(path)
        text = path.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        raise CollectorRefusedError(
            f"{path}: the secret key can't be read or written ({error.strerror}). "
            "Check that the user who runs this may read and write the folder, or choose another with --instance."
        ) from error
    if not re.fullmatch(rf"[0-9a-f]{{{2 * SECRET_BYTES}}}", text):
        raise CollectorRefusedError(
            f"{path}: this is not a secret key of Kotak Saran (64 hexadecimal digits). Restore it from a backup, "
            "or delete it: a new one is drawn, and forms that are open now must be sent twice."
        )
    return bytes.fromhex(text)


def _draw_key(path: Path) -> None:
    """Write a fresh key whole and readable by its owner only; keep the one another process put there first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secret_key.")  # O_EXCL and 0600
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(SECRET_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
