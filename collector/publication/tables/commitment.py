"""The ledger: a fingerprint of every answer, from which nothing of the answer can be read."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.ledger import check_hash, marked
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables.registry import open_table
from collector.storage.ledger import read_commitments, read_withdrawn
from survey_definitions.model import Text

TABLE = OpenTable(
    name="commitment",
    title=Text(id="Buku besar", en="Ledger"),
    description=Text(
        id="Sidik setiap jawaban dalam urutan rantai; isinya tidak dapat dibaca dari sini.",
        en="A fingerprint of every answer in the order of the chain; no answer can be read from it.",
    ),
    columns=(
        column("position INTEGER", "Nomor dalam rantai", "Place in the chain"),
        column("commitment TEXT", "Sidik jawaban (SHA-256)", "Commitment to the answer (SHA-256)"),
        column("receipt_hash TEXT", "Awal SHA-256 dari delapan huruf terakhir tanda terima",
               "Beginning of the SHA-256 of the last eight characters of the receipt", indexed=True),
        column("withdrawn INTEGER", "1 = ditarik oleh pengisi (ditandai per sepuluh)",
               "1 = withdrawn by the respondent (marked ten at a time)"),
    ),
    key=("position",),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """List the commitments of the published stretches."""
    if not edition.ledger:
        return
    withdrawn = marked(read_withdrawn(edition.store, before=edition.today))
    for one in read_commitments(edition.store, edition.ledger[-1].last):
        receipt = check_hash(one.receipt, edition.secret, one.commitment)
        yield (one.sequence, one.commitment.hex(), receipt, int(one.sequence in withdrawn))
