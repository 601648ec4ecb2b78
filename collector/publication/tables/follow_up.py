"""What citizens said and what the units do about it; what is overdue says so."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import column
from collector.publication.register_table import register_rows, register_table
from collector.publication.tables.registry import open_table
from collector.registers.files.follow_ups import FollowUp

TABLE = register_table(
    FollowUp.register,
    column("overdue INTEGER", "1 = lewat tenggat dan belum selesai saat dirilis",
           "1 = overdue and not done when this release was made"),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """List the promises, those included that vanished from the register: none is taken back in silence."""
    for promise, row in register_rows(edition, FollowUp):
        yield (*row, int(promise.is_open and promise.due < edition.today))
