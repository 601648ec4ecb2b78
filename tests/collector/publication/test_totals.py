"""Random answers through several releases: nothing small, nothing recoverable, and three tables that agree."""

import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from factories import NINE, SECRET, new_store, response
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.publication.audit import audit_counts, audit_difference, audit_recovery, counts_of
from collector.publication.contents import fill
from collector.publication.counting import cube_faults, refresh
from collector.publication.edition import Addresses, Edition
from collector.publication.open_file import OpenFile, Row
from collector.publication.release import _settle
from collector.publication.tables import count_cell, moment
from collector.publication.tally import Shape
from collector.storage import SqliteStore
from collector.storage.records import Withdrawal
from survey_definitions.loader import load_surveys

K = 10  # the rule's own number
SURVEY = load_surveys()["skm-2017"]
SCORED = [question.key for question in SURVEY.scored]
NOW = datetime(2024, 7, 2, 8, 0, tzinfo=UTC)
SERVICES = (("dinas", "ktp"), ("dinas", "izin"), ("dinas", "arsip"), ("dinas", None), ("kelurahan", "surat"))

batches = st.lists(
    st.tuples(
        st.sampled_from(SERVICES), st.integers(1, 6), st.sampled_from(("qr", "kiosk", "paper")), st.integers(1, 45),
        st.sampled_from((0.0, 0.0, 0.3, 0.9)),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(st.lists(batches, min_size=1, max_size=3), st.integers(0, 2**32), st.integers(0, 12))
def test_releases_of_random_answers_hold_together(rounds: list[list[Any]], seed: int, withdrawals: int) -> None:
    """Each release: no count of 1 to 9, nothing to recover or to subtract from the last one, equal totals."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(Path(folder))
        before: dict[Any, int] = {}
        for number, batch in enumerate(rounds):
            store.append(
                [answer for place, cell in enumerate(batch) for answer in _answers(number, place, cell, draw)]
            )
            edition, file = _released(store)
            counts = list(file.rows(count_cell.TABLE))
            audit_counts(edition)
            audit_recovery(counts, edition)
            audit_difference(before, counts_of(counts))
            before = counts_of(counts)
            _no_small(counts)
            _totals_agree(file, counts)
            file.close()
            assert [] == list(cube_faults(store))
            _withdraw(store, withdrawals, draw)
        store.close()


def _answers(number: int, place: int, cell: tuple[Any, ...], draw: random.Random) -> Iterator[Any]:
    (agency, service), month, mode, count, skipping = cell
    for one in range(count):
        scores = {key: draw.randint(1, 4) for key in NINE if draw.random() >= skipping}
        yield response(
            number * 10_000 + place * 100 + one, agency=agency, service=service, mode=mode, answers=scores,
            visited_on=date(2024, month, draw.randint(1, 28)),
        )  # fmt: skip


def _released(store: SqliteStore) -> tuple[Edition, OpenFile]:
    """Fill an open file and remember it as the last release, without writing the other files."""
    region = store.region()
    assert region is not None
    refresh(store, {SURVEY.id: Shape.of(SURVEY)})
    edition = Edition(
        store=store, region=region, surveys=(SURVEY,), secret=SECRET, addresses=Addresses(), now=NOW
    )  # fmt: skip
    file, _ = fill(edition)
    with store.transaction() as connection:
        _settle(connection, edition)
    return edition, file


def _withdraw(store: SqliteStore, count: int, draw: random.Random) -> None:
    rows = store.connection.execute("SELECT receipt FROM response WHERE mode = 'qr' AND withdrawn_on IS NULL")
    for receipt in draw.sample(found := [row[0] for row in rows], min(count, len(found))):
        store.withdraw(Withdrawal(receipt=receipt, day=date(2024, 7, 1), scored=frozenset(NINE)))


def _no_small(counts: list[Row]) -> None:
    """No respondents and no answers to a question are 1 to 9; the single values of a question may be few."""
    answered: Counter[tuple[Any, ...]] = Counter()
    for *place, _, n, _ in counts:
        answered[tuple(place)] += n or 0  # type: ignore[operator]
    assert not {place: n for place, n in answered.items() if 0 < n < K}


def _totals_agree(file: OpenFile, counts: list[Row]) -> None:
    """Microdata, counts and sums say the same of each unit, service and official period."""
    (table,) = (one for one in file.tables if one.name == SURVEY.table)
    people: Counter[tuple[Any, ...]] = Counter()
    sums: Counter[tuple[Any, ...]] = Counter()
    for _, agency, service, period, _, _, *scores in file.rows(table):
        for label in (service, None):
            people[agency, label, period] += 1
            for key, score in zip(SCORED, scores, strict=True):
                sums[agency, label, period, key] += score or 0  # type: ignore[operator]
    by_question: Counter[tuple[Any, ...]] = Counter()
    for agency, service, _, period, _, _, question, _, n, _ in counts:
        if question is None and "T" in str(period) and n is not None:
            by_question[agency, service, period] += n  # type: ignore[operator]
    assert by_question == people
    for agency, service, _, period, n, totals, *_ in file.rows(moment.TABLE):
        if "T" in str(period):
            assert people[agency, service, period] == n
            given_scores = json.loads(str(totals))[len(SCORED) :]
            assert [sums[agency, service, period, key] for key in SCORED] == given_scores
