"""The place where the formats are listed."""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from collector.spreadsheet.source import SourceFile
from collector.spreadsheet.table import Sheet

Reader = Callable[[SourceFile, str | None], Sheet]
"""Reads a file, and the sheet of the given name where a format has sheets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFormat:
    """A kind of file: how its bytes are recognised, how they are read, and whether it is tried last."""

    recognises: Callable[[bytes], bool]
    read: Reader
    last: bool


_FORMATS: list[TableFormat] = []


def table_format(recognises: Callable[[bytes], bool], *, last: bool = False) -> Callable[[Reader], Reader]:
    """Register the decorated function as the reader of the files whose bytes `recognises` knows."""

    def register(read: Reader) -> Reader:
        _FORMATS.append(TableFormat(recognises=recognises, read=read, last=last))
        return read

    return register


def format_of(data: bytes) -> TableFormat:
    """Return the format of a file with these bytes; text is the one that is left over."""
    return next(one for one in sorted(_FORMATS, key=lambda one: one.last) if one.recognises(data))


def discover() -> None:
    """Import every module of the package in name order, so that each registers its format."""
    package = import_module(__package__ or "collector.spreadsheet")
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        import_module(f"{package.__name__}.{name}")
