"""Tables `quote` and `theme`: what is published of comments, and what is not."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from factories import NINE, SECRET, new_store, response, responses
from published import published_bytes
from sqlite_utils import Database

from collector.errors import CollectorRefusedError
from collector.publication.comments.themes import theme_source
from collector.publication.release import publish
from collector.storage import SqliteStore
from collector.storage.records import Withdrawal
from collector.storage.reviews import Review, save_review
from survey_definitions.loader import load_surveys

NOW = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)
SCORES: dict[str, int | str] = dict.fromkeys(NINE, 3)


pytestmark = pytest.mark.usefixtures("open_file_only")


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store that holds the test region."""
    return new_store(tmp_path)


def _add(store: SqliteStore, texts: Iterable[str], first: int = 1, *, ticked: bool = True, **changes: Any) -> None:
    tick = {"saran_boleh_terbit": 1} if ticked else {}
    store.append(
        [
            response(number, answers={**SCORES, "saran": text, **tick}, **changes)
            for number, text in enumerate(texts, start=first)
        ]
    )


def _approve(store: SqliteStore, sequence: int, text: str) -> None:
    assert save_review(
        store, Review(response=sequence, question="saran", text=text, by="Ortala", on=date(2024, 4, 1))
    )


def _rows(store: SqliteStore, folder: Path, table: str) -> list[tuple[Any, ...]]:
    publish(store, load_surveys(), folder / "out", secret=SECRET, now=NOW)
    rows = Database(folder / "out" / "open.db").query(f'SELECT * FROM "{table}"')  # noqa: S608 - our names
    return [tuple(row.values()) for row in rows]


def _themes(store: SqliteStore, folder: Path) -> dict[str, int | None]:
    rows = _rows(store, folder, "theme")
    assert all((n is None) == (rule == "PUB05") for *_, n, rule in rows)
    return {theme: n for _, _, _, theme, n, _ in rows}


def test_quotes_are_what_was_approved(store: SqliteStore, tmp_path: Path) -> None:
    """Of twelve comments the two that were approved are published, masked, with unit and period."""
    _add(store, [f"Saran nomor {number}" for number in range(12)])
    _approve(store, 1, "Kursi di ruang tunggu kurang")
    _approve(store, 2, "Pak Budi di 0812-3456-7890 ramah")
    assert [
        ("dinas", "2024-T1", "Kursi di ruang tunggu kurang"), ("dinas", "2024-T1", "Pak […] di […] ramah"),
    ] == sorted(_rows(store, tmp_path, "quote"))  # fmt: skip


def test_quotes_need_ten_comments(store: SqliteStore, tmp_path: Path) -> None:
    """With nine comments beside 20 silent answers nobody is quoted; the tenth, unticked, is enough."""
    _add(store, ["Kursi kurang"] * 9)
    store.append(responses(20, first=100))
    _approve(store, 1, "Kursi kurang")
    assert [] == _rows(store, tmp_path, "quote")
    _add(store, ["Bersih"], first=50, ticked=False)
    store.append(responses(9, first=200))
    assert [("dinas", "2024-T1", "Kursi kurang")] == _rows(store, tmp_path, "quote")


def test_quotes_of_a_hidden_unit_and_without_permission_stay_inside(store: SqliteStore, tmp_path: Path) -> None:
    """Nine answers of a unit are hidden with their words; an approval without the tick counts for nothing."""
    _add(store, ["Surat cepat jadi"] * 9, agency="kelurahan", service="surat")
    _add(store, ["Jangan terbitkan ini"] * 20, first=100, ticked=False)
    _approve(store, 1, "Surat cepat jadi")
    _approve(store, 15, "Jangan terbitkan ini")
    assert [] == _rows(store, tmp_path, "quote")


