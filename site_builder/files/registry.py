"""What a file of the site is, and where the kinds of files are kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from site_builder.registry import Registry
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Bytes that cost something: `make` is called only where `data` is not what the last build had here."""

    data: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file at `place` inside the site: its bytes, how to make them, or the file it is a copy of."""

    place: str
    content: bytes | Path | Made


FileKind = Callable[[Site], Iterable[File]]

_KINDS: Registry[FileKind] = Registry("site_builder.files")


def files(name: str) -> Callable[[FileKind], FileKind]:
    """Register a kind of file: a function that yields every file of this kind."""
    return _KINDS.register(name)


def files_of(site: Site) -> Iterator[File]:
    """Yield every file that is no page, kind by kind."""
    for _, kind in _KINDS:
        yield from kind(site)
