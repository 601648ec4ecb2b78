"""Trainees in the private database: invitations, what was answered with them, and sealing (TRN03, decision 0016).

An invitation is kept as a keyed hash, its use in a wave as another one, the pair of a test before and a test after
as a third; the keys stand outside of the database, and sealing destroys them.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Protocol

from collector.storage import driver
from collector.storage.identity import canonical
from survey_definitions.model import Text

PAIR_BYTES = 16
FIND_EVENT = """
    SELECT training.code, title_id, title_en, role, training.start, training."end", sealed_on
    FROM invitation_batch JOIN training ON training.code = invitation_batch.training
    LEFT JOIN training_seal ON training_seal.training = training.code WHERE prefix = ?
"""
FIND_WAVES = "SELECT wave, survey, opens, closes FROM wave WHERE training = ? ORDER BY opens, closes, wave"
FIND_TAUGHT = """
    SELECT number, subject_id, subject_en, trainer FROM session
    WHERE training = ? AND trainer IS NOT NULL ORDER BY number
"""
FIND_USED = "SELECT token FROM invitation_use WHERE token IN ({})"
FIND_ANSWER = "SELECT training, wave, survey, version, answers FROM training_response WHERE id = ?"
INSERT_ANSWER = """
    INSERT INTO training_response (id, training, wave, survey, version, pair, answers) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
