"""How a table of the open file is declared: its SQL, the data package and Datasette all read it there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from survey_definitions.model import Choice, Text

SCHEMA_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenColumn:
    """A column: its name, its type in SQLite and what it means.

    Attributes
    ----------
    values
        Every value with its meaning, lowest first; empty where any number or text is possible.
    refers
        The table and column ("agency.code") whose values it repeats, or empty.
    optional
        Whether a reference may be empty.
    """

    name: str
    type: str
    description: Text
    indexed: bool = False
    values: tuple[Choice, ...] = ()
    refers: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A table; with a `key` it is stored in the order of that key (WITHOUT ROWID)."""

    name: str
    title: Text
    description: Text
    columns: tuple[OpenColumn, ...]
    key: tuple[str, ...] = ()

    @property
    def facets(self) -> tuple[str, ...]:
        """The columns whose values are counted beside the rows: those with an index."""
        return tuple(one.name for one in self.columns if one.indexed)

    def references(self) -> "Iterator[Reference]":
        """Yield which columns repeat the key of a table; the key itself refers to nothing."""
        for one in self.columns:
            table, _, key = one.refers.partition(".")
            if one.refers and (table, key) != (self.name, one.name):
                yield Reference(one.name, table, key, one.optional)


class Reference(NamedTuple):
    """A column whose values stand in the column `key` of `table`; an optional one may be empty."""

    column: str
    table: str
    key: str
    optional: bool


def column(declaration: str, id_: str, en: str, *, indexed: bool = False, refers: str = "") -> OpenColumn:
    """Return a column from its SQL declaration ("name TYPE") and its meaning in both languages."""
    name, type_ = declaration.split()
    return OpenColumn(
        name=name, type=type_, description=Text(id=id_, en=en), indexed=indexed, refers=refers
    )  # fmt: skip
