"""Comments that wait for a decision, and the decisions."""

from datetime import date
from pathlib import Path

import pytest
from factories import NINE, new_store, response

from collector.storage import SqliteStore
from collector.storage.reviews import Review, read_approved, read_waiting, save_review
from survey_definitions.loader import load_surveys

SURVEYS = [load_surveys()["skm-2017"]]
SCORES = dict.fromkeys(NINE, 3)


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store with a comment that may be published, one that may not, and a tick without words."""
    store = new_store(tmp_path)
    store.append(
        [
            response(1, answers={**SCORES, "saran": "Kursi kurang", "saran_boleh_terbit": 1}),
            response(2, answers={**SCORES, "saran": "Jangan terbitkan"}),
            response(3, answers={**SCORES, "saran_boleh_terbit": 1}),
        ]
    )
    return store


def _review(text: str | None) -> Review:
    return Review(response=1, question="saran", text=text, by="Bagian Organisasi", on=date(2024, 2, 1))


def test_only_ticked_comments_wait(store: SqliteStore) -> None:
    """Words without permission are shown to nobody, and a tick without words is nothing to read."""
    (waiting,) = read_waiting(store, SURVEYS)
    assert ("Kursi kurang", "saran", "dinas", date(2024, 1, 2)) == (
        waiting.text, waiting.question, waiting.agency, waiting.visited_on
    )  # fmt: skip


@pytest.mark.parametrize(("text", "approved"), [("Kursi kurang", {1: {"saran": "Kursi kurang"}}), (None, {})])
def test_decision_is_kept_with_name_and_day(
    store: SqliteStore, text: str | None, approved: dict[int, dict[str, str]]
) -> None:
    """A comment that was approved or refused waits no more; only an approved one may be quoted."""
    assert save_review(store, _review(text))
    assert [] == [*read_waiting(store, SURVEYS)]
    assert approved == read_approved(store)
    row = store.connection.execute("SELECT * FROM comment_review").fetchone()
    assert (1, "saran", text, "Bagian Organisasi", "2024-02-01") == row


def test_comment_is_decided_once(store: SqliteStore) -> None:
    """Two people at two terminals: the first decision stays."""
    save_review(store, _review(None))
    assert not save_review(store, _review("Kursi kurang"))
    assert {} == read_approved(store)


def test_waiting_comments_stand_in_an_order_that_tells_nothing(store: SqliteStore) -> None:
    """They come by their random ids, not by time of storing."""
    more = [response(n, answers={**SCORES, "saran": str(n), "saran_boleh_terbit": 1}) for n in range(10, 30)]
    store.append(more)
    by_id = [one.answers["saran"] for one in sorted(more, key=lambda one: one.id)]
    assert by_id == [one.text for one in read_waiting(store, SURVEYS) if one.text.isdigit()]
