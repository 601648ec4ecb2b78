"""The new site while it is written: what has not changed is taken over from the old one."""

import filecmp
import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from site_builder.files.registry import Made
from site_builder.manifest import Entry, Manifest, code_digest, digest_of, digest_of_file
from site_builder.site import RELEASE

_MARK = RELEASE.encode()


@dataclass(frozen=True, slots=True)
class Placed:
    """One file of the draft; `is_new` tells that the old site did not have these bytes at this place."""

    place: str
    entry: Entry
    is_new: bool


class Draft:
    """A folder beside the old site; used by several processes at once, so it keeps nothing in memory."""

    def __init__(self, folder: Path, old: Path, manifest: Manifest, release: str) -> None:
        self._folder = folder
        self._old = old
        self._manifest = manifest
        self._release = release.encode()

    def put(self, place: str, content: bytes | Path | Made) -> Placed:
        """Put a file in its place."""
        match content:
            case bytes():
                return self._write(place, content, key="")
            case Path():
                return self._copy(place, content)
            case Made():
                return self.put_made(place, digest_of((code_digest(), place, content.data)), content.make)[0]

    def put_made(self, place: str, key: str, make: Callable[[], bytes]) -> tuple[Placed, bytes]:
        """Put a file in its place that is made only if `key` is new; return its bytes as well."""
        data = self._kept(place, key)
        placed = self._write(place, make() if data is None else data, key)
        return placed, (self._folder / place).read_bytes()

    def _kept(self, place: str, key: str) -> bytes | None:
        """Return the old file with the mark of the release in it, if it was made from the same and is intact."""
        entry = self._manifest.entries.get(place)
        if entry is None or entry.key != key:
            return None
        try:
            data = (self._old / place).read_bytes()
        except OSError:
            return None
        earlier = self._manifest.release.encode()
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            return None
        if not entry.marks:
            return data
        return data.replace(earlier, _MARK) if data.count(earlier) == entry.marks else None

    def _write(self, place: str, data: bytes, key: str) -> Placed:
        marks = data.count(_MARK)
        data = data.replace(_MARK, self._release)
        entry = Entry(key, hashlib.sha256(data).hexdigest(), marks)
        target = self._room(place)
        old = self._old / place
        with suppress(OSError):
            if old.read_bytes() == data:
                _take_over(old, target)
                return Placed(place, entry, is_new=False)
        target.write_bytes(data)
        return Placed(place, entry, is_new=True)

    def _copy(self, place: str, source: Path) -> Placed:
        target = self._room(place)
        old = self._old / place
        is_new = not old.is_file() or not filecmp.cmp(old, source, shallow=False)
        if is_new:
            shutil.copyfile(source, target)
        else:
            _take_over(old, target)
        return Placed(place, Entry("", digest_of_file(target)), is_new)

    def _room(self, place: str) -> Path:
        target = self._folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


def _take_over(old: Path, target: Path) -> None:
    """Give the old file its new place without writing it; file systems without links get a copy."""
    try:
        os.link(old, target)
    except OSError:
        shutil.copyfile(old, target)
