"""What a sheet is, and where the kinds of sheets are kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from site_builder.interface import Language
from site_builder.registry import Registry
from site_builder.results import Result
from site_builder.site import Site

SheetData = Callable[[Site, Language, str, Result], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetKind:
    """One kind: the name of its file, its template, and what stands on it for an agency and a result."""

    name: str
    file: str
    template: str
    data: SheetData


_KINDS: Registry[SheetKind] = Registry("site_builder.sheets")


def sheet(name: str, file: str, template: str) -> Callable[[SheetData], SheetData]:
    """Register a kind of sheet: a function that returns its data."""

    def keep(data: SheetData) -> SheetData:
        _KINDS.register(name)(SheetKind(name=name, file=file, template=template, data=data))
        return data

    return keep


def sheet_kinds() -> Iterator[SheetKind]:
    """Yield every kind by name."""
    for _, kind in _KINDS:
        yield kind


def printable(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """Return what sheets are printed of: an index that no later answer changes; of two questionnaires the newer."""
    by_period = {
        result.period.id: result for result in results if result.index is not None and result.period.closed
    }
    return tuple(by_period.values())
