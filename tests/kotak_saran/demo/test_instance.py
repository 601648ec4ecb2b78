"""The demo's folders: filled once, and refused when they hold anything else."""

from dataclasses import replace
from pathlib import Path

import factories
import pytest

from collector.publication.release import publish
from collector.registers.records import Registers
from collector.storage import SqliteStore, open_store
from collector.storage.reading import read_responses
from collector.storage.records import NewResponse
from collector.storage.registers import save_registers
from kotak_saran.demo.instance import FillSummary, check_instance, check_output, store_answers
from kotak_saran.demo.parameters import Simulation
from survey_definitions.loader import load_surveys
from survey_definitions.problems import RefusedError


def _quiet(_done: int, _of: int) -> None:
    """Watch no progress."""


@pytest.fixture
def private_db(tmp_path: Path, registers: Registers) -> Path:
    """Return a private database with the registers of Kota Contoh and no answers."""
    path = tmp_path / "instance" / "private.db"
    store = open_store(path, create=True)
    save_registers(store, registers)
    store.close()
    return path


def _fill(path: Path, responses: list[NewResponse]) -> FillSummary:
    store = open_store(path)
    try:
        return store_answers(store, responses, _quiet)
    finally:
        store.close()


def _count(path: Path) -> int:
    store = open_store(path)
    try:
        return sum(1 for _ in read_responses(store))
    finally:
        store.close()


def test_second_run_stores_nothing_new(private_db: Path, few_answers: list[NewResponse]) -> None:
    """The same answers again are all known, and none is stored twice."""
    n = len(few_answers)
    assert FillSummary(answers=n, known=0) == _fill(private_db, few_answers)
    assert FillSummary(answers=n, known=n) == _fill(private_db, few_answers)
    assert n == _count(private_db)


def test_interrupted_run_is_completed(private_db: Path, few_answers: list[NewResponse]) -> None:
    """After a run that stopped half way the rest is added."""
    half = len(few_answers) // 2
    _fill(private_db, few_answers[:half])
    assert half == _fill(private_db, few_answers).known
    assert len(few_answers) == _count(private_db)


def test_progress_ends_at_all_answers(private_db: Path, few_answers: list[NewResponse]) -> None:
    """The last report of progress says that all answers are stored."""
    reports: list[tuple[int, int]] = []
    store = open_store(private_db)
    store_answers(store, few_answers, lambda done, of: reports.append((done, of)))
    store.close()
    assert (len(few_answers), len(few_answers)) == reports[-1]


def test_answers_of_another_version_are_refused(private_db: Path, few_answers: list[NewResponse]) -> None:
    """An id that holds another content means another demo filled the folder; nothing is added."""
    _fill(private_db, few_answers[:1])
    changed = [replace(few_answers[0], answers={"waktu": 1}), *few_answers[1:]]
    with pytest.raises(RefusedError, match="answers that this demo did not simulate"):
        _fill(private_db, changed)
    assert 1 == _count(private_db)


def test_own_instance_is_accepted(
    private_db: Path, registers: Registers, small: Simulation, few_answers: list[NewResponse]
) -> None:
    """Missing, empty and filled databases pass, also after somebody tried the form of the running demo."""
    check_instance(private_db.with_name("missing.db"), registers.region, small)
    check_instance(private_db, registers.region, small)
    tried = replace(few_answers[0], id="f" * 32)
    _fill(private_db, [*few_answers, tried])
    check_instance(private_db, registers.region, small)


def test_other_region_is_refused(tmp_path: Path, registers: Registers, small: Simulation) -> None:
    """An instance of another region is named and left as it is."""
    store = factories.new_store(tmp_path)
    store.append(factories.responses(3))
    store.close()
    with pytest.raises(RefusedError, match="holds the region 'uji' and not the demo"):
        check_instance(store.path, registers.region, small)
    assert 3 == _count(store.path)


def test_answers_that_are_not_simulated_are_refused(
    private_db: Path, registers: Registers, small: Simulation, few_answers: list[NewResponse]
) -> None:
    """Answers that were there before the demo are not the demo's, even in the region contoh."""
    _fill(private_db, [replace(few_answers[0], id="f" * 32)])
    with pytest.raises(RefusedError, match="answers that this demo did not simulate"):
        check_instance(private_db, registers.region, small)


def test_unreadable_database_is_refused(tmp_path: Path, registers: Registers, small: Simulation) -> None:
    """A file that is no database is said to be none."""
    path = tmp_path / "private.db"
    path.write_bytes(b"no database " * 100)
    with pytest.raises(RefusedError, match="not a readable Kotak Saran database"):
        check_instance(path, registers.region, small)


def _publish(store: SqliteStore, output: Path) -> None:
    publish(store, load_surveys(), output, secret=factories.SECRET, now=factories.NOON)


def test_release_of_another_region_is_refused(tmp_path: Path, registers: Registers) -> None:
    """An output with a real release is named and not touched."""
    store = factories.new_store(tmp_path)
    store.append(factories.responses(12))
    _publish(store, tmp_path / "output")
    store.close()
    release = (tmp_path / "output" / "current").readlink()
    with pytest.raises(RefusedError, match="holds a release of the region 'uji'"):
        check_output(tmp_path / "output", registers.region)
    assert release == (tmp_path / "output" / "current").readlink()


def test_own_release_is_accepted(tmp_path: Path, private_db: Path, registers: Registers) -> None:
    """No output yet, and an earlier release of the demo, both pass."""
    output = tmp_path / "output"
    check_output(output, registers.region)
    store = open_store(private_db)
    _publish(store, output)
    store.close()
    check_output(output, registers.region)


@pytest.mark.parametrize(("name", "words"), [("open.db", "open.db"), ("site", "site")])
def test_foreign_output_is_refused(tmp_path: Path, registers: Registers, name: str, words: str) -> None:
    """An open.db nobody can read, or a site without a release, belongs to somebody else."""
    (tmp_path / name).mkdir() if name == "site" else (tmp_path / name).write_text("something")
    with pytest.raises(RefusedError, match=f"{words} the demo did not"):
        check_output(tmp_path, registers.region)
