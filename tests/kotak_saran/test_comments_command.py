"""kotaksaran comments review, as somebody types it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from factories import NINE, new_store, response

from collector.storage import SqliteStore
from kotak_saran.command_line import kotaksaran, main

TEXTS = {
    1: "Petugas Bu Siti tidak ramah kepada Joko",
    2: "Kursi kurang",
    3: "Hubungi 0812-3456-7890",
}


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store with three comments that may be published and one that may not."""
    store = new_store(tmp_path)
    store.append(
        [
            response(number, answers={**dict.fromkeys(NINE, 3), "saran": text, "saran_boleh_terbit": 1})
            for number, text in TEXTS.items()
        ]
    )
    store.append([response(4, answers={**dict.fromkeys(NINE, 3), "saran": "Rahasia"})])
    return store


def _review(store: SqliteStore, typed: str) -> Result:
    arguments = ["--instance", str(store.path.parent), "comments", "review", "--by", "Bagian  Organisasi"]
    return CliRunner().invoke(kotaksaran, arguments, input=typed, catch_exceptions=False)


def _kept(store: SqliteStore) -> dict[int, tuple[str | None, str]]:
    rows = store.connection.execute("SELECT response, text, reviewed_by FROM comment_review")
    return {number: (text, by) for number, text, by in rows}


def _order(store: SqliteStore) -> list[int]:
    """Return the answers in the order in which their comments are shown."""
    rows = store.connection.execute("SELECT sequence FROM response WHERE sequence < 4 ORDER BY id")
    return [row[0] for row in rows]


def _typed(store: SqliteStore, **by_text: str) -> str:
    return "".join(by_text[f"t{number}"] for number in _order(store))


def test_review_keeps_what_was_accepted_and_refused(store: SqliteStore) -> None:
    """One is accepted as masked, one refused, one skipped; the skipped one comes again, alone."""
    result = _review(store, _typed(store, t1="a\n", t2="r\n", t3="s\n"))
    assert 0 == result.exit_code
    assert "3 comments wait; Bagian Organisasi decides." in result.output
    assert "1 accepted, 1 refused, 1 skipped." in result.output
    assert {
        1: ("Petugas Bu […] tidak ramah kepada Joko", "Bagian Organisasi"), 2: (None, "Bagian Organisasi"),
    } == _kept(store)  # fmt: skip
    assert "1 comments wait" in _review(store, "q\n").output


def test_review_shows_masked_text_with_unit_and_period_only(store: SqliteStore) -> None:
    """No name behind a title, no number, no day of visit, nothing without permission."""
    output = _review(store, "s\n" * 3).output
    assert "Dinas Uji, 2024-T1" in output
    assert "Petugas Bu […] tidak ramah kepada Joko" in output
    for secret in ("Siti", "0812", "2024-01-02", "Rahasia"):
        assert secret not in output


def test_review_lets_words_be_masked_but_not_turned_around(store: SqliteStore) -> None:
    """The name is masked by hand; leaving the negation out and adding words are refused."""
    bent = "e\nPetugas Bu […] ramah\n"
    added = "e\nPetugas Bu […] tidak ramah kepada Joko, tetapi pintar\n"
    masked = "e\nPetugas Bu [...] tidak ramah kepada [...]\n"
    result = _review(store, _typed(store, t1=bent + added + masked + "a\n", t2="s\n", t3="s\n"))
    assert 2 == result.output.count("Words may only be taken out")
    assert {1: ("Petugas Bu […] tidak ramah kepada […]", "Bagian Organisasi")} == _kept(store)


def test_review_accepts_nothing_empty(store: SqliteStore) -> None:
    """Of a comment that was masked away nothing is left to quote."""
    result = _review(store, _typed(store, t1="s\n", t2="e\n[...]\na\nr\n", t3="s\n"))
    assert "No word is left" in result.output
    assert {2: (None, "Bagian Organisasi")} == _kept(store)


def test_review_that_is_broken_off_keeps_what_was_decided(store: SqliteStore) -> None:
    """Losing the terminal after the first comment, or quitting, loses no decision."""
    arguments = ["--instance", str(store.path.parent), "comments", "review", "--by", "Ortala"]
    assert 0 != CliRunner().invoke(kotaksaran, arguments, input="r\n").exit_code
    assert 1 == len(_kept(store))
    _review(store, "r\nq\n")
    assert 2 == len(_kept(store))


def test_review_does_not_keep_what_came_too_late(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is withdrawn while its comment stands on the screen."""
    monkeypatch.setattr("kotak_saran.commands.comments_command.save_review", lambda *_: False)
    result = _review(store, "a\ns\ns\n")
    assert "your decision was not kept" in result.output
    assert "0 accepted, 0 refused, 2 skipped." in result.output


def test_review_needs_a_role(store: SqliteStore, capsys: pytest.CaptureFixture[str]) -> None:
    """An approval without a name is none."""
    with pytest.raises(SystemExit) as stopped:
        main(["--instance", str(store.path.parent), "comments", "review", "--by", " "])
    assert 2 == stopped.value.code
    assert "say who decides" in capsys.readouterr().err
