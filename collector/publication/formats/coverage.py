"""The time a release covers, read from its own periods."""

from collector.publication.formats.release_files import Release
from collector.publication.tables import period

_COLUMNS = [column.name for column in period.TABLE.columns]


def covered_days(release: Release) -> tuple[str, str] | None:
    """Return the first and the last day of the periods listed, or None where there is none."""
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in release.file.rows(period.TABLE)]
    if not rows:
        return None
    return min(str(row["start"]) for row in rows), max(str(row["end"]) for row in rows)
