"""PUB08: fill an open file with everything a release contains, and log what it holds and hides."""

from collector.publication import microdata, profiles, refresh, respondents, small_cells
from collector.publication.edition import Edition
from collector.publication.formulas import RULE as PUB06
from collector.publication.open_file import OpenFile
from collector.publication.small_cells import K
from collector.publication.tables import open_tables, registry, release_log
from collector.storage.releases import ReleaseEntry, read_releases
from survey_definitions.model import Survey

RULES = " ".join(
    f"{rule}/1"
    for rule in (
        microdata.RULE, small_cells.RULE, profiles.RULE, refresh.RULE, respondents.RULE, PUB06, "PUB07"
    )
)  # fmt: skip


def fill(edition: Edition) -> tuple[OpenFile, ReleaseEntry]:
    """Fill an open file in memory and return it with its entry in the log."""
    file = OpenFile(open_tables(edition.surveys))
    listed = [listing.table for listing in registry.listings()]
    for listing in registry.listings():
        file.insert(listing.table.name, listing.rows(edition))
    content = file.digest(listed)
    key = microdata.release_key(edition.secret, content)
    answers = [table for table in file.tables if table not in (*listed, release_log.TABLE)]
    rows_out = sum(_insert_microdata(file, edition, survey, key) for survey in edition.surveys)
    release = file.digest(answers, after=content).hex()[:16]
    file.insert("meta", [("release", release)])
    entry = _log(file, edition, release, rows_out)
    return file, entry


def _insert_microdata(file: OpenFile, edition: Edition, survey: Survey, key: bytes) -> int:
    shape = edition.shapes[survey.id]
    return file.insert(
        survey.table, microdata.open_rows(edition.packed, edition.groups, survey.id, shape, key)
    )  # fmt: skip


def _count_hidden(file: OpenFile) -> int:
    """Count the hidden numbers: every one has the rule that hides it in a column beside it."""
    hidden = 0
    for table in file.tables:
        rules = [at for at, column in enumerate(table.columns) if column.name.endswith("rule")]
        if rules:
            hidden += sum(row[at] is not None for row in file.rows(table) for at in rules)
    return hidden


def _log(file: OpenFile, edition: Edition, release: str, rows_out: int) -> ReleaseEntry:
    """Write the public log up to this release; releasing the same content again gives the same log."""
    log = read_releases(edition.store)
    entry = next((earlier for earlier in log if earlier.id == release), None)
    entry = entry or ReleaseEntry(
        position=len(log) + 1, id=release, made_at=edition.now, rows_in=edition.rows_in, rows_out=rows_out,
        cells_hidden=_count_hidden(file), rules=RULES, chain_head=edition.ledger_head.hex(),
        units=len({group.agency for group in edition.shown}),
        periods=len({group.period for group in edition.shown}),
        revisions=sum(period.revision for period in edition.released_periods),
    )  # fmt: skip
    listed = [*(earlier for earlier in log if earlier.position < entry.position), entry]
    file.insert(
        release_log.TABLE.name,
        [(e.position, e.id, _unless_small(e), e.rows_out, e.cells_hidden, e.rules, e.chain_head) for e in listed],
    )
    return entry


def _unless_small(entry: ReleaseEntry) -> int | None:
    """Return rows in, unless the difference to rows out would tell how many a hidden cell holds (PUB02)."""
    return None if 0 < entry.rows_in - entry.rows_out < K else entry.rows_in
