"""Invitations of trainees, and the keys that make them: outside of the database, until the event is sealed.

An invitation is 16 characters: four that tell the batch, and twelve (60 bits) that nobody can guess.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from collector.codes import is_code, normalise, random_code
from collector.errors import CollectorRefusedError
from collector.settings import CollectorSettings, secret_key
from collector.storage.trainees import PAIR_BYTES, TraineeStore

PREFIX, SECRET = 4, 12


@dataclass(frozen=True, slots=True)
class EventKeys:
    """The keys of one event, each derived from the one that is kept; whoever destroys that destroys all."""

    master: bytes

    def invitation(self, slip: str) -> bytes:
        """Return the hash under which an invitation is known to have been issued."""
        return self._hashed("event", b"invitation\0" + slip.encode())

    def use(self, slip: str, wave: str) -> bytes:
        """Return the token of an invitation in one wave: HMAC(k_wave, slip)."""
        return self._hashed(f"wave {wave}", slip.encode())

    def pair(self, slip: str) -> bytes:
        """Return what the two tests of one trainee have in common: HMAC(k_event, slip)."""
        return self._hashed("event", b"pair\0" + slip.encode())[:PAIR_BYTES]

    def _hashed(self, purpose: str, message: bytes) -> bytes:
        return hmac.digest(hmac.digest(self.master, purpose.encode(), hashlib.sha256), message, hashlib.sha256)


def slip_of(typed: str) -> str | None:
    """Return the invitation somebody scanned or typed; None if it can't be one."""
    slip = normalise(typed)
    return slip if len(slip) == PREFIX + SECRET and is_code(slip) else None


def event_keys(settings: CollectorSettings, training: str) -> EventKeys | None:
    """Return the keys of an event; None if they are not there: destroyed, or not drawn yet.

    Raises
    ------
    CollectorRefusedError
        If the file can't be read or holds something else.
    """
    path = settings.keys_folder / training
    try:
        return EventKeys(secret_key(path)) if path.exists() else None
    except CollectorRefusedError as refused:
        raise CollectorRefusedError(
            f"{path}: the key of the training '{training}' can't be read. Check the rights of the file; if it was "
            "changed, the invitations that are out can't be used any more."
        ) from refused


def destroy_keys(settings: CollectorSettings, training: str) -> None:
    """Overwrite the key of an event and delete it; one that is gone stays gone."""
    path = settings.keys_folder / training
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


def issue_invitations(
    settings: CollectorSettings, trainees: TraineeStore, training: str, role: str, count: int, day: date
) -> list[str]:
    """Draw `count` invitations for one event and role; only their digests are kept, so print them now.

    Raises
    ------
    CollectorRefusedError
        If earlier invitations of the event were made with a key that is gone.
    """
    counts = trainees.counts(training)
    if counts.sealed_on:
        raise CollectorRefusedError(f"'{training}' was sealed on {counts.sealed_on}; nobody can be invited now.")
    keys = event_keys(settings, training)
    if keys is None and counts.issued:
        raise CollectorRefusedError(
            f"{settings.keys_folder / training}: the key of the invitations that are out is missing. Put the file "
            "back; with another key they could not be used."
        )
    keys = keys or _drawn(settings, training)
    prefix = _new_prefix(trainees)
    slips = list(_new_slips(prefix, count))
    trainees.issue(training, role, prefix, [keys.invitation(slip) for slip in slips], day)
    return slips


def _drawn(settings: CollectorSettings, training: str) -> EventKeys:
    settings.keys_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return EventKeys(secret_key(settings.keys_folder / training))


def _new_prefix(trainees: TraineeStore) -> str:
    while trainees.event(prefix := random_code(PREFIX)) is not None:
        pass
    return prefix


def _new_slips(prefix: str, count: int) -> Iterable[str]:
    drawn: set[str] = set()
    while len(drawn) < count:
        drawn.add(prefix + random_code(SECRET))
    return drawn
