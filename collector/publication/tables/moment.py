"""Sums and cross-products of the cells that are large enough for a standard error.

They are made of the same answers as `count_cell`, with the same questions taken out (PUB02), so they say of which
numbers the counts consist and of nobody who is not counted there. Months have none: beside the microdata of the
period, their sums would tell the month of many a row (decision 0003).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from collector.publication.edition import Edition
from collector.publication.grouping import UnitPeriod
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.packing import PackedCell
from collector.publication.small_cells import Protected
from collector.publication.tables import columns
from collector.publication.tables.registry import open_table
from survey_definitions.model import Text

if TYPE_CHECKING:
    from collector.publication.moments import Moments

ENOUGH = 30  # respondents; below, an index is "sementara" and has no standard error of its own
ENOUGH_CLUSTERS = 8
TABLE = OpenTable(
    name="moment",
    title=Text(id="Jumlah untuk galat baku", en="Sums for standard errors"),
    description=Text(
        id="Jumlah dan hasil kali jawaban per unit, layanan, dan periode dengan sedikitnya 30 pengisi yang semua "
        "pertanyaannya tampil. Dapat dijumlahkan antarunit; semua cara mengisi digabung.",
        en="Sums and cross-products of answers by unit, service and period with at least 30 respondents and no "
        "hidden question. They add up over units; all ways of filling in are pooled.",
    ),
    columns=(
        columns.AGENCY,
        columns.SERVICE,
        columns.SURVEY,
        columns.PERIOD,
        column("n INTEGER", "Banyaknya pengisi", "Respondents"),
        column("sums TEXT", "Per pertanyaan (urutan tabel): banyaknya jawaban, lalu jumlah nilainya (JSON)",
               "By question in list order: how many answered, then the sum of what they gave (JSON)"),
        column("products TEXT", "Segitiga atas jumlah hasil kali kedua besaran itu per pengisi (JSON)",
               "Upper triangle, row by row, of the cross-products of the two over respondents (JSON)"),
        column("clusters INTEGER", "Banyaknya gugus (loket dan hari); kosong = kurang dari 8 atau tidak diketahui",
               "Clusters (counter and day); empty = fewer than 8 or not known"),
        column("cluster_products TEXT", "Seperti products, atas jumlah per gugus (JSON)",
               "As products, over the sums within clusters (JSON)"),
    ),
)  # fmt: skip


class _Source(NamedTuple):
    """What is summed up first: one service in one month."""

    service: str | None
    month: date


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield one unit, survey and official period after the other: the unit, then its parts."""
    for group in edition.shown:
        protected = edition.groups[group]
        summed = _summed(edition, group, protected)
        for service, period, sources in _cells(group, protected, summed):
            found = [summed[source] for source in sources]
            yield from _row(group, service, period, sum(found[1:], found[0]))


def _summed(edition: Edition, group: UnitPeriod, protected: Protected) -> "dict[_Source, Moments]":
    """Sum up each service and month, without the questions that its part hides."""
    from collector.publication.moments import moments_of  # noqa: PLC0415  numpy

    shape = edition.shapes[group.survey]
    hidden = {member: part.hidden_questions for part in protected.parts for member in part.members}
    cells: dict[_Source, list[PackedCell]] = defaultdict(list)
    for key, cell in edition.packed[group].items():
        cells[_Source(key.service, key.month)].append(cell)
    return {
        source: moments_of(some, shape).without(hidden[source.service], shape) for source, some in cells.items()
    }


def _cells(
    group: UnitPeriod, protected: Protected, sources: Iterable[_Source]
) -> Iterator[tuple[str | None, str, list[_Source]]]:
    """Yield the published cells without a hidden question: service, period, and what they are the sum of."""
    if not protected.unit_hidden_questions:
        yield None, group.period.id, list(sources)
    for part in protected.parts:
        if not part.hidden_questions:
            yield part.label, group.period.id, [one for one in sources if one.service in part.members]


def _row(group: UnitPeriod, service: str | None, period: str, moments: "Moments") -> Iterator[Row]:
    from collector.publication.moments import triangle  # noqa: PLC0415  numpy

    if moments.n < ENOUGH:
        return
    known = moments.cluster_products is not None and (moments.clusters or 0) >= ENOUGH_CLUSTERS
    yield (
        group.agency, service, group.survey, period, moments.n, _json(moments.sums),
        _json(triangle(moments.products)), moments.clusters if known else None,
        _json(triangle(moments.cluster_products)) if known else None,  # type: ignore[arg-type]
    )  # fmt: skip


def _json(numbers: list[int]) -> str:
    return json.dumps(numbers, separators=(",", ":"))
