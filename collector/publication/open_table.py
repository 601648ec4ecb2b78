"""How a table of the open file is declared: its SQL, the data package and Datasette all read it there."""

from dataclasses import dataclass

from survey_definitions.model import Text

SCHEMA_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenColumn:
    """A column: its name, its type in SQLite and what it means."""

    name: str
    type: str
    description: Text
    indexed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A table; with a `key` it is stored in the order of that key (WITHOUT ROWID)."""

    name: str
    title: Text
    description: Text
    columns: tuple[OpenColumn, ...]
    key: tuple[str, ...] = ()


def column(declaration: str, id_: str, en: str, *, indexed: bool = False) -> OpenColumn:
    """Return a column from its SQL declaration ("name TYPE") and its meaning in both languages."""
    name, type_ = declaration.split()
    return OpenColumn(name=name, type=type_, description=Text(id=id_, en=en), indexed=indexed)
