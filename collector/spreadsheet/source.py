"""A file's bytes and its name, before anybody knows what it holds."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from collector.spreadsheet.faults import refused

LARGEST_FILE = 100 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file read whole."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def read_source(path: Path) -> SourceFile:
    """Read the file at `path`.

    Raises
    ------
    CollectorRefusedError
        If there is none, it can't be read, is empty, or larger than any table of answers.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise refused("TAB07", path.name, f"the file is larger than {LARGEST_FILE >> 20} MB.", "Split it.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise refused("TAB01", str(path), "there is no such file.", "Check the name and the folder.") from None
    except OSError as error:
        what = f"the file can't be read ({error.strerror})."
        raise refused("TAB01", str(path), what, "Check the path and its rights.") from error
    if not data.strip():
        raise refused("TAB02", path.name, "the file is empty.", "It needs a header row and data below it.")
    return SourceFile(name=path.name, data=data)
