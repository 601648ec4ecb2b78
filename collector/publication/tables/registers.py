"""Registers that are published as they stand: units, services, trainings and so on, each from its declaration."""

from collections.abc import Iterator
from functools import partial

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.register_table import register_rows, register_table
from collector.publication.tables.registry import open_table
from collector.registers.register import Record
from collector.registers.registry import registers


def _rows(record: type[Record], edition: Edition) -> Iterator[Row]:
    """List the records, retired ones included."""
    return (row for _, row in register_rows(edition, record))


for _record in registers():
    if not _record.register.own_table:
        open_table(register_table(_record.register))(partial(_rows, _record))