UNPAIRED = """
    SELECT count(*) FROM training_response AS after WHERE training = ? AND wave = ? AND NOT EXISTS (
        SELECT 1 FROM training_response AS before
        WHERE before.training = after.training AND before.wave = ? AND before.pair = after.pair)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveEntry:
    """A questionnaire of an event and the days on which it can be filled in, both included."""

    wave: str
    survey: str
    opens: date
    closes: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedEvent:
    """The event an invitation belongs to, as its pages show it.

    Attributes
    ----------
    role
        Who was invited.
    taught
        What was taught in which session and by whom, for questionnaires that ask about each (TRN02).
    sealed_on
        When its keys were destroyed; None before.
    """

    training: str
    title: Text
    role: str
    start: date
    end: date
    sealed_on: date | None
    waves: tuple[WaveEntry, ...]
    taught: Mapping[int, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeAnswer:
    """One filled questionnaire of an event on its way into the store.

    Attributes
    ----------
    invitation, token
        Keyed hashes of the invitation, and of the invitation and the wave; neither is kept with the answer.
    pair
        Keyed hash that a test before and a test after share; None for all other waves.
    """

    id: str
    training: str
    wave: str
    survey: str
    version: int
    answers: Mapping[str, int | str]
    invitation: bytes
    token: bytes
    pair: bytes | None


class Kept(Enum):
    """What became of an answer."""

    STORED = "stored"
    """It is on disk."""
    REPEATED = "repeated"
    """It is on disk since it was sent first."""
    CONFLICT = "conflict"
    """Its id is taken by other content; the first answer stays."""
    USED = "used"
    """The invitation was used for this wave already."""
    UNKNOWN = "unknown"
    """There is no such invitation, or the event is sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How far an event is, without anybody's name.

    Attributes
    ----------
    issued
        Invitations by role.
    answered
        Answers by wave.
    """

    issued: Mapping[str, int]
    answered: Mapping[str, int]
    sealed_on: date | None


class Tables(Protocol):
    """The database as this module needs it."""

    def rows(self, query: str, *parameters: object) -> list[Any]:
        """Return what a query finds."""
        ...

    def transaction(self) -> AbstractContextManager[driver.Connection]:
        """Run a block in one durable transaction."""
        ...


class TraineeStore:
    """Invitations and answers of trainees."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def issue(self, training: str, role: str, prefix: str, digests: Sequence[bytes], day: date) -> None:
        """Keep the digests of invitations that are printed together."""
        with self._tables.transaction() as connection:
            connection.execute(
                "INSERT INTO invitation_batch VALUES (?, ?, ?, ?, ?)",
                (prefix, training, role, len(digests), day.isoformat()),
            )
            connection.executemany("INSERT INTO invitation VALUES (?, ?)", [(one, prefix) for one in digests])

    def event(self, prefix: str) -> InvitedEvent | None:
        """Return the event of the batch with this prefix."""
        found = self._tables.rows(FIND_EVENT, prefix)
        if not found:
            return None
        ((training, title_id, title_en, role, start, end, sealed_on),) = found
        return InvitedEvent(
            training=training, title=Text(id=title_id, en=title_en), role=role, start=date.fromisoformat(start),
            end=date.fromisoformat(end), sealed_on=_day(sealed_on),
            waves=tuple(self._waves(training)), taught=dict(self._taught(training)),
        )  # fmt: skip

    def knows(self, prefix: str, digest: bytes) -> bool:
        """Tell whether the invitation of this digest was issued in this batch."""
        query = "SELECT 1 FROM invitation WHERE digest = ? AND batch = ?"
        return bool(self._tables.rows(query, digest, prefix))

    def used(self, tokens: Sequence[bytes]) -> set[bytes]:
        """Return which of these uses of an invitation have happened."""
        query = FIND_USED.format(", ".join("?" * len(tokens)))
        return {bytes(row[0]) for row in self._tables.rows(query, *tokens)}

    def has_answered(self, training: str, wave: str, pair: bytes) -> bool:
        """Tell whether there is an answer of this pair in a wave."""
        query = "SELECT 1 FROM training_response WHERE training = ? AND wave = ? AND pair = ? LIMIT 1"
        return bool(self._tables.rows(query, training, wave, pair))

    def keep(self, answer: TraineeAnswer) -> Kept:
        """Keep an answer and use its invitation up, in one transaction; a repetition changes nothing."""
        with self._tables.transaction() as connection:
            first = connection.execute(FIND_ANSWER, (answer.id,)).fetchone()
            if first is not None:
                return Kept.REPEATED if tuple(first) == _content(answer) else Kept.CONFLICT
            known = connection.execute("SELECT 1 FROM invitation WHERE digest = ?", (answer.invitation,)).fetchone()
            if known is None:
                return Kept.UNKNOWN
            use = "INSERT INTO invitation_use VALUES (?, ?) ON CONFLICT (token) DO NOTHING"
            if connection.execute(use, (answer.token, answer.training)).rowcount == 0:
                return Kept.USED
            training, wave, survey, version, answers = _content(answer)
            connection.execute(INSERT_ANSWER, (answer.id, training, wave, survey, version, answer.pair, answers))
            return Kept.STORED

    def counts(self, training: str) -> Counts:
        """Count invitations and answers of an event."""
        issued = "SELECT role, sum(issued) FROM invitation_batch WHERE training = ? GROUP BY role ORDER BY role"
        answered = "SELECT wave, count(*) FROM training_response WHERE training = ? GROUP BY wave ORDER BY wave"
        sealed = self._tables.rows("SELECT sealed_on FROM training_seal WHERE training = ?", training)
        return Counts(
            issued=dict(self._tables.rows(issued, training)),
            answered=dict(self._tables.rows(answered, training)),
            sealed_on=_day(sealed[0][0]) if sealed else None,
        )

    def count_unpaired(self, training: str, wave: str, before: str) -> int:
        """Count the answers of a wave for which there is none of the same trainee in the wave `before`."""
        return int(self._tables.rows(UNPAIRED, training, wave, before)[0][0])

    def seal(self, training: str, day: date) -> None:
        """Forget invitations and uses, and let pairs be random numbers; the second time changes nothing."""
        with self._tables.transaction() as connection:
            connection.execute(
                "INSERT INTO training_seal VALUES (?, ?) ON CONFLICT DO NOTHING", (training, day.isoformat())
            )
            connection.execute(
                "DELETE FROM invitation WHERE batch IN (SELECT prefix FROM invitation_batch WHERE training = ?)",
                (training,),
            )
            connection.execute("DELETE FROM invitation_use WHERE training = ?", (training,))
            pairs = connection.execute(
                "SELECT DISTINCT pair FROM training_response WHERE training = ? AND pair IS NOT NULL", (training,)
            ).fetchall()
            connection.executemany(
                "UPDATE training_response SET pair = ? WHERE training = ? AND pair = ?",
                [(secrets.token_bytes(PAIR_BYTES), training, pair) for (pair,) in pairs],
            )

    def _waves(self, training: str) -> Iterator[WaveEntry]:
        for wave, survey, opens, closes in self._tables.rows(FIND_WAVES, training):
            yield WaveEntry(
                wave=wave, survey=survey, opens=date.fromisoformat(opens), closes=date.fromisoformat(closes)
            )

    def _taught(self, training: str) -> Iterator[tuple[int, Text]]:
        for number, subject_id, subject_en, trainer in self._tables.rows(FIND_TAUGHT, training):
            yield number, Text(id=f"{subject_id} ({trainer})", en=f"{subject_en} ({trainer})")


def _content(answer: TraineeAnswer) -> tuple[Any, ...]:
    return answer.training, answer.wave, answer.survey, answer.version, canonical(dict(answer.answers))


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)
