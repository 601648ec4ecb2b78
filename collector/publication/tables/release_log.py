"""PUB08: every release, what went in, what came out, what was hidden."""

from collector.publication.open_table import OpenTable, column
from survey_definitions.model import Text

TABLE = OpenTable(
    name="release_log",
    title=Text(id="Catatan rilis", en="Release log"),
    description=Text(id="Semua rilis sampai rilis ini.", en="All releases up to this one."),
    columns=(
        column("position INTEGER", "Nomor urut", "Number"),
        column("release TEXT", "Kode rilis, sidik isi", "Release id, the digest of its content"),
        column("rows_in INTEGER", "Jawaban tersimpan; kosong = rahasia", "Answers stored; empty = hidden"),
        column("rows_out INTEGER", "Jawaban terbit", "Answers published"),
        column("cells_hidden INTEGER", "Angka yang disembunyikan", "Numbers hidden"),
        column("rules TEXT", "Aturan dan versinya", "Rules and their versions"),
        column("chain_head TEXT", "Kepala buku besar rilis ini", "Head of this release's ledger"),
    ),
    key=("position",),
)  # fmt: skip
