"""The place where the formats of a release are listed."""

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import IntEnum
from importlib import import_module

from collector.publication.formats.release_files import Product, Release, ReleaseFile, digest_of

Writer = Callable[[Release], Iterable[Product]]


class Stage(IntEnum):
    """When a format is written: what holds the data, then what describes those files."""

    CONTENT = 1
    DESCRIPTION = 2


_WRITERS: dict[tuple[Stage, str], Writer] = {}


def release_format(stage: Stage) -> Callable[[Writer], Writer]:
    """Register the decorated function as what writes a format into a release."""

    def register(writer: Writer) -> Writer:
        name = (stage, writer.__module__)
        if name in _WRITERS:
            raise ValueError(f"the format {writer.__module__!r} is registered twice")
        _WRITERS[name] = writer
        return writer

    return register


def write_formats(release: Release) -> Release:
    """Write every format into the folder of `release`; return it with the files in it."""
    for stage in Stage:
        release = replace(release, files=(*release.files, *_written(release, stage)))
    return release


def _written(release: Release, stage: Stage) -> Iterator[ReleaseFile]:
    for _, writer in sorted((name, writer) for name, writer in _WRITERS.items() if name[0] == stage):
        for product in writer(release):
            path = release.folder / product.path
            yield ReleaseFile(product=product, size=path.stat().st_size, sha256=digest_of(path))


def discover() -> None:
    """Import every module of the package in name order, so that each registers its format."""
    package = import_module(__package__ or "collector.publication.formats")
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        import_module(f"{package.__name__}.{name}")
