"""The place where the tables that don't depend on others are listed."""

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable

Rows = Callable[[Edition], Iterable[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table and what yields its rows."""

    table: OpenTable
    rows: Rows


_LISTINGS: dict[str, Listing] = {}


def open_table(table: OpenTable) -> Callable[[Rows], Rows]:
    """Register the decorated function as what yields the rows of `table`."""

    def register(rows: Rows) -> Rows:
        if table.name in _LISTINGS:
            raise ValueError(f"the table {table.name!r} is registered twice")
        _LISTINGS[table.name] = Listing(table=table, rows=rows)
        return rows

    return register


def listings() -> list[Listing]:
    """Return the registered tables by name."""
    return [_LISTINGS[name] for name in sorted(_LISTINGS)]


def discover() -> None:
    """Import every module of the package in name order, so that each registers its table."""
    package = import_module(__package__ or "collector.publication.tables")
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        import_module(f"{package.__name__}.{name}")
