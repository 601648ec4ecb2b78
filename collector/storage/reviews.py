"""Comments that may be quoted, and what the office decided about each (PUB05)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from collector.storage.sqlite_store import SqliteStore
from survey_definitions.consent import publish_key
from survey_definitions.model import Survey

# By id, which is random: the order tells nothing of when an answer came.
WAITING = """
    SELECT sequence, agency, visited_on, json_extract(answers, :words) FROM response
    WHERE survey = :survey AND withdrawn_on IS NULL
        AND json_extract(answers, :tick) = 1 AND json_extract(answers, :words) IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM comment_review WHERE comment_review.response = sequence AND question = :question
        )
    ORDER BY id
"""
# An answer that was withdrawn while somebody read it gets no decision, and the first of two decisions stays.
DECIDE = """
    INSERT OR IGNORE INTO comment_review (response, question, text, reviewed_by, reviewed_on)
    SELECT sequence, ?, ?, ?, ? FROM response WHERE sequence = ? AND withdrawn_on IS NULL
"""
APPROVED = """
    SELECT comment_review.response, question, text FROM comment_review
    JOIN response ON response.sequence = comment_review.response
    WHERE text IS NOT NULL AND withdrawn_on IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """Words somebody permitted to publish; `response` is the answer's place in the order of storing."""

    response: int
    question: str
    agency: str
    visited_on: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A decision: the words that may be published, or None where none may; `by` is a role in the office."""

    response: int
    question: str
    text: str | None
    by: str
    on: date


def read_waiting(store: SqliteStore, surveys: Iterable[Survey]) -> Iterator[Comment]:
    """Yield the comments that may be published and that nobody decided about, in an order that tells nothing."""
    for survey in surveys:
        for question in survey.questions:
            if question.kind != "text":
                continue
            rows = store.connection.execute(
                WAITING,
                {
                    "survey": survey.id, "question": question.key, "words": f"$.{question.key}",
                    "tick": f"$.{publish_key(question.key)}",
                },
            ).fetchall()  # fmt: skip
            for response, agency, visited_on, text in rows:
                yield Comment(
                    response=response, question=question.key, agency=agency,
                    visited_on=date.fromisoformat(visited_on), text=text,
                )  # fmt: skip


def save_review(store: SqliteStore, review: Review) -> bool:
    """Keep a decision; False if the answer was withdrawn or decided about in the meantime."""
    with store.transaction() as connection:
        values = (review.question, review.text, review.by, review.on.isoformat(), review.response)
        return bool(connection.execute(DECIDE, values).rowcount)


def read_approved(store: SqliteStore) -> dict[int, dict[str, str]]:
    """Return the words that may be published, by answer and question."""
    approved: dict[int, dict[str, str]] = {}
    for response, question, text in store.connection.execute(APPROVED):
        approved.setdefault(response, {})[question] = text
    return approved
