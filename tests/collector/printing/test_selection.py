"""Which counters sheets are printed for."""

from pathlib import Path

import factories
import pytest

from collector.errors import CollectorRefusedError
from collector.printing.selection import active_unit, printed_counters
from collector.registers.loader import load_registers
from collector.storage import SqliteStore, open_store
from collector.storage.registers import save_registers
from survey_definitions.loader import load_surveys

FORM = "https://saran.uji.go.id"


def _codes(store: SqliteStore, *codes: str, unit: str | None = None) -> list[str]:
    found = printed_counters(store, load_surveys(), form_url=FORM, codes=codes, unit=unit)
    return [counter.entry.code for counter in found]


def _shrink(store: SqliteStore, folder: Path) -> None:
    """Load registers without the village, its service and its counter."""
    files = factories.write_region(
        folder, agencies=factories.AGENCIES[:2], services=factories.SERVICES[:4], counters=factories.COUNTERS[:3]
    )
    save_registers(store, load_registers(files, load_surveys()))


def test_selection_without_wishes_is_every_counter_by_unit(store: SqliteStore) -> None:
    """Counters come unit by unit, by service and name."""
    assert ["ef3gh", "ab2cd", "jk4mn"] == _codes(store)


def test_selection_by_counter_and_unit(store: SqliteStore) -> None:
    """Codes are understood as people type them; a unit's counters are its own, not its children's."""
    assert ["ab2cd"] == _codes(store, "AB2-CD")
    assert ["ef3gh", "ab2cd"] == _codes(store, unit="dinas")
    assert ["jk4mn"] == _codes(store, "jk4mn", unit="kelurahan")


@pytest.mark.parametrize(
    ("codes", "unit", "expected"),
    [(["zzzzz"], None, "'zzzzz' is not known"), ([], "hantu", "'hantu' is not known"),
     (["jk4mn"], "dinas", "None of the counters jk4mn belongs to 'dinas'")],
)  # fmt: skip
def test_selection_of_what_is_not_there_is_one_sentence(
    store: SqliteStore, codes: list[str], unit: str | None, expected: str
) -> None:
    """Unknown counters and units, and pairs that do not meet, are refused with one reason."""
    with pytest.raises(CollectorRefusedError, match=expected) as refused:
        _codes(store, *codes, unit=unit)
    assert 1 == len(refused.value.problems)


def test_selection_leaves_retired_counters_out(store: SqliteStore, tmp_path: Path) -> None:
    """A counter that left the register gets no poster, and asking for it says why."""
    _shrink(store, tmp_path / "later")
    assert ["ef3gh", "ab2cd"] == _codes(store)
    with pytest.raises(CollectorRefusedError, match=r"'jk4mn' \(Loket 1\) is retired"):
        _codes(store, "jk4mn")
    with pytest.raises(CollectorRefusedError, match=r"'kelurahan' \(Kelurahan Uji\) is retired"):
        active_unit(store, "kelurahan")


def test_selection_without_region_or_counters_says_what_to_do(tmp_path: Path) -> None:
    """An empty instance and an empty register lead to the next step."""
    empty = open_store(tmp_path / "kosong" / "private.db", create=True)
    with pytest.raises(CollectorRefusedError, match="region load"):
        _codes(empty)
    empty.close()
    bare = factories.new_store(tmp_path, counters=factories.COUNTERS[:1])
    with pytest.raises(CollectorRefusedError, match="no counter"):
        _codes(bare)
    with pytest.raises(CollectorRefusedError, match="'dinas' has no counter"):
        _codes(bare, unit="dinas")
    bare.close()


def test_active_unit_has_its_services(store: SqliteStore) -> None:
    """The paper form lists what the unit offers."""
    agency, services = active_unit(store, "dinas")
    assert "Dinas Uji" == agency.name.id
    assert ["arsip", "izin", "ktp"] == [service.code for service in services]
