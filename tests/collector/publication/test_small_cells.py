"""PUB02, by hand-made cases and by random ones."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.periods import period_of
from collector.publication.small_cells import CAMPURAN, GABUNGAN, Channel, RawKey, protect
from collector.publication.tally import Shape, Tally, total

K = 10  # the rule's own number
SHAPE = Shape(questions=("waktu", "sarana"), minimum=1, width=4)
JANUARY, FEBRUARY, MARCH, APRIL = (date(2024, month, 1) for month in (1, 2, 3, 4))
QR, KIOSK, PAPER = (Channel(mode, "open") for mode in ("qr", "kiosk", "paper"))


def _raw(*cells: tuple[str | None, date, Channel, int]) -> dict[RawKey, Tally]:
    """Return tallies in which everybody answered everything with 3."""
    return {RawKey(service, month, channel): _tally(n, n) for service, month, channel, n in cells}


def _tally(waktu: int, sarana: int) -> Tally:
    """Return a tally of `waktu` respondents, `sarana` of whom answered sarana."""
    tally = Tally(SHAPE)
    for number in range(waktu):
        tally.add((3, 3 if number < sarana else None))
    return tally


def _sizes(raw: dict[RawKey, Tally]) -> dict[str, int]:
    return {part.label: sum(t.n for t in part.cells.values()) for part in protect(raw, SHAPE).parts}


def test_protect_hides_a_unit_under_ten() -> None:
    """Nine respondents: nothing of the unit is shown, but its services are known to have answers."""
    result = protect(_raw(("ktp", JANUARY, QR, 5), ("izin", JANUARY, QR, 4)), SHAPE)
    assert ((), {}) == (result.parts, result.months)
    assert {"ktp", "izin"} == result.hidden_services


def test_protect_shows_ten() -> None:
    """Ten is enough."""
    assert {"ktp": 10} == _sizes(_raw(("ktp", JANUARY, QR, 10)))


def test_protect_merges_small_services() -> None:
    """Services of 4 and 7 become gabungan of 11; the one of 30 stands alone."""
    raw = _raw(("a", JANUARY, QR, 4), ("b", JANUARY, QR, 7), ("c", JANUARY, QR, 30))
    assert {"c": 30, GABUNGAN: 11} == _sizes(raw)
    assert {"a", "b"} == protect(raw, SHAPE).hidden_services


def test_protect_joins_the_next_smallest_service() -> None:
    """A single small service can't be found by subtraction: the next smallest joins it."""
    raw = _raw(("a", JANUARY, QR, 4), ("b", JANUARY, QR, 12), ("c", JANUARY, QR, 30))
    assert {"c": 30, GABUNGAN: 16} == _sizes(raw)


def test_protect_puts_answers_without_service_into_gabungan() -> None:
    """Answers that name no service are part of gabungan, however many they are."""
    raw = _raw((None, JANUARY, QR, 40), ("b", JANUARY, QR, 12))
    assert {"b": 12, GABUNGAN: 40} == _sizes(raw)


def test_protect_merges_small_channels() -> None:
    """Kiosk 3 and paper 8 become campuran of 11; what they share, the class, stays."""
    raw = _raw(("a", JANUARY, QR, 20), ("a", JANUARY, KIOSK, 3), ("a", JANUARY, PAPER, 8))
    (part,) = protect(raw, SHAPE).parts
    assert {QR: 20, Channel(CAMPURAN, "open"): 11} == {channel: t.n for channel, t in part.cells.items()}


def test_protect_joins_the_next_smallest_channel() -> None:
    """Three kiosk answers beside twenty by QR: both are campuran."""
    raw = _raw(("a", JANUARY, QR, 20), ("a", JANUARY, KIOSK, 3))
    (part,) = protect(raw, SHAPE).parts
    assert {Channel(CAMPURAN, "open"): 23} == {channel: t.n for channel, t in part.cells.items()}


def test_protect_hides_a_question_few_answered() -> None:
    """Nine of twenty answered sarana: the question is hidden, the others and n stay."""
    result = protect({RawKey("a", JANUARY, QR): _tally(20, 9)}, SHAPE)
    (part,) = result.parts
    assert frozenset({"sarana"}) == part.hidden_questions == result.unit_hidden_questions
    assert (20, 20, 0) == (part.cells[QR].n, part.cells[QR].answered("waktu"), part.cells[QR].answered("sarana"))


