"""The tables of the open file, one module each; adding a table is adding a module.

Each declares its columns and yields its rows from the edition that is being made. The answers themselves and the
release log are written after the others, because their content depends on them.
"""

from collections.abc import Iterable

from collector.publication.open_table import OpenTable
from collector.publication.tables import registry, release_log
from collector.publication.tables.response import response_table
from survey_definitions.model import Survey

registry.discover()


def open_tables(surveys: Iterable[Survey]) -> tuple[OpenTable, ...]:
    """Return every table of an open file that holds answers to `surveys`."""
    listed = (listing.table for listing in registry.listings())
    return (*listed, release_log.TABLE, *(response_table(survey) for survey in surveys))
