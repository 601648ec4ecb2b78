"""Slips and day sheets from the command to the class of an answer."""

import re
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from factories import write_region

from collector.proofs.issue import issue_slips
from collector.proofs.tokens import token_digest
from collector.settings import CollectorSettings, secret_key
from collector.storage import open_store
from kotak_saran.command_line import main


@pytest.fixture(autouse=True)
def _late_evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the evening of the 24th in London, and the 25th in Kota Uji already."""
    monkeypatch.setattr("kotak_saran.days.now", lambda: datetime(2026, 11, 24, 20, tzinfo=UTC))


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """Load the test region into an instance."""
    _run("--instance", tmp_path / "i", "region", "load", write_region(tmp_path / "region"))
    return tmp_path / "i"


def _run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


def test_tokens_are_printed_once_and_kept_as_digests(instance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twelve slips and three honeypots: 15 digests, two batches, a PDF only its owner may read."""
    assert 0 == _run(
        "--instance", instance, "tokens", "ab2cd", "--count", 12, "--day", "2026-11-25", "--honeypots", 3
    )
    (sheet,) = (instance / "slips").iterdir()
    printed = capsys.readouterr().out
    assert "12 slips for Dinas Uji, good from 2026-11-25 to 2026-11-25" in printed
    assert "3 honeypots are kept beside them and printed nowhere" in printed
    assert 0o600 == stat.S_IMODE(sheet.stat().st_mode)
    assert sheet.read_bytes().startswith(b"%PDF")
    connection = open_store(instance / "private.db").connection
    assert 15 == connection.execute("SELECT count(*) FROM token").fetchone()[0]
    assert [("slip", 12, "2026-11-25"), ("honeypot", 3, "2026-11-25")] == connection.execute(
        "SELECT kind, issued, valid_until FROM token_batch ORDER BY id"
    ).fetchall()


def test_tokens_twice_are_two_files(instance: Path) -> None:
    """A second batch of the day does not replace the first one's sheet."""
    for _ in range(2):
        assert 0 == _run(
            "--instance", instance, "tokens", "ab2cd", "--count", 1, "--day", "2026-11-25", "--days", 7
        )
    assert ["ab2cd-2026-11-25-2.pdf", "ab2cd-2026-11-25.pdf"] == sorted(
        path.name for path in (instance / "slips").iterdir()
    )


def test_tokens_of_an_unknown_counter_issue_nothing(instance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A typo is one sentence, and no digest is kept."""
    assert 1 == _run("--instance", instance, "tokens", "zzzzz")
    assert "'zzzzz' is not known" in capsys.readouterr().err
    assert 0 == open_store(instance / "private.db").connection.execute("SELECT count(*) FROM token").fetchone()[0]


def test_daysheet_is_written_for_its_day(instance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sheet says its day and only the owner may read it."""
    assert 0 == _run("--instance", instance, "daysheet", "ab2cd", "--day", "2026-11-25")
    (sheet,) = (instance / "sheets").iterdir()
    assert re.search(r"good on 2026-11-25 only: .*ab2cd-2026-11-25\.pdf", capsys.readouterr().out)
    assert 0o600 == stat.S_IMODE(sheet.stat().st_mode)


def test_issued_slips_are_those_the_database_knows(instance: Path) -> None:
    """Every token handed out for printing has its digest in the database, under the instance's own secret."""
    store = open_store(instance / "private.db")
    secret = secret_key(CollectorSettings(instance=instance).secret_key_file)
    counter = store.counter("ab2cd")
    assert counter is not None
    tokens = issue_slips(store, secret, counter, (date(2026, 11, 25), date(2026, 11, 25)), 5, honeypots=2)
    known = {bytes(row[0]) for row in store.connection.execute("SELECT digest FROM token")}
    assert (5, 7) == (len(set(tokens)), len(known))
    assert {token_digest(secret, token) for token in tokens} < known


@pytest.mark.parametrize("command", ["tokens", "daysheet"])
def test_nothing_is_printed_for_a_day_that_is_over(
    instance: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """A slip of yesterday proves no visit: nothing is kept, nothing written, and the sentence names today."""
    assert 1 == _run("--instance", instance, command, "ab2cd", "--day", "2026-11-24")
    assert "2026-11-24 is over" in (refusal := capsys.readouterr().err)
    assert "Name 2026-11-25 or a later day." in refusal
    assert not list(instance.glob("s*s/*.pdf"))
    assert 0 == open_store(instance / "private.db").connection.execute("SELECT count(*) FROM token").fetchone()[0]


def test_visitors_of_tomorrow_are_refused(instance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has been served on a day that has not come; today counts, by the region's own clock."""
    assert 0 == _run("--instance", instance, "visitors", "add", "ktp", "2026-11-25", 57)
    assert capsys.readouterr().out == "ktp, 2026-11-25: 57 people served.\n"
    assert 1 == _run("--instance", instance, "visitors", "add", "ktp", "2026-11-26", 57)
    assert "2026-11-26 has not come yet: today is 2026-11-25. Correct the day." in capsys.readouterr().err


@pytest.mark.parametrize("written", ["25-11-2026", "2026-02-30", "kemarin", ""])
def test_a_day_that_is_none_is_explained(instance: Path, capsys: pytest.CaptureFixture[str], written: str) -> None:
    """The sentence shows how to write one, with an example instead of a pattern for programmers."""
    assert 2 == _run("--instance", instance, "visitors", "add", "ktp", written, 57)
    refusal = " ".join(capsys.readouterr().err.split())
    assert f"'{written}' is not a day. Write year, month and day, as in 2026-11-24." in refusal


def test_a_hundred_thousand_visitors_are_the_most(instance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A number with a digit too many is asked about before it becomes a denominator."""
    assert 2 == _run("--instance", instance, "visitors", "add", "ktp", "2026-11-24", 100_001)
    assert "100001 is not in the range 0<=x<=100000" in " ".join(capsys.readouterr().err.split())