def test_protect_shows_a_question_nobody_answered() -> None:
    """No answer at all is not a small number: it is not available (SKM15), and nothing is to hide."""
    (part,) = protect({RawKey("a", JANUARY, QR): _tally(20, 0)}, SHAPE).parts
    assert frozenset() == part.hidden_questions


def test_unit_cells_leave_out_what_a_part_hides() -> None:
    """The unit's sum of sarana is that of the part that shows it, so the other can't be subtracted."""
    raw = {RawKey("a", JANUARY, QR): _tally(20, 9), RawKey("b", JANUARY, QR): _tally(15, 15)}
    result = protect(raw, SHAPE)
    assert 35 == result.unit_cells[QR].n
    assert 15 == result.unit_cells[QR].answered("sarana")
    assert frozenset() == result.unit_hidden_questions


def test_months_of_a_quarter_are_shown_or_hidden_together() -> None:
    """January 12 and February 3 of one quarter: neither month is shown."""
    assert {} == protect(_raw(("a", JANUARY, QR, 12), ("a", FEBRUARY, QR, 3)), SHAPE).months
    shown = protect(_raw(("a", JANUARY, QR, 12), ("a", FEBRUARY, QR, 10)), SHAPE).months
    assert {JANUARY: 12, FEBRUARY: 10} == {month: tally.n for month, tally in shown.items()}


def test_months_never_reveal_a_small_rest() -> None:
    """In a year with 12 in March and 5 in April, March would give April away by subtraction: none is shown."""
    assert {} == protect(_raw(("a", MARCH, QR, 12), ("a", APRIL, QR, 5)), SHAPE).months


def test_months_drop_the_smallest_quarter_for_a_small_rest() -> None:
    """First quarter 30, second 12, third 5 by month: hiding the second too leaves 17, and the first is shown."""
    july = date(2024, 7, 1)
    shown = protect(_raw(("a", MARCH, QR, 30), ("a", APRIL, QR, 12), ("a", july, QR, 5)), SHAPE).months
    assert {MARCH: 30} == {month: tally.n for month, tally in shown.items()}


@st.composite
def _groups(draw: st.DrawFn) -> dict[RawKey, Tally]:
    services, channels = ("a", "b", "c", "d", None), (QR, KIOSK, PAPER, Channel("qr", "token"))
    keys = st.tuples(st.sampled_from(services), st.integers(1, 12), st.sampled_from(channels))
    cells = draw(st.dictionaries(keys, st.tuples(st.integers(1, 25), st.integers(0, 25)), min_size=1, max_size=14))
    return {
        RawKey(service, date(2024, month, 1), channel): _tally(n, min(n, sarana))
        for (service, month, channel), (n, sarana) in cells.items()
    }


def _numbers(tally: Tally) -> list[int]:
    return [tally.n, tally.answered("waktu"), tally.answered("sarana")]


def _no_small(tally: Tally, what: str) -> None:
    assert all(number == 0 or number >= K for number in _numbers(tally)), f"{what}: {_numbers(tally)}"


@settings(max_examples=400, deadline=None)
@given(_groups())
def test_no_published_cell_or_simple_difference_is_small(raw: dict[RawKey, Tally]) -> None:
    """Whatever comes in: no cell, and no unit minus parts, no period minus months, lies between 1 and 9."""
    result = protect(raw, SHAPE)
    unit = total(result.unit_cells.values(), SHAPE)
    everything = sum(tally.n for tally in raw.values())
    assert unit.n == (everything if everything >= K else 0)
    for part in result.parts:
        for channel, tally in part.cells.items():
            _no_small(tally, f"{part.label} {channel}")
        _no_small(unit - total(part.cells.values(), SHAPE), f"unit without {part.label}")
    quarters = Counter({period_of(month, "triwulan").id: tally.n for month, tally in result.months.items()})
    for tally in result.months.values():
        _no_small(tally, "month")
    _no_small(unit - total(result.months.values(), SHAPE), "rest of the period")
    hidden = {key.month for key in raw} - set(result.months)
    assert not quarters.keys() & {period_of(month, "triwulan").id for month in hidden}


@pytest.mark.parametrize("n", range(1, K))
def test_protect_hides_every_small_unit(n: int) -> None:
    """One to nine respondents are never shown, in whatever channels they came."""
    raw = _raw(*[("a", JANUARY, channel, 1) for channel in (QR, KIOSK)][:n], ("b", MARCH, QR, max(n - 2, 0) or 0))
    assert () == protect({key: tally for key, tally in raw.items() if tally.n}, SHAPE).parts
