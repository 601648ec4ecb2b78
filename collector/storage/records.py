"""What travels between the collector and its store: frozen records and the store's protocol."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from survey_definitions.additions import with_additions
from survey_definitions.model import Survey, Text

if TYPE_CHECKING:
    from collector.storage.entries import Entry
    from collector.storage.trainees import TraineeStore

Opened = Mapping[tuple[str, str], int]
"""How often the form of a counter was opened on a local day, by (counter, ISO date)."""

Answers = dict[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResponse:
    """One filled questionnaire on its way into the store. Nothing about the person (PUB, SKM26).

    Attributes
    ----------
    id
        32 lower-case hexadecimal characters, 128 random bits; the key of idempotency.
    service
        Code of the service that was used, or None where a unit's answers name no service.
    response_class
        How sure we are that a service took place: ``open``, ``poster`` or ``token``.
    mode
        How the answer came in: ``qr``, ``kiosk``, ``paper`` or ``import``.
    visited_on
        Local date of the visit; it decides the period.
    received_at
        When the answer was first recorded, aware, in UTC.
    seconds
        Time from rendering to sending in seconds; None where it cannot be known.
    answers
        Stored value by question key; a question nobody answered is absent.
    token
        Keyed digest of the slip's token; the store spends it and then decides the class. It is never stored.
    source, source_row
        Digest of the imported file and the row in it; None for a form.
    """

    id: str
    survey: str
    version: int
    agency: str
    service: str | None
    counter: str | None
    response_class: str
    mode: str
    offline: bool
    language: str
    visited_on: date
    received_at: datetime
    seconds: int | None
    answers: Answers
    training: str | None = None
    source: str | None = None
    source_row: int | None = None
    token: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """The answer is on disk, in this class; `is_new` is False when it was there before."""

    id: str
    receipt: str
    received_at: datetime
    is_new: bool
    response_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """The id is taken by another content; the first answer stays, and this is its receipt and time."""

    id: str
    receipt: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterEntry:
    """A counter of the register with the names its form shows."""

    code: str
    name: Text
    agency: str
    agency_name: Text
    service: str
    service_name: Text
    survey: str
    retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionEntry:
    """The region an instance belongs to.

    `additions` are sections it adds to its questionnaires, off by default; `contact` is where faults of security
    may be told (``mailto:`` or ``https:``), or empty.
    """

    code: str
    kind: str
    name: Text
    publisher: Text
    timezone: str
    period_kind: str
    default_survey: str
    simulated: bool
    licence: str
    additions: tuple[str, ...] = ()
    contact: str = ""

    def asked(self, survey: Survey) -> Survey:
        """Return a questionnaire as this region asks it."""
        return with_additions(survey, self.additions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a receipt page may show; no answers.

    Attributes
    ----------
    received_at, survey, agency, agency_name
        None for an answer that was withdrawn, as far as they are gone.
    mode
        How the answer came in; only one that came from the respondent's own phone can be withdrawn.
    withdrawn_on
        Local date of the withdrawal; None while the answer stands.
    listed_on
        Local date on which its commitment was published in the ledger; None before.
    """

    code: str
    received_at: datetime | None
    survey: str | None
    agency: str | None
    agency_name: Text | None
    service_name: Text | None
    mode: str | None
    withdrawn_on: date | None
    listed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The wish of a respondent to take an answer back.

    Attributes
    ----------
    receipt
        The answer's receipt code.
    day
        Local date of the wish.
    scored
        Keys of the scored questions; their answers stay until they have left the published numbers.
    """

    receipt: str
    day: date
    scored: frozenset[str]


NOTHING_OPENED: Opened = {}
Outcomes = list[Stored | Conflict]


class ResponseStore(Protocol):
    """Where answers are kept. SQLite is the embedded default; another store fulfils the same contract."""

    def append(self, batch: Sequence[NewResponse], opened: Opened = NOTHING_OPENED) -> Outcomes:
        """Keep a batch, and add to the count of opened forms, in one transaction.

        On return all of it is durable, or an exception says none is. A response's token is spent in the same
        transaction; one that is unknown, used, out of its days or of another unit leaves the class as it is.
        """
        ...

    def keep(self, entries: "Sequence[Entry]", opened: Opened = NOTHING_OPENED) -> Outcomes:
        """Do what `append` does with answers that were made ready beforehand, by another thread."""
        ...

    def receipt(self, code: str) -> Receipt | None:
        """Find the answer a receipt code belongs to."""
        ...

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Delete what an answer holds besides its scores, durably; one that is gone already stays as it is."""
        ...

    def erase_traces(self) -> bool:
        """Remove what deleted text left in working files; False if somebody who reads them is in the way."""
        ...

    def counter(self, code: str) -> CounterEntry | None:
        """Find a counter, retired ones included."""
        ...

    def region(self) -> RegionEntry | None:
        """Return the loaded region, or None before the first ``region load``."""
        ...

    @property
    def trainees(self) -> "TraineeStore":
        """Return the part of it that keeps invitations and answers of trainees."""
        ...

    def probe(self) -> None:
        """Write something durable that changes nothing, as an answer would be; raise StorageUnavailableError."""
        ...

    def version(self) -> int:
        """Return a number that is another one once anything was written, by this process or another.

        Asked often: it costs microseconds. It may change without need, but never stay the same when a register was
        loaded.
        """
        ...

    def close(self) -> None:
        """Release the store."""
        ...
