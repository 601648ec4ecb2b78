"""One chart: what it shows, in words, as marks, as a table and as CSV, all from the same rows."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import escape

from site_builder.charts.marks import Mark
from site_builder.charts.plate import draw
from site_builder.evaluations import Evaluation
from site_builder.indicators.finding import Interval
from site_builder.monthly import Monthly
from site_builder.results import Result

SIMULATED_COLUMN = "note"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSubject:
    """What a chart of a unit is told.

    Attributes
    ----------
    unsur
        The interval of each unsur of the newest result that may be seen.
    averages
        The average of the region for each unsur, in the same period and with the same questionnaire.
    counts
        How many gave which value in the same result; None where a question is hidden.
    monthly
        Its months, or None.
    trained
        The last days of its trainings.
    simulated
        The words that mark simulated data, else empty.
    """

    name: str
    evaluations: tuple[Evaluation, ...]
    unsur: Mapping[str, Interval] = field(default_factory=dict)
    averages: Mapping[str, Decimal] = field(default_factory=dict)
    counts: Mapping[str, Mapping[int, int] | None] = field(default_factory=dict)
    monthly: Monthly | None = None
    trained: tuple[date, ...] = ()
    simulated: str = ""

    @property
    def results(self) -> tuple[Result, ...]:
        """Its results, oldest first."""
        return tuple(one.result for one in self.evaluations)

    @property
    def intervals(self) -> Mapping[tuple[str, str], Interval]:
        """The interval of each result that has one, by questionnaire and period."""
        return {
            (one.result.survey.id, one.result.period.id): one.index.interval
            for one in self.evaluations
            if one.index is not None and one.index.interval is not None
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the CSV (`key`) and of the table (`heading`, empty where only the CSV has it)."""

    key: str
    heading: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: `text` for people, `value` for the CSV, where nothing stands for what is hidden or missing.

    `detail` stands in small below the text; the CSV has it in columns of its own.
    """

    text: str
    value: str
    muted: bool = False
    detail: str = ""


def plain(value: str) -> Entry:
    """Return an entry that people and programs read alike."""
    return Entry(text=value, value=value)


Row = tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """Rows under one heading, such as one questionnaire; an empty heading shows none."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSpec:
    """Everything about one chart.

    Attributes
    ----------
    kind
        Prefix of its ids and name of its style; unique on a page.
    file
        Name of its CSV beside the page, or empty for a chart without one.
    heading, finding, note
        Heading, what the chart says, and what its signs mean; the first two are read before the picture.
    title, description
        Name and description of the picture for those who do not see it.
    frame, marks
        What all charts of this shape share (drawn once), and what is drawn from the data.
    folded
        Whether the page shows the table only to those who open it, since it is long.
    """

    kind: str
    file: str
    heading: str
    note: str
    title: str
    description: str
    width: int
    height: int
    frame: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    caption: str = ""
    columns: tuple[Column, ...] = ()
    groups: tuple[RowGroup, ...] = ()
    simulated: str = ""
    folded: bool = False
    finding: str = ""

    @property
    def svg(self) -> str:
        """The picture: inline SVG with a title and a description, without any colour of its own."""
        inside = draw(self.width, self.height, self.frame, self.marks) if self.marks or self.frame else ""
        return (
            f'<svg class="chart chart-{self.kind}" viewBox="0 0 {self.width} {self.height}" role="img" '
            f'aria-labelledby="{self.kind}-title {self.kind}-desc">'
            f'<title id="{self.kind}-title">{escape(self._marked(self.title))}</title>'
            f'<desc id="{self.kind}-desc">{escape(self._marked(self.description))}</desc>'
            f"{inside}</svg>"
        )

    @property
    def csv(self) -> bytes:
        """The table as CSV in UTF-8; where data are simulated a last column says so in every row."""
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\r\n")
        extra = [SIMULATED_COLUMN] if self.simulated else []
        writer.writerow([column.key for column in self.columns] + extra)
        notes = [self.simulated] if self.simulated else []
        for group in self.groups:
            for row in group.rows:
                writer.writerow(self._safe(row) + notes)
        return written.getvalue().encode()

    @property
    def headings(self) -> tuple[Column, ...]:
        """The columns the table shows."""
        return tuple(column for column in self.columns if column.heading)

    def cells(self, row: Row) -> tuple[tuple[Column, Entry], ...]:
        """Return the entries of a row the table shows, with their columns."""
        both = zip(self.columns, row, strict=True)
        return tuple((column, entry) for column, entry in both if column.heading)

    def _safe(self, entries: Iterable[Entry]) -> list[str]:
        """Return the values of a row; text a spreadsheet would take for a formula is prefixed (PUB06)."""
        return [
            entry.value if column.numeric or not entry.value.startswith(_FORMULA_STARTS) else f"'{entry.value}"
            for column, entry in zip(self.columns, entries, strict=True)
        ]

    def _marked(self, words: str) -> str:
        return f"{self.simulated}. {words}" if self.simulated else words
