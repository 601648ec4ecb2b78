"""The invitation in a request: whose event, which waves it opens, and why it may open none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import Response, current_app

from collector.errors import CollectorRefusedError
from collector.programme.invitations import PREFIX, EventKeys, event_keys, slip_of
from collector.registers.files.waves import POST, PRE, ROLE_OF, TRAINEE
from collector.storage.trainees import InvitedEvent, Kept, TraineeAnswer, WaveEntry
from collector.web.desk import desk
from collector.web.moments import local_date
from collector.web.pages import message_page
from collector.web.submission import Filling
from collector.web.visits import speech, timezone
from survey_definitions.model import Survey
from survey_definitions.repeats import with_repeats

OPEN, USED, EARLY, OVER = "open", "used", "early", "over"
PAIRED = (PRE, POST)
"""Waves that are compared trainee by trainee (TRN03); no other keeps what two answers have in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an invitation opens nothing, as a key of the interface."""

    key: str
    status: int
    values: dict[str, str] = field(default_factory=dict)

    def page(self) -> Response:
        """Say so."""
        return message_page(self.key, self.status, None, **self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A known invitation with the waves of its role, and which of them it was used for."""

    slip: str
    event: InvitedEvent
    keys: EventKeys
    waves: Sequence[WaveEntry]
    used: frozenset[str]

    def wave(self, asked: str) -> WaveEntry | None:
        """Return one of its waves by its name."""
        return next((one for one in self.waves if one.wave == asked), None)

    def state(self, wave: WaveEntry, day: date) -> str:
        """Return whether a wave can be filled in on a local day."""
        if wave.wave in self.used:
            return USED
        if day < wave.opens:
            return EARLY
        return OPEN if day <= wave.closes else OVER

    def survey(self, wave: WaveEntry) -> Survey:
        """Return the questionnaire of a wave as this event asks it."""
        return with_repeats(desk().surveys[wave.survey], self.event.taught)

    def place(self, wave: WaveEntry) -> str:
        """Return what the pages of a wave are signed for."""
        return f"{self.event.training}/{wave.wave}"

    def is_unpaired(self, wave: WaveEntry) -> bool:
        """Tell whether this is a test after without a test before; it is kept all the same."""
        if wave.wave != POST or self.wave(PRE) is None:
            return False
        pair = self.keys.pair(self.slip)
        return not desk().store.trainees.has_answered(self.event.training, PRE, pair)

    def keep(self, wave: WaveEntry, submission: Filling) -> Kept:
        """Store what was filled in; nothing of the invitation stays with it but the pair of the two tests."""
        return desk().store.trainees.keep(
            TraineeAnswer(
                id=submission.id,
                training=self.event.training,
                wave=wave.wave,
                survey=submission.survey.id,
                version=submission.survey.version,
                answers=submission.answers or {},
                invitation=self.keys.invitation(self.slip),
                token=self.keys.use(self.slip, wave.wave),
                pair=self.keys.pair(self.slip) if wave.wave in PAIRED else None,
            )
        )


def invitation_of(typed: str) -> Invitation | Refusal:
    """Find the invitation somebody scanned or typed, or the reason why it opens nothing."""
    slip = slip_of(typed)
    if slip is None:
        return Refusal(key="unknown_invitation", status=404)
    trainees = desk().store.trainees
    event = trainees.event(slip[:PREFIX])
    if event is None:
        return Refusal(key="foreign_invitation", status=404)
    if event.sealed_on:
        return Refusal(key="sealed_invitation", status=200, values={"event": event.title[speech().language]})
    keys = _keys(event.training)
    if keys is None:
        return Refusal(key="unavailable_reading", status=503)
    if not trainees.knows(slip[:PREFIX], keys.invitation(slip)):
        return Refusal(key="unknown_invitation", status=404)
    waves = [one for one in event.waves if ROLE_OF.get(one.wave, TRAINEE) == event.role]
    tokens = {keys.use(slip, one.wave): one.wave for one in waves}
    used = frozenset(tokens[token] for token in trainees.used(list(tokens)))
    return Invitation(slip=slip, event=event, keys=keys, waves=waves, used=used)


def today() -> date:
    """Return the region's present day."""
    return local_date(desk().clock(), timezone())


def _keys(training: str) -> EventKeys | None:
    """Return an event's keys; a missing or damaged file is for the office to know, not for the trainee."""
    try:
        keys = event_keys(desk().settings, training)
    except CollectorRefusedError as refused:
        current_app.logger.error("invitations: %s", refused)
        return None
    if keys is None:
        current_app.logger.error("invitations: the key of %s is missing", training)
    return keys
