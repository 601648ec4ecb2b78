"""PUB05: what comments are about, counted by a public table of words."""

from collections.abc import Iterator

from collector.publication.comments.themes import load_themes
from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenColumn, OpenTable, column
from collector.publication.respondents import RULE
from collector.publication.tables import columns
from collector.publication.tables.registry import open_table
from survey_definitions.model import Choice, Text

TABLE = OpenTable(
    name="theme",
    title=Text(id="Tema saran", en="Themes of comments"),
    description=Text(
        id="Banyaknya saran yang menyinggung suatu tema, menurut daftar kata di documents/themes.toml; dibaca "
        "program, jadi ada yang keliru. Ada bila unit punya sedikitnya 10 saran.",
        en="How many comments touch a theme, by the list of words in documents/themes.toml; a program reads them, "
        "so some are misread. Given where a unit has at least 10 comments.",
    ),
    columns=(
        columns.AGENCY,
        columns.PERIOD,
        column("question TEXT", "Kode unsur", "Key of the unsur"),
        OpenColumn(
            name="theme", type="TEXT", indexed=True, description=Text(id="Tema", en="Theme"),
            values=tuple(Choice(value=theme.key, text=theme.name) for theme in load_themes().themes),
        ),
        column("n INTEGER", "Banyaknya saran; kosong = kurang dari 10, mungkin tidak ada",
               "How many comments; empty = fewer than 10, perhaps none"),
        column("rule TEXT", "Aturan yang menyembunyikan angka ini", "The rule by which this number is hidden"),
    ),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield every theme of every unit and period with enough comments."""
    for (agency, period), counts in edition.respondents.themes.items():
        for theme, n in counts.items():
            yield agency, period.id, theme.question, theme.key, n, RULE if n is None else None