def test_withdrawn_answer_takes_its_quote_along(store: SqliteStore, tmp_path: Path) -> None:
    """The next release has the quote no more, although its score still waits to leave."""
    _add(store, ["Kursi kurang"] * 25)
    _approve(store, 1, "Kursi kurang sekali")
    assert 1 == len(_rows(store, tmp_path, "quote"))
    (receipt,) = store.connection.execute("SELECT receipt FROM response WHERE sequence = 1").fetchone()
    store.withdraw(Withdrawal(receipt=receipt, day=date(2024, 4, 1), scored=frozenset(NINE)))
    assert [] == _rows(store, tmp_path, "quote")


def test_quotes_wait_with_their_answers(store: SqliteStore, tmp_path: Path) -> None:
    """One answer came late and waits (PUB04): its words would tell that it is there."""
    _add(store, ["Kursi kurang"] * 12)
    _rows(store, tmp_path, "quote")
    _add(store, ["Datang belakangan"], first=100)
    _approve(store, 13, "Datang belakangan")
    assert [] == _rows(store, tmp_path, "quote")


def test_order_of_quotes_tells_nothing(store: SqliteStore, tmp_path: Path) -> None:
    """It is neither the order of storing nor the same for all keys, and the same content gives the same bytes."""
    _add(store, ["x"] * 20)
    for sequence in range(1, 21):
        _approve(store, sequence, f"Saran {sequence:02}")
    texts = [text for _, _, text in _rows(store, tmp_path, "quote")]
    assert sorted(texts) != texts
    assert texts == [text for _, _, text in _rows(store, tmp_path, "quote")]
    publish(store, load_surveys(), tmp_path / "other", secret=bytes(32), now=NOW)
    other = [row["text"] for row in Database(tmp_path / "other" / "open.db").query("SELECT text FROM quote")]
    assert texts != other
    assert sorted(texts) == sorted(other)


def test_themes_count_comments_from_ten_on(store: SqliteStore, tmp_path: Path) -> None:
    """Eleven say friendly (ticked or not), nine say slow; each once however often it is said."""
    _add(store, ["Petugas ramah, sangat ramah. Sopan!"] * 11, ticked=False)
    _add(store, ["Antrean lama"] * 9, first=100)
    found = _themes(store, tmp_path)
    assert (11, None, None) == (found["ramah"], found["lambat"], found["tidak_ramah"])
    assert 18 == len(found)


def test_units_with_few_comments_have_no_themes(store: SqliteStore, tmp_path: Path) -> None:
    """Nine comments among 29 answers: not even that a theme is hidden is said."""
    _add(store, ["ramah"] * 9)
    store.append(responses(20, first=100))
    assert {} == _themes(store, tmp_path)


def test_theme_moves_by_ten_or_stays(store: SqliteStore, tmp_path: Path) -> None:
    """Of twelve who came three said friendly: the count stays, until ten more have said it."""
    _add(store, ["ramah"] * 12)
    assert 12 == _themes(store, tmp_path)["ramah"]
    _add(store, ["ramah"] * 3 + ["-"] * 9, first=100)
    assert 12 == _themes(store, tmp_path)["ramah"]
    _add(store, ["ramah"] * 10, first=200)
    assert 25 == _themes(store, tmp_path)["ramah"]


def test_no_word_of_a_comment_is_published_with_its_theme(store: SqliteStore, tmp_path: Path) -> None:
    """The words by which themes are counted are public, those of the comments are not."""
    _add(store, ["Petugas ramah kenarikuning"] * 12)
    assert 12 == _themes(store, tmp_path)["ramah"]
    assert theme_source() == (tmp_path / "out" / "current" / "documents" / "themes.toml").read_bytes()
    found = [name for name, data in published_bytes(tmp_path / "out") if b"kenarikuning" in data]
    assert [] == found


def test_theme_of_few_stops_the_release(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted fault, every count goes out: publish refuses and names the theme."""
    _add(store, ["ramah"] * 9 + ["-"])
    monkeypatch.setattr("collector.publication.respondents._count", lambda _, n: n or None)
    with pytest.raises(CollectorRefusedError, match=r"PUB05.*perilaku, ramah: 9 comments are fewer"):
        _rows(store, tmp_path, "theme")
