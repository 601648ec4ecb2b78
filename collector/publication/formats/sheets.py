"""The sheets of the workbook."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from collector.publication.formats.release_files import Release
from collector.publication.notices import simulated_title
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable
from survey_definitions.model import Text

MOST_ROWS = 20_000  # of a table that is listed as it is; longer ones are for programs
TOO_LONG = Text(
    id="Terlalu panjang untuk lembar kerja; lihat data/{name}.csv",
    en="Too long for a sheet; see data/{name}.csv",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its title, a header in both languages with the codes of the columns, and rows."""

    name: str
    title: Text
    banner: str
    header: tuple[Text, ...]
    codes: tuple[str, ...]
    rows: Iterable[Row]
    count: int
    most: int = MOST_ROWS

    @property
    def fits(self) -> bool:
        """Tell whether it is short enough to be read in a spreadsheet."""
        return self.count <= self.most

    @property
    def first_row(self) -> int:
        """The number of the first row below the header."""
        return len(self.head()) + 1

    def head(self) -> list[Sequence[str]]:
        """Return the rows above the data."""
        languages = [[text.id for text in self.header], [text.en for text in self.header]]
        return [[self.banner], *languages, self.codes]

    def widths(self) -> Iterator[int]:
        """Yield how wide each column has to be for its header."""
        for text, code in zip(self.header, self.codes, strict=True):
            yield max(len(code), len(text.id), len(text.en))


def table_sheet(release: Release, table: OpenTable) -> Sheet:
    """Return the sheet of an open table as it is."""
    return Sheet(
        name=table.name,
        title=table.title,
        banner=simulated_title(release.region, f"{table.title.id} / {table.title.en}"),
        header=tuple(column.description for column in table.columns),
        codes=tuple(column.name for column in table.columns),
        rows=release.file.rows(table),
        count=release.file.count(table),
    )


def contents_sheet(release: Release, sheets: Sequence[Sheet]) -> Sheet:
    """Return the first sheet: what the workbook holds, and where the rest is."""
    region = release.region
    return Sheet(
        name="Isi Contents",
        title=Text(id="Isi", en="Contents"),
        banner=simulated_title(
            region, f"Kotak Saran {region.name.id} / {region.name.en}, rilis / release {release.entry.id}"
        ),
        header=(
            Text(id="Lembar", en="Sheet"), Text(id="Isi (bahasa Indonesia)", en="Content in Indonesian"),
            Text(id="Isi (bahasa Inggris)", en="Content in English"), Text(id="Baris", en="Rows"),
            Text(id="Catatan", en="Note"),
        ),
        codes=("sheet", "title_id", "title_en", "rows", "note"),
        rows=[(sheet.name, sheet.title.id, sheet.title.en, sheet.count, _note(sheet)) for sheet in sheets],
        count=len(sheets),
    )  # fmt: skip


def _note(sheet: Sheet) -> str | None:
    if sheet.fits:
        return None
    return " / ".join(text.format(name=sheet.name) for text in (TOO_LONG.id, TOO_LONG.en))
