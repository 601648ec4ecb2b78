"""Tables of the open file that show a register: what its declaration calls published, as it stands."""

from collections.abc import Iterator
from typing import Any, TypeVar

from collector.publication.edition import Edition
from collector.publication.open_file import Row, Value
from collector.publication.open_table import OpenColumn, OpenTable
from collector.publication.tables.columns import RETIRED
from collector.registers.kinds import Kind, Maybe, Reference
from collector.registers.register import Column, Record, Register
from collector.storage.registers import read_records
from survey_definitions.model import Publication

R = TypeVar("R", bound=Record)


def register_table(register: Register, *more: OpenColumn) -> OpenTable:
    """Declare the table of `register`, with columns that are worked out behind the published ones.

    A key whose parts are all there orders the rows; else they stand in the order they are read in.
    """
    published = tuple(
        OpenColumn(
            name=one.name,
            type=one.kind.sql,
            description=one.description,
            indexed=one.indexed,
            refers=_refers(one.kind),
            optional=isinstance(one.kind, Maybe),
        )
        for one in _published(register)
    )
    retired = (RETIRED,) if register.retires else ()
    return OpenTable(
        name=register.table, title=register.title, description=register.description,
        columns=(*published, *retired, *more), key=register.key if len(register.key) == 1 else (),
    )  # fmt: skip


def register_rows(edition: Edition, record: type[R]) -> Iterator[tuple[R, Row]]:
    """Yield every record of a register with its published cells, in the order of its key."""
    register = record.register
    columns = _published(register)
    for one, retired in read_records(edition.store, record):
        cells: tuple[Value, ...] = tuple(column.kind.store(getattr(one, column.name)) for column in columns)
        yield one, (*cells, int(retired)) if register.retires else cells


def _refers(kind: Kind[Any]) -> str:
    """Return which column of another table a code stands in, or nothing."""
    inner = kind.inner if isinstance(kind, Maybe) else kind
    return f"{inner.table}.code" if isinstance(inner, Reference) else ""


def _published(register: Register) -> tuple[Column, ...]:
    return tuple(column for column in register.columns if column.publication is Publication.PUBLISHED)
